import { CircleSlash, KeyRound } from 'lucide-react';
import { useMemo } from 'react';
import type { Fact } from '../../../contract/index.ts';
import { codeOf } from '../../recovery/phrase-code.ts';
import { Glossed } from './Glossed.tsx';
import styles from './Parts.module.css';

/** Black on white whatever the theme: many readers know no other. */
function QrCode({ label, value }: { readonly label: string; readonly value: string }) {
  const { size, path } = useMemo(() => codeOf(value), [value]);
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={`QR code: ${label}`}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

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
          <dd data-kind={kind}>{kind === 'qr' ? <QrCode label={label} value={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
