import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../contract/contract.ts';
import { channelOf, eventNames, methodNames } from '../contract/names.ts';

function subscribe(channel: string, listener: (payload: unknown) => void): () => void {
  const forward = (_event: unknown, payload: unknown) => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

const bridge = {
  call: Object.fromEntries(
    methodNames.map((name) => [name, (request: unknown) => ipcRenderer.invoke(channelOf(name), request)]),
  ) as Bridge['call'],
  on: Object.fromEntries(
    eventNames.map((name) => [
      name,
      (listener: (payload: unknown) => void) => subscribe(channelOf(name), listener),
    ]),
  ) as Bridge['on'],
} satisfies Bridge;

contextBridge.exposeInMainWorld('latchkey', bridge);
