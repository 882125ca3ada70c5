import { makeWire } from './wire.ts';

/** What the page script is given. */
export interface PageFacts {
  /** Name of the binding that the page script takes off `window`. */
  readonly binding: string;
  /** Marks the one console message that hands the display the function to call. */
  readonly marker: string;
  readonly origin: string;
  readonly platform: string;
}

/** What a page tells the display. */
export type PageMessage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly kind: 'send'; readonly channel: string; readonly args: string }
  | { readonly kind: 'open'; readonly url: string; readonly name: string }
  | { readonly kind: 'copied'; readonly text: string }
  | {
      readonly kind: 'key';
      readonly key: string;
      readonly control: boolean;
      readonly shift: boolean;
      readonly alt: boolean;
      readonly meta: boolean;
    };

/** What the display tells a page: the answer to an `invoke`, or a message for `ipcRenderer.on`. */
export type DisplayMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly value: string }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: string };

/** The preload, wrapped as Node wraps a CommonJS module. */
type Preload = (require: (name: string) => object, process: object, module: object, exports: object) => void;

/**
 * The init script of a window. The preload is a part of its text, because the page's content security policy, rightly,
 * lets nothing be compiled from text later.
 */
export function pageScript(facts: PageFacts, preload: string): string {
  const wrapped = `function (require, process, module, exports) {\n${preload}\n}`;
  return `(${playPreload.toString()})(${JSON.stringify(facts)}, ${makeWire.toString()}, ${wrapped});`;
}

/**
 * Runs in every frame before any script of the page does. In the top frame at the app's origin it plays what
 * Electron puts around a sandboxed preload; elsewhere it only removes the binding. It leaves nothing on `window` but
 * what the preload exposes. Its source text is sent to the page, so everything it needs is inside it or passed in.
 */
