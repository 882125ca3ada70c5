/** The two ends of a channel between the display and the app's process. */
export interface Port {
  readonly send: (message: unknown) => void;
  readonly receive: (listener: (message: unknown) => void) => void;
}

type Calls<T> = { readonly [M in keyof T]: (params: never) => unknown };
type Params<F> = F extends (params: infer P) => unknown ? P : never;
type Result<F> = F extends (params: never) => infer R ? Awaited<R> : never;

type Message =
  | { readonly type: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };

function isMessage(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'type' in message && 'id' in message;
}

/** Calls by name over a port, in both directions. Both ends are this host's own code, so what arrives is trusted. */
export class Rpc<Theirs extends Calls<Theirs>> {
  readonly #port: Port;
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  constructor(port: Port, mine: object) {
    this.#port = port;
    port.receive((message) => {
      if (isMessage(message)) this.#receive(message, mine);
    });
  }

  /** Calls a method of the other end. Rejects with its message if it throws, or if the channel closes first. */
  ask<M extends keyof Theirs & string>(method: M, params: Params<Theirs[M]>): Promise<Result<Theirs[M]>> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#port.send({ type: 'call', id, method, params } satisfies Message);
    });
  }

  /** Fails every call that is waiting, because its answer cannot come any more. */
  close(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }

  #receive(message: Message, mine: object): void {
    if (message.type === 'call') {
      void this.#serve(message, mine);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.value as never);
    else waiting?.reject(new Error(message.message));
  }

  async #serve({ id, method, params }: Message & { type: 'call' }, mine: object): Promise<void> {
    try {
      const handler: unknown = Reflect.get(mine, method);
      if (typeof handler !== 'function') throw new Error(`The other end of the host has no ${method}.`);
      const value: unknown = await Reflect.apply(handler, mine, [params]);
      this.#port.send({ type: 'answer', id, value } satisfies Message);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#port.send({ type: 'failure', id, message: text } satisfies Message);
    }
  }
}
