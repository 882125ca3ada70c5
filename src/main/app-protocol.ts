import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';
import type { ServedFiles } from './served-files.ts';

/** The one origin that the window's page comes from. Nothing else may load, and nobody else may call. */
export const appOrigin = 'app://latchkey';

/** The pages with a window each: the notes, the authority's console of the escrow lab, and quick capture. */
const pages: readonly string[] = ['/index.html', '/console.html', '/capture.html'];

/** Pages that are served from memory for as long as somebody needs them, by their paths. */
const passing = new Map<string, string>();
const noncePlaceholder = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
};

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ]);
}

/** Serves the files of `folder` at `app://latchkey/`, the attached files of unlocked vaults, and nothing else. */
export function serveApp(folder: string, files: ServedFiles): void {
  protocol.handle('app', (request) => respond(folder, files, request));
}

/** Serves a page without scripts from memory, at an address that nobody can guess, until `end`. */
export function servePage(html: string): { readonly url: string; readonly end: () => void } {
  const path = `/${randomBytes(16).toString('hex')}.html`;
  passing.set(path, html);
  return { url: appOrigin + path, end: () => passing.delete(path) };
}

async function respond(folder: string, files: ServedFiles, request: Request): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  if (request.method !== 'GET' || host !== 'latchkey') return refused();
  const page = passing.get(pathname);
  if (page !== undefined) return htmlResponse(page, policyOfPassingPage);
  const attached = await files.respond(pathname, request.headers.get('range'));
  if (attached !== null) return attached;
  try {
    const file = join(folder, decodeURIComponent(pathname));
    const type = contentTypes[extname(file)];
    if (!file.startsWith(folder + sep) || type === undefined) return refused();
    const bytes = await readFile(file);
    return pages.includes(pathname) ? pageResponse(bytes.toString('utf8')) : fileResponse(bytes, type);
  } catch {
    return refused();
  }
}

function refused(): Response {
  return new Response(null, { status: 404 });
}

/** A script that becomes a thread of its own has the policy that it is served with: it loads our code, and nothing else. */
const policyOfWorker = "default-src 'none'; script-src 'self'";

function fileResponse(bytes: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-security-policy': policyOfWorker,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The editor and the dialogs make style elements: a nonce, new for each load, lets these in and no others. */
function pageResponse(html: string): Response {
  const nonce = randomBytes(16).toString('base64');
  return htmlResponse(html.replaceAll(noncePlaceholder, nonce), contentSecurityPolicy(nonce));
}

/** It brings its own styles and pictures, and runs nothing. */
const policyOfPassingPage =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function htmlResponse(html: string, policy: string): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  });
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
