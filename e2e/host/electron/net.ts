import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loud, notImplemented } from './loud.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export const net = loud('net', {
  /** Files only: this host has no network. */
  async fetch(url: string): Promise<Response> {
    if (!url.startsWith('file:')) throw notImplemented('net.fetch of anything but a file');
    const path = fileURLToPath(url);
    return new Response(await readFile(path), {
      headers: { 'content-type': types[extname(path)] ?? 'application/octet-stream' },
    });
  },
});
