import { RotateCcw } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { LabGuide } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import shared from '../parts/Page.module.css';
import { BlastSection } from './BlastSection.tsx';
import { GuessingSection } from './GuessingSection.tsx';
import styles from './Numbers.module.css';
import { numbersOf } from './numbers-store.ts';
import { VictimsSection } from './VictimsSection.tsx';
import { WiretapSection } from './WiretapSection.tsx';

/** What guessing costs, how much one theft opens, and what each victim costs: every figure follows from the sliders. */
export function NumbersPage({ guide }: { readonly guide: LabGuide }) {
  const { api } = useApp();
  const numbers = numbersOf(api);
  const { input, result, failure } = useStore(numbers.store);
  // The first figures, and what this machine takes for a guess, are asked for when somebody looks.
  useEffect(() => {
    numbers.open();
  }, [numbers]);
  return (
    <div className={classes(shared.page, styles.page)}>
      <header className={styles.header}>
        <p>
          Every figure here is worked out from where the sliders stand. Figures that nobody knows are sliders
          too: move them, and see whether the conclusion moves.
        </p>
        <Button onClick={() => numbers.reset()}>
          <RotateCcw size={15} aria-hidden="true" />
          Back to presets
        </Button>
      </header>
      {failure !== null && (
        <p role="alert" className={styles.alert}>
          {failure.message}
        </p>
      )}
      {result === null ? (
        failure === null && <Waiting>Working it out…</Waiting>
      ) : (
        <>
          <GuessingSection numbers={numbers} input={input} result={result} />
          <BlastSection numbers={numbers} input={input} result={result} incidents={guide.incidents} />
          <VictimsSection numbers={numbers} input={input} result={result} />
        </>
      )}
      <WiretapSection />
    </div>
  );
}
