import { CircleQuestionMark, KeyRound, ScrollText, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Holder } from '../../contract/index.ts';
import { fullDay } from '../notes/list-date.ts';
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

const icons: Readonly<Record<string, LucideIcon>> = { passphrase: KeyRound, recovery: ScrollText };

interface HolderRowProps {
  readonly holder: Holder;
  /** What can be done about this holder. */
  readonly actions?: ReactNode;
}

/** One who can open the vault, as the file says to anyone. */
export function HolderRow({ holder, actions }: HolderRowProps) {
  const known = holder.type in icons;
  const Icon = icons[holder.type] ?? CircleQuestionMark;
  return (
    <li className={styles.holder}>
      <Icon size={18} aria-hidden="true" />
      <div>
        <h3 dir="auto">{known ? holder.label : 'Unknown holder'}</h3>
        <p>Since {fullDay(holder.createdAt)}</p>
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

/** Everybody who can open a vault, read from the file before anyone has opened it. */
export function Holders({ holders }: { readonly holders: readonly Holder[] }) {
  return (
    <section className={styles.holders} aria-labelledby="holders-heading">
      <h2 id="holders-heading">Who can open this vault</h2>
      <ul>
        {holders.map((holder) => (
          <HolderRow key={holder.id} holder={holder} />
        ))}
      </ul>
    </section>
  );
}
