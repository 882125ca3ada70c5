import { EventEmitter } from 'node:events';
import { notImplemented } from './loud.ts';

/** What Electron's events carry first: something that may be prevented. */
export class HostEvent {
  #prevented = false;

  preventDefault(): void {
    this.#prevented = true;
  }

  get defaultPrevented(): boolean {
    return this.#prevented;
  }
}

/** An emitter that refuses listeners for events this host would never emit. */
export class LoudEmitter extends EventEmitter {
  constructor(name: string, emitted: readonly string[]) {
    super();
    this.on('newListener', (event: string | symbol) => {
      if (typeof event === 'string' && event !== 'removeListener' && !emitted.includes(event)) {
        throw notImplemented(`the event ${event} of ${name}`);
      }
    });
  }

  /** Emits an event that listeners may prevent; answers whether none did. */
  allows(event: string, details: object = {}, ...args: readonly unknown[]): boolean {
    const given = Object.assign(new HostEvent(), details);
    this.emit(event, given, ...args);
    return !given.defaultPrevented;
  }
}
