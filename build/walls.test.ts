import { runInNewContext } from 'node:vm';
import { ESLint } from 'eslint';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';

describe('the walls between the floors', () => {
  // Only the rules that make the walls, and they know a file by its name: none of them asks for types.
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => /no-restricted-(?:imports|syntax)$/.test(ruleId),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const refusals = async (file: string, code: string) => {
    const [result] = await eslint.lintText(code, { filePath: file });
    return result?.messages.length;
  };

  it.each([
    ['src/contract/words.ts', "import 'node:fs';"],
    ['src/contract/words.ts', "import '../vault/index.ts';"],
    ['src/vault/vault.ts', "import 'node:fs';"],
    ['src/vault/vault.ts', "import 'electron';"],
    ['src/vault/vault.ts', "import 'react';"],
    ['src/vault/vault.ts', "await import('node:fs');"],
    ['src/vault/vault.ts', "import '../engine/index.ts';"],
    ['src/engine/session.ts', "import 'electron';"],
    ['src/engine/session.ts', "import '../main/window.ts';"],
    ['src/main/window.ts', "import { Vault } from '../vault/index.ts'; console.log(Vault);"],
    ['src/main/window.ts', "import '@noble/ciphers/chacha.js';"],
    ['src/preload/index.ts', "import 'node:fs';"],
    ['src/reader/format/notes.ts', "import 'node:fs';"],
    ['src/reader/format/notes.ts', "import '../../vault/index.ts';"],
    ['src/preload/index.ts', "import '../engine/index.ts';"],
    ['src/renderer/bridge/api.ts', "import 'node:fs';"],
    ['src/renderer/bridge/api.ts', "import 'electron';"],
    ['src/renderer/bridge/api.ts', "import '../../vault/index.ts';"],
    ['src/renderer/bridge/api.ts', "await import('../../vault/index.ts');"],
    ['src/renderer/bridge/api.ts', "import '@noble/hashes/sha2.js';"],
  ])('refuse in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toBe(1);
  });

  it.each([
    ['src/vault/vault.ts', "import '../contract/errors.ts'; import '@noble/ciphers/chacha.js';"],
    ['src/engine/session.ts', "import 'node:fs'; import '../vault/index.ts';"],
    ['src/engine/session.ts', "await import('../escrow/own-vault.ts');"],
    [
      'src/main/window.ts',
      "import type { Vault } from '../vault/index.ts'; import 'electron'; export type { Vault };",
    ],
    ['src/renderer/bridge/api.ts', "import 'react'; import '../../contract/index.ts';"],
  ])('let through in %s: %s', async (file, code) => {
    expect(await refusals(file, code)).toBe(0);
  });
});

describe('the vault', () => {
  it('runs with no Electron, no Node and no DOM', async () => {
    const code = await bundled('src/vault/index.ts');
    const outside = {
      TextEncoder,
      TextDecoder,
      crypto: { getRandomValues: (bytes: Uint8Array) => bytes.fill(7) },
    };
    const words: unknown = runInNewContext(
      `${code}; vault.generatePassphrase(3, ['a', 'b']).passphrase`,
      outside,
    );
    expect(words).toMatch(/^[ab] [ab] [ab]$/);
  });
});

/** A file and all it imports as one script that leaves its exports in `vault`. */
async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'vault' } },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('expected a bundle');
  return output.output[0].code;
}
