import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where an Electron binary keeps its fuses: after these 32 letters come a version byte, the number of fuses, and one
 * character for each (see "Electron Fuses" in Electron's documentation).
 */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Fuses in the order in which the binary has them. */
export const fuseOrder = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

export type Fuses = Readonly<Record<(typeof fuseOrder)[number], boolean>>;

/** As Electron ships: everything that makes debugging easy is on. */
const shipped: Fuses = {
  runAsNode: true,
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: true,
  enableNodeCliInspectArguments: true,
  enableEmbeddedAsarIntegrityValidation: false,
  onlyLoadAppFromAsar: false,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: true,
};

/**
 * Makes a folder that the packager takes for an unpacked Electron for Linux: nothing in it runs, but its "binary" has
 * fuses to flip. With it the real packager can be tested where Electron itself cannot be had.
 */
export async function writeStandInElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  const wire = fuseOrder.map((fuse) => (shipped[fuse] ? '1' : '0')).join('');
  const fuses = Buffer.concat([Buffer.from(sentinel), Buffer.of(1, wire.length), Buffer.from(wire)]);
  const binary = Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]);
  await writeFile(join(folder, 'electron'), binary, { mode: 0o755 });
}

/** Reads the fuses of a binary. Throws if it has none, or one that is neither on nor off. */
export function readFuses(binary: Buffer): Fuses {
  const start = binary.indexOf(sentinel);
  if (start < 0) throw new Error('This binary has no fuses.');
  const wire = start + sentinel.length + 2;
  const states = fuseOrder.map((fuse, index) => [fuse, isOn(binary[wire + index], fuse)] as const);
  return { ...shipped, ...Object.fromEntries(states) };
}

function isOn(state: number | undefined, fuse: string): boolean {
  if (state === 0x30) return false;
  if (state === 0x31) return true;
  throw new Error(`${fuse}: expected on or off, got ${state}`);
}
