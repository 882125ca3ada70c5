import styles from './Placeholders.module.css';

const placeholders = [
  ['{{title}}', 'the title'],
  ['{{date}}', 'the day'],
  ['{{time}}', 'the time of day'],
  ['{{include: Name}}', 'the text of another template'],
] as const;

/** What a template can hold that is filled in when a note is made from it. */
export function Placeholders() {
  return (
    <dl className={styles.placeholders}>
      {placeholders.map(([code, meaning]) => (
        <div key={code}>
          <dt>
            <code>{code}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