function playPreload(facts: PageFacts, wireMaker: typeof makeWire, preload: Preload): void {
  const post = Reflect.get(window, facts.binding) as (text: string) => void;
  Reflect.deleteProperty(window, facts.binding);
  if (window !== window.top || location.origin !== facts.origin) return;

  type Listener = (event: object, ...args: unknown[]) => void;
  interface Waiting {
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: Error) => void;
  }
  const wire = wireMaker();
  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  const tell = (message: PageMessage) => post(JSON.stringify(message));

  function settle(id: number, act: (each: Waiting) => void): void {
    const each = waiting.get(id);
    waiting.delete(id);
    if (each) act(each);
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as DisplayMessage;
    if (message.kind === 'answer') settle(message.id, ({ resolve }) => resolve(wire.decode(message.value)));
    else if (message.kind === 'failure')
      settle(message.id, ({ reject }) => reject(new Error(message.message)));
    else {
      const args = wire.decode(message.args) as unknown[];
      for (const listener of [...(listeners.get(message.channel) ?? [])]) {
        listener({ sender: ipcRenderer, ports: [] }, ...args);
      }
    }
  }

  function unlisten(channel: string, listener: Listener): void {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((each) => each !== listener),
    );
  }

  const ipcRenderer = {
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const message = { kind: 'invoke', id: ++lastId, channel, args: wire.encode(args) } as const;
        waiting.set(message.id, { resolve, reject });
        tell(message);
      });
    },
    send(channel: string, ...args: unknown[]): void {
      tell({ kind: 'send', channel, args: wire.encode(args) });
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    once(channel: string, listener: Listener) {
      const once: Listener = (...all) => {
        unlisten(channel, once);
        listener(...all);
      };
      return ipcRenderer.on(channel, once);
    },
    off(channel: string, listener: Listener) {
      unlisten(channel, listener);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      return ipcRenderer.off(channel, listener);
    },
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  /* As Electron's context bridge: functions are wrapped, plain data copied, and nothing keeps its prototype. */
  function across(value: unknown, depth = 0): unknown {
    if (depth > 1000)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value === 'function') return wrap(value as (...args: unknown[]) => unknown);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Promise) return settled(value);
    if (value instanceof Error) return asError(value);
    if (Array.isArray(value)) return value.map((item) => across(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, across(item, depth + 1)]));
  }

  async function settled(value: Promise<unknown>): Promise<unknown> {
    try {
      return across(await value);
    } catch (error) {
      throw asError(error);
    }
  }

  function asError(error: unknown): unknown {
    return error instanceof Error ? new Error(error.message) : across(error);
  }

  function wrap(inner: (...args: unknown[]) => unknown) {
    return (...args: unknown[]) => {
      const passed = args.map((argument) => across(argument));
      try {
        return across(inner(...passed));
      } catch (error) {
        throw asError(error);
      }
    };
  }

  function deepFreeze(value: unknown): unknown {
    if (typeof value === 'function') return Object.freeze(value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    Object.values(value).forEach(deepFreeze);
    return Object.freeze(value);
  }

  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      if (Object.hasOwn(window, key)) {
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      }
      Object.defineProperty(window, key, { value: deepFreeze(across(api)) });
    },
  };

  function watched<T extends object>(name: string, implemented: T): T {
    return new Proxy(implemented, {
      get(target, property, receiver) {
        if (property in target || typeof property === 'symbol')
          return Reflect.get(target, property, receiver) as unknown;
        throw new Error(
          `The Chromium host does not implement ${name}.${property}. Add it to e2e/host/page-script.ts.`,
        );
      },
    });
  }

  const electron = watched('electron', {
    contextBridge: watched('contextBridge', contextBridge),
    ipcRenderer: watched('ipcRenderer', ipcRenderer),
    webFrame: watched('webFrame', {}),
  });
  const modules: Record<string, object> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
    // Electron gives a sandboxed preload Node's emitter; a page has none.
    events: watched('events', {}),
  };
  modules['node:timers'] = modules.timers ?? {};
  modules['node:url'] = modules.url ?? {};
  modules['node:events'] = modules.events ?? {};

  function requireInSandbox(name: string): object {
    const found = modules[name];
    if (!Object.hasOwn(modules, name) || !found) throw new Error(`module not found: ${name}`);
    return found;
  }

  // The one message with this marker hands the display the function, which no script of the page can reach.
  console.debug(facts.marker, receive);

  // As Electron answers when the app's handler denies the window. A headless Chromium can be told to; one with windows
  // opens them first.
  window.open = (url = '', name = '') => {
    tell({ kind: 'open', url: new URL(url, document.baseURI).href, name });
    return null;
  };

  // Keys that the page leaves alone belong to the app's menu. Looked at once every listener of the page has had them.
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted) return;
      setTimeout(() => {
        if (event.defaultPrevented) return;
        const { key, ctrlKey: control, shiftKey: shift, altKey: alt, metaKey: meta } = event;
        if (control || alt || meta || /^F\d/.test(key)) tell({ kind: 'key', key, control, shift, alt, meta });
      });
    },
    { capture: true },
  );

  function selectedText(): string {
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      const { value, selectionStart, selectionEnd } = field;
      return value.slice(selectionStart ?? 0, selectionEnd ?? 0);
    }
    return getSelection()?.toString() ?? '';
  }

  // The app's process has a clipboard of its own on this host. What a copy puts on Chromium's is put there, too: what the page has
  // set, or else what is selected. Looked at once every listener of the page has had the event, and before it is over.
  for (const kind of ['copy', 'cut'] as const) {
    window.addEventListener(
      kind,
      (event) => {
        if (!event.isTrusted) return;
        const transfer = event.clipboardData;
        queueMicrotask(() => {
          const text = event.defaultPrevented ? (transfer?.getData('text/plain') ?? '') : selectedText();
          if (text !== '') tell({ kind: 'copied', text });
        });
      },
      { capture: true },
    );
  }

  const module = { exports: {} };
  const processFacts = watched('process', {
    platform: facts.platform,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: Object.freeze({}),
  });
  preload(requireInSandbox, processFacts, module, module.exports);
}
