import { CircleQuestionMark, KeyRound, Landmark, Laptop, ScrollText, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Holder } from '../../contract/index.ts';
import { AuthorityFacts } from '../authority/AuthorityFacts.tsx';
import { isEscrowHolder, namesOf } from '../authority/authority-words.ts';
import { fullDay } from '../notes/list-date.ts';
import { classes } from '../ui/classes.ts';
import { Waiting } from '../ui/Waiting.tsx';
import styles from './Holders.module.css';

function memory(kibibytes: number): string {
  return kibibytes >= 1024 ? `${Math.round(kibibytes / 1024)} MiB` : `${kibibytes} KiB`;
}

function Derivation({ kdf }: { readonly kdf: NonNullable<Holder['kdf']> }) {
  const passes = kdf.passes === 1 ? '1 pass' : `${kdf.passes} passes`;
  return (
    <>
      <p className={styles.kdf}>
        Argon2id, {memory(kdf.memoryKiB)}, {passes}
      </p>
      <p>
        Every guess has to work through {memory(kdf.memoryKiB)} of memory{' '}
        {kdf.passes === 1 ? 'once' : `${kdf.passes} times`}: that is what makes guessing slow.
      </p>
    </>
  );
}

const icons: Readonly<Record<string, LucideIcon>> = {
  passphrase: KeyRound,
  recovery: ScrollText,
  device: Laptop,
  escrow: Landmark,
};

function titleOf(holder: Holder): string {
  if (isEscrowHolder(holder)) return namesOf(holder);
  return holder.type in icons ? holder.label : 'Unknown holder';
}

interface HolderRowProps {
  readonly holder: Holder;
  /** Whether it is this computer. */
  readonly isHere?: boolean;
  /** What can be done about this holder. */
  readonly actions?: ReactNode;
}

/** One who can open the vault, as the file says to anyone. */
export function HolderRow({ holder, isHere = false, actions }: HolderRowProps) {
  const known = holder.type in icons;
  const Icon = icons[holder.type] ?? CircleQuestionMark;
  return (
    <li className={classes(styles.holder, isEscrowHolder(holder) && styles.escrow)}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <h3 dir="auto">{titleOf(holder)}</h3>
        <p>
          Since {fullDay(holder.createdAt)}
          {isHere && ', on this computer'}
        </p>
        {holder.needsKeyFile && <p className={styles.kdf}>Only together with its key file</p>}
        {holder.type === 'device' && (
          <p className={styles.kdf}>A PIN, and a key that one computer keeps: neither opens it alone</p>
        )}
        {isEscrowHolder(holder) && <AuthorityFacts holder={holder} />}
        {holder.kdf !== null && <Derivation kdf={holder.kdf} />}
        {holder.type === 'recovery' && (
          <p>
            24 words, drawn at random, that open the vault without the passphrase. They cannot be guessed.
          </p>
        )}
        {!known && (
          <p>
            The file calls it “{holder.label}” of type “{holder.type}”, which this version does not know.
            Whoever holds it can open this vault.
          </p>
        )}
        {actions}
      </div>
    </li>
  );
}

const order = Object.keys(icons);

/** Holders as people look for them: what the owner has or knows first, then who else, then what is not known. */
export function inOrder(holders: readonly Holder[]): readonly Holder[] {
  const place = ({ type }: Holder): number => (type in icons ? order.indexOf(type) : order.length);
  return holders.toSorted((a, b) => place(a) - place(b));
}

/** In the place of the holders, and about as large, until the file has been read. */
export function HoldersToCome() {
  return (
    <div className={styles.toCome} role="status">
      <Waiting>Looking at the file…</Waiting>
    </div>
  );
}

/** Everybody who can open a vault, read from the file before anyone has opened it. */
export function Holders({ holders }: { readonly holders: readonly Holder[] }) {
  return (
    <section className={styles.holders} aria-labelledby="holders-heading">
      <h2 id="holders-heading">Who can open this vault</h2>
      <ul>
        {inOrder(holders).map((holder) => (
          <HolderRow key={holder.id} holder={holder} />
        ))}
      </ul>
    </section>
  );
}
