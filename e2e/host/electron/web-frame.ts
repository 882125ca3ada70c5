import type * as Electron from 'electron';
import { appOrigin } from '../address.ts';
import type { FrameFacts } from '../messages.ts';
import { loud } from './loud.ts';

type Implemented = Pick<
  Electron.WebFrameMain,
  'url' | 'origin' | 'name' | 'detached' | 'frameTreeNodeId' | 'processId' | 'routingId' | 'isDestroyed'
>;

export class HostFrame implements Implemented {
  url = '';
  readonly name = '';
  readonly detached = false;
  readonly processId = 1;
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly parent: HostFrame | null;
  readonly frames: readonly HostFrame[] = [];

  constructor(id: number, parent: HostFrame | null) {
    this.frameTreeNodeId = id;
    this.routingId = id;
    this.parent = parent;
  }

  get origin(): string {
    return appOrigin(this.url);
  }

  get top(): HostFrame {
    return this.parent ?? this;
  }

  isDestroyed = () => false;
}

/** Frames of one window as the main process sees them. The top frame is one object for the window's life. */
export class FrameTree {
  readonly #top: HostFrame;
  readonly main: HostFrame;

  constructor(window: number) {
    this.#top = new HostFrame(window * 1000, null);
    this.main = loud('WebFrameMain', this.#top);
  }

  moveTo(url: string): void {
    this.#top.url = url;
  }

  /** The frame a message came from. */
  frame(facts: FrameFacts): HostFrame {
    if (facts.top) return this.main;
    const frame = new HostFrame(this.#top.routingId + 1, this.main);
    frame.url = facts.url;
    return loud('WebFrameMain', frame);
  }
}
