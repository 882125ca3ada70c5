import type { LabTask } from '../lab-store.ts';

/** What is said of work while it goes on, and when somebody has stopped it. */
export const taskWords: Readonly<Record<LabTask, { readonly doing: string; readonly stopped: string }>> = {
  matrix: { doing: 'Running the experiments.', stopped: 'Stopped. Results come from whole runs only.' },
  'save-evidence': { doing: 'Saving the evidence.', stopped: 'Stopped. No evidence was saved.' },
  'verify-evidence': {
    doing: 'Replaying the evidence.',
    stopped: 'Stopped. The evidence has not been checked.',
  },
  report: { doing: 'Writing the report.', stopped: 'Stopped. No report was written.' },
};
