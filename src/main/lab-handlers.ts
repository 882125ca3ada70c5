import type { Handlers } from './calls.ts';
import type { LabDesk } from './lab-desk.ts';

type LabMethod = Extract<keyof Handlers, `lab.${string}` | `console.${string}`>;

/** What the calls of the escrow lab do, and those of the authority's console. */
export function makeLabHandlers(desk: LabDesk): Pick<Handlers, LabMethod> {
  return {
    'lab.guide': () => desk.lab.guide(),
    'lab.measureKdf': () => desk.lab.measureKdf(),
    'lab.numbers': (request) => desk.lab.numbers(request),
    'lab.ceremony': (request) => desk.lab.ceremony(request),
    'lab.matrix': () => desk.runMatrix(),
    'lab.lastMatrix': () => desk.lab.lastMatrix(),
    'lab.cell': (request) => desk.lab.cell(request),
    'lab.scenario': (request) => desk.lab.scenario(request),
    'lab.stop': () => desk.stopWork(),
    'lab.saveReport': ({ format }) => desk.saveReport(format),
    'lab.saveEvidence': () => desk.saveEvidence(),
    'lab.verifyEvidence': () => desk.verifyEvidence(),
    'lab.openConsole': () => desk.openConsole(),
    'console.state': () => desk.lab.consoleState(),
    'console.open': (request) => desk.lab.consoleOpen(request),
    'console.advance': (request) => desk.lab.consoleAdvance(request),
    'console.removeEntry': (request) => desk.lab.consoleRemoveEntry(request),
    'console.reset': () => desk.lab.consoleReset(),
  };
}
