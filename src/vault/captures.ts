import { concatBytes } from '@noble/ciphers/utils.js';
import * as v from 'valibot';
import { Count } from '../contract/words.ts';
import { fromHex, itemId, toHex, utf8, vaultId, wipe } from './bytes.ts';
import { hpkeOpen, hpkePublicKey, hpkeSeal } from './hpke.ts';
import type { Keyring } from './keyring.ts';
import type { NewNote } from './notes.ts';
import { pad, unpad } from './padding.ts';
import { systemRandom, type RandomBytes } from './random.ts';
import { recordTampered } from './sealing.ts';
import { noteIdOf } from './summaries.ts';

/** How long a capture may have waited for its vault to be unlocked, in milliseconds: a year. */
const longestWait = 366 * 24 * 60 * 60 * 1_000;

const SealedCapture = v.looseObject({ text: v.string(), at: Count });

/** Text that was noted down while its vault was locked. */
export interface Capture {
  readonly text: string;
  /** When, in milliseconds since 1970, UTC. */
  readonly at: number;
}

/** A sealed capture has a name of its own, to which it is bound: 16 random bytes as hex. */
export interface NamedCapture {
  readonly name: string;
  readonly sealed: Uint8Array;
}

/** A vault, as it takes captures while it is locked. */
export interface InboxAddress {
  /** 32 hex digits. */
  readonly vaultId: string;
  /** 64 hex digits. */
  readonly publicKey: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The notebook that captures go to. */
const inboxNotebook = 'Inbox';

/** The longest first line that becomes a title, in UTF-16 code units. */
const longestTitle = 200;

/** The public key, 64 hex digits, to which captures are sealed: X25519's of the subkey `inbox`. */
export function inboxKeyOf(keyring: Keyring): string {
  return toHex(hpkePublicKey(keyring.subkey('inbox')));
}

/** Seals a text, padded to its Padmé size, for whoever has the vault's key. Nobody vouches for who has sealed it. */
export function sealCapture(
  address: InboxAddress,
  { text, at }: Capture,
  random: RandomBytes = systemRandom,
): NamedCapture {
  const id = random(16);
  const json = utf8(JSON.stringify({ text, at }));
  const padded = pad(json);
  const context = contextOf(fromHex(address.vaultId), id);
  try {
    return { name: toHex(id), sealed: hpkeSeal(fromHex(address.publicKey), context, padded, random) };
  } finally {
    wipe(json, padded);
  }
}

/** Throws `record-tampered` for one that was changed, renamed, or sealed to another key. */
export function openCapture(keyring: Keyring, { name, sealed }: NamedCapture): Capture {
  const id = itemId(fromHex(name));
  const padded = hpkeOpen(keyring.subkey('inbox'), contextOf(keyring.vaultId, id), sealed);
  const message = padded && unpad(padded);
  try {
    if (!message) throw recordTampered({ table: 'capture', id });
    const { text, at } = v.parse(SealedCapture, JSON.parse(decoder.decode(message)));
    return { text, at };
  } catch {
    // The cause would quote the plaintext.
    throw recordTampered({ table: 'capture', id });
  } finally {
    wipe(padded);
  }
}

/** `latchkey/v1/inbox` ‖ vault id; the capture's id. */
function contextOf(vault: Uint8Array, id: Uint8Array) {
  return { info: concatBytes(utf8('latchkey/v1/inbox'), vaultId(vault)), associatedData: id };
}

/**
 * The note that a capture becomes: its first line is the title, unless it is too long for one. `name`: the id of a sealed one,
 * which becomes the note's, so that no capture becomes two notes.
 */
export function noteOfCapture({ text, at }: Capture, name?: string): NewNote {
  const trimmed = text
    .replaceAll(/\r\n?/g, '\n')
    .replace(/^\s*\n/, '')
    .trimEnd();
  const end = trimmed.indexOf('\n');
  const first = (end === -1 ? trimmed : trimmed.slice(0, end)).trim();
  const isTitle = first.length <= longestTitle;
  return {
    ...(name === undefined ? {} : { id: noteIdOf(itemId(fromHex(name))) }),
    title: isTitle ? first : `${beginning(first)}…`,
    body: isTitle ? trimmed.slice(end === -1 ? trimmed.length : end + 1).replace(/^\n+/, '') : trimmed,
    notebook: inboxNotebook,
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * A capture with the time it was made at, if that is likely. Anybody who can put files there can seal to an inbox: a time far ahead
 * would keep the note on top of the list, and one long ago would have it take over the links to an older title. `now` is in
 * milliseconds since 1970, UTC.
 */
export function likelyTimed({ text, at }: Capture, now: number): Capture {
  return { text, at: at <= now && now - at <= longestWait ? at : now };
}

/** Ends between two characters. */
function beginning(line: string): string {
  return line
    .slice(0, longestTitle - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
