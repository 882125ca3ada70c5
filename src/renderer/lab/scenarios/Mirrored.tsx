import type { ModelId, ScenarioInfo } from '../../../contract/index.ts';
import { useApp, useLab } from '../../app/app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { SourceRef } from '../parts/SourceRef.tsx';
import styles from './Scenarios.module.css';
import { yearWords } from './slides.ts';

interface MirroredProps {
  readonly scenario: ScenarioInfo;
  /** Whether the sentence stands above already. */
  readonly isToldAbove?: boolean;
}

/** The incident that a scenario is after, with its year and what it is known from. */
export function Mirrored({ scenario: { mirrors }, isToldAbove = false }: MirroredProps) {
  return (
    <div className={styles.mirrored}>
      <p className={styles.year}>{yearWords(mirrors.year)}</p>
      <div>
        {!isToldAbove && (
          <p>
            <Glossed text={mirrors.what} />
          </p>
        )}
        <p className={shared.row}>
          {mirrors.sources.map((id) => (
            <SourceRef key={id} id={id} />
          ))}
        </p>
      </div>
    </div>
  );
}

/** The access models that something was tried on; each leads to its page. */
export function ModelLinks({ models }: { readonly models: readonly ModelId[] }) {
  const { lab } = useApp();
  const guide = useLab((state) => state.guide);
  return (
    <p className={shared.row}>
      {models.map((id) => (
        <Button key={id} small onClick={() => lab.follow({ page: 'models', model: id })}>
          <span className={styles.modelId} data-escrow={id !== 'M0'}>
            {id}
          </span>
          {guide?.models.find((model) => model.id === id)?.name}
        </Button>
      ))}
    </p>
  );
}
