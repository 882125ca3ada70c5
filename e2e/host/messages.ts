/** What passes between the app's process (its `electron` module) and the display that owns Chromium. */

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowOptions {
  readonly bounds: Bounds;
  readonly title: string;
  /** The preload's path, or null. */
  readonly preload: string | null;
}

/** The frame a message came from, its address in the app's terms. */
export interface FrameFacts {
  readonly url: string;
  readonly top: boolean;
}

export interface MenuEntry {
  readonly label: string;
  readonly role: string | null;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly accelerator: string | null;
  readonly entries: readonly MenuEntry[];
}

export interface KeyPress {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

export interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface PageResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** A dialog the app showed, as the display records it. */
export interface ShownDialog {
  readonly kind: 'open' | 'save' | 'message' | 'error';
  readonly title: string;
  readonly message: string;
  /** Where the dialog starts; empty if the app did not say. */
  readonly defaultPath: string;
  readonly properties: readonly string[];
  readonly buttons: readonly string[];
}

/** What a person answered: paths, a save path, or the index of a button. Null cancels. */
export type DialogAnswer = readonly string[] | number | null;

export type PowerEvent =
  | 'suspend'
  | 'resume'
  | 'lock-screen'
  | 'unlock-screen'
  | 'user-did-become-active'
  | 'user-did-resign-active'
  | 'shutdown'
  | 'on-ac'
  | 'on-battery';

/** The state of the machine when the app starts; passed in the environment, because much of it is read synchronously. */
export interface Machine {
  readonly userData: string;
  readonly documents: string;
  readonly appPath: string;
  readonly dark: boolean;
  readonly screen: Bounds;
}
export const machineVariable = 'LATCHKEY_HOST_MACHINE';

interface InWindow {
  readonly window: number;
}

/** What the app's process may ask of the display. */
export interface DisplayCalls {
  /** The app's main module has loaded Electron. */
  hello: (nothing: null) => void;
  createWindow: (params: InWindow & { options: WindowOptions }) => Promise<void>;
  loadURL: (params: InWindow & { url: string }) => Promise<void>;
  reload: (params: InWindow) => Promise<void>;
  /** The bytes of a PDF file. */
  printToPDF: (params: InWindow) => Promise<Uint8Array>;
  destroyWindow: (params: InWindow) => Promise<void>;
  setBounds: (params: InWindow & { bounds: Bounds }) => Promise<void>;
  /** How large the page is drawn: 1 is the usual size. */
  setZoom: (params: InWindow & { factor: number }) => Promise<void>;
  focus: (params: InWindow) => Promise<void>;
  send: (params: InWindow & { channel: string; args: readonly unknown[] }) => Promise<void>;
  setPermissions: (
    params: InWindow & { granted: readonly string[]; denied: readonly string[] },
  ) => Promise<void>;
  showDialog: (dialog: ShownDialog) => Promise<DialogAnswer>;
  setMenu: (entries: readonly MenuEntry[]) => void;
  openExternal: (params: { url: string }) => void;
  showItemInFolder: (params: { path: string }) => void;
  readClipboard: (nothing: null) => string;
  writeClipboard: (params: { text: string }) => void;
  setTheme: (params: { source: 'system' | 'light' | 'dark' }) => Promise<void>;
}

export type Invocation = InWindow & { frame: FrameFacts; channel: string; args: readonly unknown[] };
export type InvocationAnswer = { readonly value: unknown } | { readonly error: string };

/** What the display may ask of the app's process. */
export interface AppCalls {
  ready: (nothing: null) => void;
  invoke: (params: Invocation) => Promise<InvocationAnswer>;
  message: (params: Invocation) => void;
  /** Null: the app refuses, or nothing serves that address. */
  request: (params: InWindow & { request: PageRequest }) => Promise<PageResponse | null>;
  /** Whether the navigation may go on. */
  navigate: (params: InWindow & { url: string; frame: FrameFacts }) => boolean;
  navigated: (params: InWindow & { url: string; inPage: boolean }) => void;
  loading: (params: InWindow & { state: 'dom-ready' | 'finished' }) => void;
  loadFailed: (params: InWindow & { url: string; text: string }) => void;
  /** Whether a new window was allowed. */
  openWindow: (params: InWindow & { url: string; name: string }) => boolean;
  rendererGone: (params: InWindow) => void;
  closeWindow: (params: InWindow) => void;
  key: (params: InWindow & { press: KeyPress }) => void;
  focused: (params: InWindow) => void;
  power: (params: { event: PowerEvent }) => void;
  idle: (params: { seconds: number }) => void;
  dark: (params: { dark: boolean }) => void;
  menu: (params: { labels: readonly string[] }) => void;
  /** Whether the app has registered that global shortcut. */
  globalShortcut: (params: { accelerator: string }) => boolean;
  /** Pictures of the heaps of the main thread and of each thread it has started, in files of that folder. Answers their paths, that of the main thread first. */
  writeHeaps: (params: { folder: string }) => Promise<readonly string[]>;
  activate: (nothing: null) => void;
  quit: (nothing: null) => void;
}
