import { machineVariable, type AppCalls, type DisplayCalls, type Machine } from '../messages.ts';
import { Rpc } from '../rpc.ts';

function readMachine(): Machine {
  const text = process.env[machineVariable];
  if (text === undefined || !process.send)
    throw new Error('This process was not started by the Chromium host.');
  Reflect.deleteProperty(process.env, machineVariable);
  return JSON.parse(text) as Machine;
}

/** The state of the machine this app runs on, as it was when the app started. */
export const machine = readMachine();

const served: Partial<AppCalls> = {};

/** The display, which owns Chromium and plays the person and the operating system. */
export const display = new Rpc<DisplayCalls>(
  {
    send: (message) => process.send?.(message),
    receive: (listener) => process.on('message', listener),
  },
  served,
);

/** Says what this process does when the display asks. */
export function serve(calls: Partial<AppCalls>): void {
  Object.assign(served, calls);
}

/** Asks the display for something whose answer Electron's API does not wait for. A failure there ends the app, loudly. */
export function post(asked: Promise<unknown>): void {
  asked.catch((error: unknown) => {
    console.error('The Chromium host failed:', error);
    process.exit(70);
  });
}

// An app without its display is a process nobody can see or close.
process.on('disconnect', () => process.exit(0));
