import { ed25519 } from '@noble/curves/ed25519.js';
import { LatchkeyError } from '../../../contract/errors.ts';
import { toHex, utf8, type RandomBytes } from '../../../vault/index.ts';
import type { Tools } from '../../access-model.ts';
import {
  answerBlinded,
  blindInput,
  evaluate,
  makeOprfKey,
  unblind,
  type OprfAnswer,
  type OprfKey,
} from '../../crypto/oprf.ts';
import { foldTag, hashOfTag } from './hashtags.ts';
import { signScanList, type ScanList } from './scan-list.ts';

/** The keys of whoever decides what is on the list. */
export interface ListKeys {
  /** Ed25519, 32 bytes each. */
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
  /** Null where lists are plain hashes. */
  readonly oprf: OprfKey | null;
}

/** Who signs the list, and answers for it where it is blinded. */
export class ListAuthority {
  readonly keys: ListKeys;
  readonly #tools: Tools;
  #tags: readonly string[] = [];
  #list: ScanList;
  #questions = 0;

  constructor(tags: readonly string[], isBlinded: boolean, tools: Tools) {
    const privateKey = tools.random(32);
    const oprf = isBlinded ? makeOprfKey(utf8('latchkey/v1/scan-list'), tools.random) : null;
    this.keys = { privateKey, publicKey: ed25519.getPublicKey(privateKey), oprf };
    this.#tools = tools;
    this.#list = this.#sign(tags, 1);
  }

  /** What clients compare with now. */
  get list(): ScanList {
    return this.#list;
  }

  /** The words behind the list: the authority knows them, and no client does. */
  get tags(): readonly string[] {
    return this.#tags;
  }

  /** How many tags clients have asked about: a server of blinded lists sees each question, though not the tag. */
  get questions(): number {
    return this.#questions;
  }

  /** Puts other words on the list, and signs it anew. Clients see a new number, and no words. */
  publish(tags: readonly string[]): ScanList {
    this.#list = this.#sign(tags, this.#list.number + 1);
    return this.#list;
  }

  /** The entry of a tag, as the authority works it out for itself: 32 bytes of hash, or 64 of the OPRF, as hex. */
  entryOf(tag: string): string {
    const { oprf } = this.keys;
    return oprf ? toHex(evaluate(oprf, utf8(foldTag(tag)))) : hashOfTag(tag);
  }

  /** The word behind an entry of the list in force; null if there is none. */
  tagBehind(entry: string): string | null {
    return this.#tags.find((tag) => this.entryOf(tag) === entry) ?? null;
  }

  /** Answers a client's blinded question; null for one that is malformed, or where lists are not blinded. */
  answer(blinded: Uint8Array): OprfAnswer | null {
    this.#questions++;
    const { oprf } = this.keys;
    return oprf && answerBlinded(oprf, blinded, this.#tools.random);
  }

  #sign(tags: readonly string[], number: number): ScanList {
    this.#tags = [...new Set(tags.map(foldTag))];
    const entries = this.#tags.map((tag) => this.entryOf(tag));
    const blinded = this.keys.oprf !== null;
    return signScanList({ number, blinded, entries, signedAt: this.#tools.now() }, this.keys.privateKey);
  }
}

/** Whoever answers blinded questions, as a client knows it. */
export interface ListServer {
  /** 32 bytes: answers are checked against it. */
  readonly publicKey: Uint8Array;
  answer(blinded: Uint8Array): OprfAnswer | null;
}

/**
 * The entry of a tag on a blinded list, 64 bytes as hex. The server does not learn the tag, and the client does not learn the
 * list. Throws `wrong-authority-key` for an answer that was not made with the published key.
 */
export function askForEntry(tag: string, server: ListServer, random: RandomBytes): string {
  const asked = blindInput(utf8(foldTag(tag)), random);
  const answer = server.answer(asked.blinded);
  const output = answer && unblind(asked, answer, server.publicKey);
  if (!output) {
    throw new LatchkeyError(
      'wrong-authority-key',
      'The server of the scan list did not answer with the key that it is known by. The text was not compared.',
    );
  }
  return toHex(output);
}
