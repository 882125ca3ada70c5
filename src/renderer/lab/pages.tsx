import { ChartLine, FileText, Grid3x3, KeyRound, Stamp, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LabGuide } from '../../contract/index.ts';
import { CeremonyPage } from './ceremony/CeremonyPage.tsx';
import type { LabPage, LabPlace } from './lab-place.ts';
import { MatrixPage } from './matrix/MatrixPage.tsx';
import { ModelsPage } from './models/ModelsPage.tsx';
import { NumbersPage } from './numbers/NumbersPage.tsx';
import { ReportPage } from './report/ReportPage.tsx';

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
  { page: 'models', name: 'Models', icon: KeyRound, show: (props) => <ModelsPage {...props} /> },
  { page: 'ceremony', name: 'Ceremony', icon: Stamp, show: (props) => <CeremonyPage {...props} /> },
  { page: 'matrix', name: 'Threat matrix', icon: Grid3x3, show: (props) => <MatrixPage {...props} /> },
  { page: 'numbers', name: 'Numbers', icon: ChartLine, show: ({ guide }) => <NumbersPage guide={guide} /> },
  { page: 'report', name: 'Report and evidence', icon: FileText, show: () => <ReportPage /> },
];
