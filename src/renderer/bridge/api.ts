import * as v from 'valibot';
import {
  AnswerEnvelope,
  errorFromData,
  events,
  LatchkeyError,
  methods,
  type Bridge,
  type EventName,
  type EventPayload,
  type MethodName,
  type Methods,
  type Request,
  type Response,
} from '../../contract/index.ts';

type Arguments<M extends MethodName> = Request<M> extends undefined ? [] : [request: Request<M>];

export interface Api {
  /** Makes one call of the contract. Rejects with `LatchkeyError`, and with nothing else. */
  call<M extends MethodName>(method: M, ...request: Arguments<M>): Promise<Response<M>>;
  /** Subscribes to an event; the function returned unsubscribes. A payload that does not parse is dropped. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}

function misunderstood(method: string): LatchkeyError {
  return new LatchkeyError(
    'internal',
    `Two parts of Latchkey disagreed about “${method}”. Nothing was lost by it; restarting Latchkey should help.`,
  );
}

async function answerOf(bridge: Bridge, method: MethodName, request: unknown): Promise<unknown> {
  try {
    return await bridge.call[method](request);
  } catch {
    throw misunderstood(method);
  }
}

/** Types and checks what crosses the bridge: each answer and event is parsed before anything here sees it. */
export function createApi(bridge: Bridge): Api {
  return {
    async call<M extends MethodName>(method: M, ...[request]: Arguments<M>): Promise<Response<M>> {
      const envelope = v.safeParse(AnswerEnvelope, await answerOf(bridge, method, request));
      if (!envelope.success) throw misunderstood(method);
      if (!envelope.output.ok) throw errorFromData(envelope.output.error);
      const schema: Methods[M]['response'] = methods[method].response;
      const answer = v.safeParse(schema, envelope.output.value);
      if (!answer.success) throw misunderstood(method);
      return answer.output;
    },
    on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
      const schema: (typeof events)[E] = events[event];
      return bridge.on[event]((payload) => {
        const parsed = v.safeParse(schema, payload);
        if (parsed.success) listener(parsed.output);
      });
    },
  };
}

/** Any thrown value as an error that may be shown. */
export function shownError(thrown: unknown): LatchkeyError {
  return thrown instanceof LatchkeyError
    ? thrown
    : new LatchkeyError('internal', 'Something went wrong inside Latchkey.', { cause: thrown });
}
