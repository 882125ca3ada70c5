import { CircleSlash, KeyRound } from 'lucide-react';
import type { Fact } from '../../../contract/index.ts';
import { QrCode } from '../../recovery/QrCode.tsx';
import { Glossed } from './Glossed.tsx';
import styles from './Parts.module.css';

/** The tone has a sign of its own, and words for those who see neither sign nor colour. */
function Tone({ tone }: { readonly tone: Fact['tone'] }) {
  if (tone === 'plain') return null;
  const Icon = tone === 'lit' ? KeyRound : CircleSlash;
  return (
    <>
      <Icon size={14} aria-hidden="true" />
      <span className="unseen">{tone === 'lit' ? 'Access: ' : 'Refused: '}</span>
    </>
  );
}

/** Values that an experiment has given. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value, kind, tone }, at) => (
        <div key={`${at} ${label}`} data-tone={tone} data-wide={kind === 'qr' || value.length > 24}>
          <dt>
            <Tone tone={tone} />
            <Glossed text={label} />
          </dt>
          <dd data-kind={kind}>
            {kind === 'qr' ? (
              <QrCode text={value} label={`QR code: ${label}`} className={styles.code} />
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
