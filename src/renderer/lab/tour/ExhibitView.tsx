import type { LabGuide } from '../../../contract/index.ts';
import { KeyDiagram } from '../diagram/KeyDiagram.tsx';
import { CeremonyExhibit } from './CeremonyExhibit.tsx';
import { MatrixExhibit } from './MatrixExhibit.tsx';
import { NumbersExhibit } from './NumbersExhibit.tsx';
import { Onward } from './Onward.tsx';
import { Quotes } from './Quotes.tsx';
import { ScenarioExhibit } from './ScenarioExhibit.tsx';
import type { Exhibit } from './stops.ts';
import type { Tour } from './tour-store.ts';
import { Weighing } from './Weighing.tsx';

interface ExhibitViewProps {
  readonly exhibit: Exhibit;
  readonly guide: LabGuide;
  readonly tour: Tour;
}

/** What a stop shows. */
export function ExhibitView({ exhibit, guide, tour }: ExhibitViewProps) {
  switch (exhibit.kind) {
    case 'quotes':
      return <Quotes claims={guide.claims.slice(0, exhibit.first)} />;
    case 'diagram': {
      const model = guide.models.find(({ id }) => id === exhibit.model);
      return (
        model !== undefined && (
          <KeyDiagram diagram={model.diagram} label={`Keys of ${model.id}, ${model.name}`} />
        )
      );
    }
    case 'ceremony':
      return <CeremonyExhibit model={exhibit.model} fault={exhibit.fault} guide={guide} tour={tour} />;
    case 'scenario':
      return <ScenarioExhibit number={exhibit.number} />;
    case 'matrix':
      return <MatrixExhibit models={exhibit.models} adversaries={exhibit.adversaries} guide={guide} />;
    case 'numbers':
      return <NumbersExhibit tour={tour} />;
    case 'weighing':
      return <Weighing />;
    case 'onward':
      return <Onward />;
  }
}
