import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importedModules, marks, marksOf, readBundles } from './bundle.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

describe('the renderer bundle', () => {
  const renderer = readBundles(at('../out/renderer'));

  it('contains no key, no Node module and no vault code', () => {
    for (const bundle of renderer) expect(marksOf(bundle), bundle.name).toEqual([]);
  });

  it('loads nothing from outside itself', () => {
    // PDF.js is told where its thread and its decoders lie, on the app's own origin; the policy allows no other.
    const isPdfReader = (name: string): boolean => /^assets\/(?:PdfView|pdf-worker)-/.test(name);
    for (const bundle of renderer)
      expect(importedModules(bundle), bundle.name).toEqual(isPdfReader(bundle.name) ? ['(computed)'] : []);
  });

  it('is loaded by a page that has no script of its own and no address of another site', () => {
    const page = readFileSync(at('../out/renderer/index.html'), 'utf8');
    expect(page).toMatch(/<script[^>]*\ssrc=/);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });
});

describe('the main bundles', () => {
  it('bear every mark that the renderer must not, so the search for them can fail', () => {
    const found = new Set<string>(readBundles(at('../out/main')).flatMap(marksOf));
    const sought = Object.keys(marks).filter((mark) => mark !== "Node's Buffer");
    expect(sought.filter((mark) => !found.has(mark))).toEqual([]);
  });
});

describe('the preload bundle', () => {
  const preload = readBundles(at('../out/preload'));

  it('is one file that requires only electron', () => {
    expect(preload.map(({ name }) => name)).toEqual(['index.cjs']);
    for (const bundle of preload) expect(importedModules(bundle)).toEqual(['electron']);
  });

  it('contains no key and no vault code', () => {
    for (const bundle of preload) expect(marksOf(bundle)).toEqual(['the electron module']);
  });
});

describe('the search of a bundle', () => {
  it('finds a module however it is loaded', () => {
    const code = `import{a}from"node:fs";import "x";export*from"z";require('node:path');import(\`y\`);import(a);import "./own.js"`;
    const found = importedModules({ name: 'sample.js', code });
    expect(found).toEqual(['(computed)', 'node:fs', 'node:path', 'x', 'y', 'z']);
  });

  it('is not misled by words in a text', () => {
    expect(importedModules({ name: 'sample.js', code: `f("from 'x'", /require\\('y'\\)/)` })).toEqual([]);
  });

  it("tells Node's Buffer from an ArrayBuffer", () => {
    expect(marksOf({ name: 'sample.js', code: 'ArrayBuffer.from; x.Buffer.from' })).toEqual([]);
    expect(marksOf({ name: 'sample.js', code: 'let b=Buffer.from(x)' })).toEqual(["Node's Buffer"]);
  });
});
