import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Invocation, InvocationAnswer } from '../messages.ts';
import { serve } from './link.ts';
import { loud } from './loud.ts';
import { windowOf } from './windows.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;
type Implemented = Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>;

class HostIpcMain extends EventEmitter implements Implemented {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  async invoke(
    event: Electron.IpcMainInvokeEvent,
    channel: string,
    args: readonly unknown[],
  ): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return cloned(await handler(event, ...args));
  }
}

/** A value as a structured clone leaves it, or Electron's error for what cannot be cloned. */
export function cloned<T>(value: T): T {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

const hostIpcMain = new HostIpcMain();
export const ipcMain = loud('ipcMain', hostIpcMain);

function eventFor(invocation: Invocation): Electron.IpcMainInvokeEvent {
  const contents = windowOf(invocation.window)?.webContents;
  if (!contents) throw new Error('The window that sent this has gone.');
  const senderFrame = contents.frames.frame(invocation.frame);
  const { processId, routingId: frameId } = senderFrame;
  const facts = { type: 'frame', sender: contents, senderFrame, processId, frameId };
  // The parts of Electron's event that this host has; reading another one throws by name.
  return loud('IpcMainEvent', facts) as unknown as Electron.IpcMainInvokeEvent;
}

serve({
  async invoke(invocation): Promise<InvocationAnswer> {
    try {
      return { value: await hostIpcMain.invoke(eventFor(invocation), invocation.channel, invocation.args) };
    } catch (error) {
      return { error: String(error) };
    }
  },
  message: (invocation) => hostIpcMain.emit(invocation.channel, eventFor(invocation), ...invocation.args),
});
