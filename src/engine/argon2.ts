import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The two compilations of the same C code. They give the same output. */
export type Argon2Build = 'simd' | 'plain';

/** The inputs of Argon2id version 1.3 (RFC 9106 section 3.1). */
export interface Argon2Input {
  /** P. */
  readonly passphrase: Uint8Array;
  /** S: at least 8 bytes. */
  readonly salt: Uint8Array;
  /** m, in KiB. */
  readonly memoryKiB: number;
  /** t. */
  readonly passes: number;
  /** p. The lanes are computed one after the other: WebAssembly has one thread here. */
  readonly lanes: number;
  /** T, in bytes: at least 4. */
  readonly tagLength: number;
  /** K. */
  readonly secret?: Uint8Array;
  /** X. */
  readonly associatedData?: Uint8Array;
}

/** Argon2's own number for "this machine has not that much memory". */
const memoryError = -22;

/** The tag, or why there is none. */
export type Argon2Output =
  { readonly tag: Uint8Array } | { readonly failure: 'memory' | { readonly code: number } };

/** The part of the Emscripten module in argon2-browser that is used. Pointers are offsets into `HEAPU8`. */
interface Argon2Module {
  readonly HEAPU8: Uint8Array;
  /** 0 if there is not that much memory. */
  _malloc(length: number): number;
  _free(pointer: number): void;
  _argon2_hash_ext(...parameters: readonly number[]): number;
}

/** Every engine has it; TypeScript declares it only for browsers. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

const argon2id = 2;
const version13 = 0x13;

/**
 * Makes Argon2id ready. For a thread of its own only: the package it loads takes over handlers and names on
 * `globalThis`, can be started once, and keeps its memory until the thread ends. `room`: so many KiB are asked for beforehand.
 */
export async function startArgon2(
  build: Argon2Build,
  { room = 0 }: { readonly room?: number } = {},
): Promise<(input: Argon2Input) => Argon2Output> {
  const module = await loadModule(build);
  touch(module, room * 1024);
  return (input) => hash(module, input);
}

/** The system hands out memory page by page as it is touched, which is a sixth of what a passphrase takes. */
function touch(module: Argon2Module, length: number): void {
  const room = module._malloc(length);
  // With less memory than that, a passphrase will say so.
  if (room === 0) return;
  module.HEAPU8.fill(0, room, room + length);
  module._free(room);
}

/** Whether this engine runs 128-bit SIMD: asks it to validate a function that uses one such instruction. */
export function fastestBuild(): Argon2Build {
  return WebAssembly.validate(smallestSimdModule) ? 'simd' : 'plain';
}

/** (module (func (result v128) (i8x16.splat (i32.const 0)))) */
const smallestSimdModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // one type: () -> v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b], // its code
);

async function loadModule(build: Argon2Build): Promise<Argon2Module> {
  const { require, folder } = findPackage();
  const wasmBinary = await readFile(`${folder}/${build === 'simd' ? 'argon2-simd.wasm' : 'argon2.wasm'}`);
  return new Promise((resolve, reject) => {
    const module = {
      wasmBinary,
      print: saysNothing,
      printErr: saysNothing,
      onAbort: () => reject(new Error('Argon2 could not start')),
      postRun: () => {
        if (isArgon2Module(module)) resolve(module);
        else reject(new Error('argon2-browser is not the version this was written for'));
      },
    };
    // Where the package looks for its settings, and where it puts its functions.
    Object.assign(globalThis, { self: globalThis, Module: module });
    withoutItsHandlers(() => void require(`${folder}/argon2.js`));
  });
}

function findPackage() {
  const require = createRequire(import.meta.url);
  const folder = require.resolve('argon2-browser/dist/argon2.js').replace(/[\\/]argon2\.js$/, '');
  return { require, folder };
}

/** Takes away the handlers that loading the package adds: an error that nobody expected must end this thread. */
function withoutItsHandlers(load: () => void): void {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map((event) => process.listeners(event as 'uncaughtException'));
  load();
  for (const [index, event] of events.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[index]?.includes(listener)) process.removeListener(event, listener);
    }
  }
}

function hash(module: Argon2Module, input: Argon2Input): Argon2Output {
  const { passphrase, salt, memoryKiB, passes, lanes, tagLength } = input;
  const { secret = new Uint8Array(), associatedData = new Uint8Array() } = input;
  const place = (bytes: Uint8Array) => [copyIn(module, bytes), bytes.length];
  const tag = module._malloc(tagLength);
  const code = module._argon2_hash_ext(
    ...[passes, memoryKiB, lanes],
    ...[...place(passphrase), ...place(salt)],
    ...[tag, tagLength],
    ...[0, 0], // no text form of the result
    argon2id,
    ...[...place(secret), ...place(associatedData)],
    version13,
  );
  if (code !== 0) return { failure: code === memoryError ? 'memory' : { code } };
  // A copy, as wide as the tag: the module's memory goes when its thread ends.
  return { tag: Uint8Array.from(module.HEAPU8.subarray(tag, tag + tagLength)) };
}

function copyIn(module: Argon2Module, bytes: Uint8Array): number {
  if (bytes.length === 0) return 0;
  const pointer = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, pointer);
  return pointer;
}

function isArgon2Module(module: object): module is Argon2Module {
  return '_argon2_hash_ext' in module && '_malloc' in module && '_free' in module && 'HEAPU8' in module;
}

function saysNothing(): void {
  // Nothing about a passphrase is ever printed.
}
