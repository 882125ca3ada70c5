import type * as Electron from 'electron';
import type { PageRequest, PageResponse } from '../messages.ts';
import { loud, notImplemented } from './loud.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Implemented = Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'
>;

const handlers = new Map<string, Handler>();
const privileged = new Set<string>();

const implemented: Implemented = {
  registerSchemesAsPrivileged(schemes) {
    for (const { scheme, privileges } of schemes) {
      if (scheme !== 'app') throw notImplemented(`the scheme ${scheme}`);
      if (privileges?.bypassCSP || privileges?.corsEnabled === false)
        throw notImplemented('privileges of that kind');
      if (privileges?.standard && privileges.secure) privileged.add(scheme);
    }
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already.`);
    // The page sits on a secure standard origin here whatever the app asked for, so an app that forgot is told.
    if (!privileged.has(scheme))
      throw notImplemented('a scheme that was not registered as standard and secure');
    handlers.set(scheme, handler);
  },
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
};

export const protocol = loud('protocol', implemented);

/** Answers a request of a page by the app's own handler. Null if there is none or it refuses. */
export async function answerRequest(request: PageRequest): Promise<PageResponse | null> {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1));
  if (!handler) return null;
  const sent = request.body ? { body: new Uint8Array(request.body) } : {};
  const response = await handler(
    new Request(request.url, { method: request.method, headers: request.headers, ...sent }),
  );
  if (response.type === 'error') return null;
  // A body that breaks off is a request that failed, as it is in Electron.
  const body = await response.arrayBuffer().catch(() => null);
  if (body === null) return null;
  return { status: response.status, headers: [...response.headers], body: new Uint8Array(body) };
}
