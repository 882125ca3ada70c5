import { KeyRound } from 'lucide-react';
import type { ModelPage } from '../../../contract/index.ts';
import { useApp } from '../../app/app-context.ts';
import { classes } from '../../ui/classes.ts';
import type { LabPageProps } from '../pages.tsx';
import { Glossed } from '../parts/Glossed.tsx';
import shared from '../parts/Page.module.css';
import { holdersOf } from './holders.ts';
import { ModelView } from './ModelView.tsx';
import styles from './Models.module.css';

/** All models side by side, or one of them in full. */
export function ModelsPage({ guide, place }: LabPageProps) {
  const model = guide.models.find(({ id }) => id === place.model);
  return model === undefined ? (
    <Gallery models={guide.models} />
  ) : (
    <ModelView key={model.id} model={model} models={guide.models} />
  );
}

function Gallery({ models }: { readonly models: readonly ModelPage[] }) {
  return (
    <div className={classes(shared.page, styles.page)}>
      <p className={shared.lede}>
        <Glossed text="Ways by which somebody besides the owner could open a vault, each built in its strongest form and run on real vault files. They differ in who holds which key, what access takes, and what trace it leaves." />
      </p>
      <ul className={styles.gallery}>
        {models.map((model) => (
          <li key={model.id}>
            <ModelCard model={model} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function ModelCard({ model }: { readonly model: ModelPage }) {
  const { lab } = useApp();
  const holders = holdersOf(model);
  return (
    <button
      type="button"
      className={classes(shared.box, styles.card)}
      data-escrow={model.id !== 'M0'}
      onClick={() => lab.follow({ page: 'models', model: model.id })}
    >
      <span className={styles.cardName}>
        <span className={styles.id}>{model.id}</span>
        {model.name}
      </span>
      <span className={styles.cardLine}>{model.line}</span>
      <span className={styles.cardKeys}>
        <KeyRound size={14} aria-hidden="true" />
        <span>{holders.length === 0 ? 'Keys: you alone' : `Keys: you; ${holders.join('; ')}`}</span>
      </span>
    </button>
  );
}
