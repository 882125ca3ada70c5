import {
  BookOpen,
  ChartLine,
  FileText,
  Grid3x3,
  KeyRound,
  MessageSquareQuote,
  Play,
  Route,
  Stamp,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { LabGuide } from '../../contract/index.ts';
import { CeremonyPage } from './ceremony/CeremonyPage.tsx';
import { ClaimsPage } from './claims/ClaimsPage.tsx';
import type { LabPage, LabPlace } from './lab-place.ts';
import { MatrixPage } from './matrix/MatrixPage.tsx';
import { ModelsPage } from './models/ModelsPage.tsx';
import { NumbersPage } from './numbers/NumbersPage.tsx';
import { labPageNames } from './page-names.ts';
import { ReportPage } from './report/ReportPage.tsx';
import { ScenariosPage } from './scenarios/ScenariosPage.tsx';
import { SourcesPage } from './sources/SourcesPage.tsx';
import { TourPage } from './tour/TourPage.tsx';

/** What every page is given. */
export interface LabPageProps {
  readonly guide: LabGuide;
  /** What is chosen on it. */
  readonly place: LabPlace;
}

export interface LabPageEntry {
  readonly page: LabPage;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly show: (props: LabPageProps) => ReactNode;
}

/** The pages of the lab, in the order of its navigation. A new one is a line here. */
export const labPages: readonly LabPageEntry[] = [
  { page: 'tour', name: labPageNames.tour, icon: Route, show: ({ guide }) => <TourPage guide={guide} /> },
  { page: 'models', name: labPageNames.models, icon: KeyRound, show: (props) => <ModelsPage {...props} /> },
  {
    page: 'ceremony',
    name: labPageNames.ceremony,
    icon: Stamp,
    show: (props) => <CeremonyPage {...props} />,
  },
  { page: 'matrix', name: labPageNames.matrix, icon: Grid3x3, show: (props) => <MatrixPage {...props} /> },
  {
    page: 'scenarios',
    name: labPageNames.scenarios,
    icon: Play,
    show: (props) => <ScenariosPage {...props} />,
  },
  {
    page: 'numbers',
    name: labPageNames.numbers,
    icon: ChartLine,
    show: ({ guide }) => <NumbersPage guide={guide} />,
  },
  {
    page: 'claims',
    name: labPageNames.claims,
    icon: MessageSquareQuote,
    show: ({ guide }) => <ClaimsPage guide={guide} />,
  },
  {
    page: 'sources',
    name: labPageNames.sources,
    icon: BookOpen,
    show: (props) => <SourcesPage {...props} />,
  },
  { page: 'report', name: labPageNames.report, icon: FileText, show: () => <ReportPage /> },
];
