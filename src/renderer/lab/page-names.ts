import type { LabPage } from './lab-place.ts';

/** What the pages of the lab are called, in the order of its navigation. */
export const labPageNames: Readonly<Record<LabPage, string>> = {
  tour: 'Guided tour',
  models: 'Models',
  ceremony: 'Ceremony',
  matrix: 'Threat matrix',
  scenarios: 'Scenarios',
  numbers: 'Numbers',
  claims: 'Said in 2017',
  sources: 'Sources and words',
  report: 'Report and evidence',
};

export const labPageList = Object.keys(labPageNames).filter((page): page is LabPage => page in labPageNames);
