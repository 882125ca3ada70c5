import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import { methods, type Answer, type Request, type Response } from '../contract/contract.ts';
import { errorToData, LatchkeyError } from '../contract/errors.ts';
import { channelOf, methodNames, type MethodName } from '../contract/names.ts';

/** What the main process does for each call of the contract. */
export type Handlers = {
  readonly [M in MethodName]: (request: Request<M>) => Promise<Response<M>> | Response<M>;
};

/**
 * Answers the windows' calls. Each is checked first: the sender by `handlersOf`, which gives what a window of its kind may
 * call and nothing for anybody else; the arguments by their schema. Errors cross as data.
 */
export function answerCalls(handlersOf: (event: IpcMainInvokeEvent) => Partial<Handlers>): void {
  for (const name of methodNames) {
    ipcMain.handle(channelOf(name), (event, request: unknown) => {
      const handler = handlersOf(event)[name];
      if (handler === undefined)
        throw new Error('Refused: this call did not come from the Latchkey window that may make it.');
      return answer(name, handler, request);
    });
  }
}

async function answer<M extends MethodName>(
  name: M,
  handler: Handlers[M],
  request: unknown,
): Promise<Answer<Response<M>>> {
  try {
    const parsed = v.safeParse(methods[name].request, request);
    // The issues would quote what was sent.
    if (!parsed.success) throw invalidRequest(name);
    return { ok: true, value: await handler(parsed.output) };
  } catch (error) {
    return { ok: false, error: errorToData(error) };
  }
}

function invalidRequest(name: MethodName): LatchkeyError {
  return new LatchkeyError(
    'invalid-request',
    `Latchkey did not understand a request from its own window (${name}). Nothing was changed.`,
  );
}
