import type { Handlers } from './calls.ts';
import type { LabDesk, LabVisitor } from './lab-desk.ts';

type LabMethod = Extract<keyof Handlers, `lab.${string}`>;
type ConsoleMethod = Extract<keyof Handlers, `console.${string}`>;

/** What the calls of the escrow lab do. */
export function makeLabHandlers(desk: LabDesk, visitor: LabVisitor): Pick<Handlers, LabMethod> {
  return {
    'lab.guide': () => desk.lab.guide(),
    'lab.measureKdf': () => desk.lab.measureKdf(),
    'lab.numbers': (request) => desk.lab.numbers(request),
    'lab.ceremony': (request) => desk.lab.ceremony(request),
    'lab.matrix': () => desk.runMatrix(visitor),
    'lab.lastMatrix': () => desk.lab.lastMatrix(),
    'lab.cell': (request) => desk.lab.cell(request),
    'lab.scenario': (request) => desk.lab.scenario(request),
    'lab.stop': () => desk.stopWork(),
    'lab.saveReport': ({ format }) => desk.saveReport(format, visitor),
    'lab.saveEvidence': () => desk.saveEvidence(visitor),
    'lab.verifyEvidence': () => desk.verifyEvidence(visitor),
    'lab.openConsole': () => desk.openConsole(),
  };
}

/** What the calls of the authority's console do. The lab's guide, which says what words mean, is for it, too. */
export function makeConsoleHandlers(desk: LabDesk): Pick<Handlers, ConsoleMethod | 'lab.guide'> {
  return {
    'lab.guide': () => desk.lab.guide(),
    'console.state': () => desk.lab.consoleState(),
    'console.open': (request) => desk.lab.consoleOpen(request),
    'console.advance': (request) => desk.lab.consoleAdvance(request),
    'console.removeEntry': (request) => desk.lab.consoleRemoveEntry(request),
    'console.reset': () => desk.lab.consoleReset(),
  };
}
