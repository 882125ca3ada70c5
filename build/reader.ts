/**
 * Builds the offline reader: one HTML file with everything in it, `out/reader/latchkey-reader.html`.
 *
 *     node build/reader.ts
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What is built into the page besides our own code. */
const packages = ['@noble/ciphers', '@noble/hashes', '@scure/bip39'];

/** Where the finished page lies. */
export const readerFile = at('out/reader/latchkey-reader.html');

/** Builds the page and returns its HTML. */
export async function buildReader(): Promise<string> {
  const script = await bundled(at('src/reader/page/main.ts'));
  const style = readFileSync(at('src/reader/page/page.css'), 'utf8');
  const html = readFileSync(at('src/reader/page/index.html'), 'utf8');
  for (const text of [script, style, html]) {
    // The hash is of what the browser sees, and it reads a carriage return as a line feed.
    if (text.includes('\r')) throw new Error('the reader’s sources must have Unix line ends');
  }
  if (/<\/script|<!--/i.test(script)) throw new Error('the script would end too early in a page');
  return [
    ['__POLICY__', policyFor(script, style)],
    ['<link rel="stylesheet" href="page.css" />', `<style>${style}</style>`],
    ['<script src="main.ts"></script>', `<script>${script}</script>`],
    ['</html>', `${licences()}</html>`],
  ].reduce((page, [place = '', content = '']) => {
    if (page.split(place).length !== 2) throw new Error(`the page must have ${place} once`);
    return page.replace(place, () => content);
  }, html);
}

/** The page travels alone, so the licences of what is in it travel inside. */
function licences(): string {
  const texts = ['.', ...packages.map((name) => `node_modules/${name}`)].map((folder) => {
    const text = readFileSync(at(`${folder}/LICENSE`), 'utf8')
      .replaceAll('\r', '')
      .trim();
    return folder === '.'
      ? `Latchkey reader\n\n${text}`
      : `${folder.replace('node_modules/', '')}\n\n${text}`;
  });
  const text = texts.join('\n\n');
  if (text.includes('--')) throw new Error('a licence would end the comment it stands in');
  return `  <!--\n${text}\n-->\n`;
}

/** Nothing may be loaded, sent or embedded; only this script and this style count. */
function policyFor(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'reader' } },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output) || output.output.length !== 1) throw new Error('expected one script');
  return output.output[0].code.trim();
}

if (import.meta.main) {
  mkdirSync(dirname(readerFile), { recursive: true });
  writeFileSync(readerFile, await buildReader());
}
