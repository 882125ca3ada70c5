import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** Scripts that people write notes in and a bare machine has no letters for: web fonts, as their packages ship them. */
const webFonts: Readonly<Record<string, string>> = {
  '@fontsource-variable/noto-sans-arabic': 'files/*-arabic-wght-normal.woff2',
  '@fontsource-variable/noto-sans-devanagari': 'files/*-devanagari-wght-normal.woff2',
  '@fontsource-variable/noto-sans-kr': 'files/*-wght-normal.woff2',
  '@fontsource-variable/noto-sans-sc': 'files/*-wght-normal.woff2',
  'twemoji-colr-font': '*.woff2',
};

const folder = fileURLToPath(new URL('../../node_modules/.cache/host-fonts', import.meta.url));

/**
 * Makes those fonts known to a Chromium on Linux, besides what the machine has. Fontconfig reads no WOFF2, so they are
 * unpacked once. Returns the environment to start it with.
 */
export async function hostFonts(fallback: string): Promise<Record<string, string>> {
  if (!existsSync(folder)) await unpackFonts();
  const configuration = join(folder, 'fonts.conf');
  const system = existsSync('/etc/fonts/fonts.conf') ? '/etc/fonts/fonts.conf' : join(fallback, 'fonts.conf');
  writeFileSync(
    configuration,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">${system}</include>
  <dir>${fallback}</dir>
  <dir>${folder}</dir>
</fontconfig>
`,
  );
  return { FONTCONFIG_FILE: configuration };
}

/** Into a folder of its own first, so that two processes at once both end with a whole one. */
async function unpackFonts(): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  for (const [name, pattern] of Object.entries(webFonts)) {
    const home = dirname(require.resolve(`${name}/package.json`));
    for (const file of globSync(pattern, { cwd: home })) {
      writeFileSync(join(fresh, `${basename(file, '.woff2')}.ttf`), await unpacked(join(home, file)));
    }
  }
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function unpacked(file: string): Promise<Uint8Array> {
  const { decompress } = require('wawoff2') as {
    readonly decompress: (woff2: Uint8Array) => Promise<Uint8Array>;
  };
  return decompress(await readFile(file));
}
