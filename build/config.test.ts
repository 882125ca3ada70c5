import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { linuxSizes } from './icons.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const Icon = v.looseObject({ icon: v.string() });
const Config = v.looseObject({
  electronFuses: v.record(v.string(), v.boolean()),
  mac: v.looseObject({ icon: v.string(), entitlements: v.string() }),
  win: Icon,
  linux: v.looseObject({ icon: v.string(), maintainer: v.string() }),
  extraMetadata: v.looseObject({ homepage: v.string() }),
  publish: v.unknown(),
});

let config: v.InferOutput<typeof Config>;

beforeAll(async () => {
  config = v.parse(Config, JSON.parse(await readFile(at('electron-builder.json'), 'utf8')));
});

/** electron-builder's own check of a configuration: rejects with what is wrong. */
async function validate(candidate: object): Promise<void> {
  await validateConfiguration(candidate, new DebugLogger(false));
}

describe('the packager configuration', () => {
  it("passes electron-builder's own schema", async () => {
    await expect(validate(config)).resolves.toBeUndefined();
  });

  it('fails that schema when a key is misspelt', async () => {
    await expect(validate({ ...config, fileAssociation: [] })).rejects.toThrow(/fileAssociation/);
  });

  it('fails that schema when a fuse is misspelt', async () => {
    const misspelt = { ...config, electronFuses: { ...config.electronFuses, runAsNodes: false } };
    await expect(validate(misspelt)).rejects.toThrow(/electronFuses/);
  });

  it('names only files that exist', () => {
    const named = [config.mac.icon, config.win.icon, config.linux.icon, config.mac.entitlements];
    for (const path of named) expect(existsSync(at(`../${path}`)), path).toBe(true);
  });

  it('has an icon of every size that a Linux desktop asks for', () => {
    for (const size of linuxSizes) expect(existsSync(at(`icons/${size}x${size}.png`)), `${size}`).toBe(true);
  });

  it('has the homepage and the maintainer without which no .deb is made', () => {
    expect(config.extraMetadata.homepage).toMatch(/^https:\/\/\S+$/);
    expect(config.linux.maintainer).toMatch(/^.+ <\S+@\S+>$/);
  });

  it('publishes nothing', () => {
    expect(config.publish).toBeNull();
  });

  it('asks macOS for no right but compiling code at run time', async () => {
    const entitlements = await readFile(at('entitlements.mac.plist'), 'utf8');
    const rights = [...entitlements.matchAll(/<key>([^<]*)<\/key>/g)].map(([, right]) => right);
    expect(rights).toEqual(['com.apple.security.cs.allow-jit']);
  });
});
