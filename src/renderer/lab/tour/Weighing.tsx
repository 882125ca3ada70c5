import { Glossed } from '../parts/Glossed.tsx';
import styles from './Exhibits.module.css';

const forAccess = [
  'People were killed. Those who protect others have a duty to learn why, and whether more is to come. A court can order a house to be searched; it is fair to ask why a phone should be beyond it.',
  'It works: you have seen it open on a valid warrant, refuse an expired one, and write both down. With a key in shares no single official can open anything, and a witness can check the log.',
  'It need not reach everybody to be of use. Most people, and many who plan harm, use what comes with the phone and change nothing.',
  'The difficulty is real. In 2023, American police met encryption in 472 wiretaps, and 425 of them could not be read.',
];

const against = [
  'Whoever has the key opens what it opens, lawfully or not. Warrants, rules and logs stand beside the key. They bind people who can be bound.',
  'It is in everybody’s vault, for years. What is copied today opens to a key that is stolen later, or to an authority with another purpose.',
  'The target who knows of it can leave it out. Everybody else has it.',
  'There are ways that reach one person and leave the others alone: a seized device, an open phone, what the provider knows anyway. They cost more for each case, and that is a limit, too.',
];

const open = [
  'How likely is it that the key gets out? Nobody knows, and no experiment here can tell.',
  'How much is one target read in time worth, beside a small chance that everybody is read at once?',
  'Who would keep the key in the country you trust least, if it copied the law of the one you trust most?',
];

/** Both sides in their strongest form and with equal room; then what no experiment answers. */
export function Weighing() {
  return (
    <div className={styles.result}>
      <div className={styles.sides}>
        <Side title="The case for lawful access" points={forAccess} />
        <Side title="The case against it" points={against} />
      </div>
      <section className={styles.questions}>
        <h3>What is left to you</h3>
        <Points points={open} />
      </section>
    </div>
  );
}

function Side({ title, points }: { readonly title: string; readonly points: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <Points points={points} />
    </section>
  );
}

function Points({ points }: { readonly points: readonly string[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>
          <Glossed text={point} />
        </li>
      ))}
    </ul>
  );
}
