/** Words of access, and what they mean. */
const access = {
  'key escrow':
    'Leaving a key, or a copy of it, with somebody else, so that they can open your data without you under agreed conditions.',
  'exceptional access':
    'Any way by which an authority can read encrypted data although its owner has not helped.',
  authority: 'Whoever is given a way in: in this lab a made-up ministry with real keys.',
  'escrow agent': 'A person or office that keeps an escrow key, or a part of one.',
  holder:
    'Anybody who has something that opens a vault: you with your passphrase, or an authority with a key.',
  warrant:
    'A signed permission to open one named vault within a period. Here it is a small file with an Ed25519 signature.',
  scope: 'What a warrant permits: which vault, and what in it.',
  ceremony: 'The steps by which a vault is opened for an authority, one after another, with who takes each.',
  enrolled:
    'Let in: a vault is enrolled under a model once it has what the model adds, such as a slot for an authority.',
  quorum: 'As many of a group as are needed for it to act, such as three of five judges.',
  'policy service':
    'A program that holds a key and uses it only after it has checked a rule, such as a valid warrant.',
  canary: 'A random sentence put into a vault. Whoever can say it afterwards has read that vault.',
  bundle: 'Everything that an adversary is given in an experiment. It works with that and with nothing else.',
  evidence:
    'A file with the vaults, the bundles and the results of an experiment, so that somebody else can run it again.',
  adversary: 'Somebody who wants to read vaults, described by what they have in hand.',
  'threat matrix':
    'The table of every model against every adversary. Each of its cells is the result of an experiment.',
  metadata:
    'What is known about a message without reading it: who, when, how much, or that something matched a list.',
  'end-to-end encryption':
    'Encryption that only the people who write and read can undo, and not the service between them.',
  endpoint: 'The device at which text is readable, because somebody writes or reads it there.',
  'demo vault': 'A vault made for the lab. It carries a mark, and its keys are refused on real vaults.',
} as const;

/** Words of keys and of the cryptography in the lab. */
const keys = {
  'vault key':
    'The random key of 256 bits that everything in a vault is encrypted with. Whoever has it reads the vault.',
  keystore: 'A file with a private key in it, or with a share of one. Whoever has the file has the key.',
  sealed: 'Encrypted, and in such a way that any change to it is noticed.',
  slot: 'A place in a vault file with a copy of the vault key, locked under one way of opening: a passphrase, or an authority.',
  'key-encryption key': 'A key that is used only to lock another key, here the vault key in a slot.',
  passphrase: 'The words that you type to open a vault.',
  'public key':
    'The half of a key pair that may be known to all. What it locks, only the private half opens.',
  'private key': 'The half of a key pair that opens what the public half has locked. It has to be kept.',
  HPKE: 'Hybrid public key encryption (RFC 9180): a published and much used way to lock a short secret to a public key.',
  encapsulation:
    'The package that is stored with something sealed to a public key. Only the private key gets out of it what opens the rest.',
  KEM: 'Key encapsulation mechanism: it makes a fresh key and a package from which only the private key gets that key back.',
  'X-Wing':
    'A KEM made of two: an elliptic curve of today, and one that is meant to withstand quantum computers. Both must fall before it does.',
  X25519:
    'A way, on an elliptic curve, for two parties to arrive at one secret key from each other’s public keys.',
  'ML-KEM':
    'A KEM of 2024 that is meant to withstand a quantum computer (FIPS 203). ML-KEM-768 is its middle size.',
  AES: 'The most used cipher there is: it scrambles blocks of 16 bytes under a key. AES-128 has a key of 128 bits.',
  FF1: 'A way to use AES so that the result is as long as what went in: here 80 bits to 80 bits (NIST SP 800-38G).',
  'XChaCha20-Poly1305': 'A cipher that also notices any change to what it has sealed.',
  HKDF: 'A way to make a key from a secret by hashing, so that keys for different purposes cannot be told from one another.',
  IV: 'Random bytes that are sent along in the open, so that no two messages are treated alike.',
  salt: 'Random bytes mixed into a hash, so that work done for one vault is of no use for another.',
  AEAD: 'Encryption that also notices any change: altered data is refused and not decrypted into nonsense.',
  'SHA-256': 'The usual hash: 32 bytes for data of any length.',
  hash: 'A short fingerprint of data that is always the same for the same data, and from which the data cannot be worked out backwards.',
  HMAC: 'A hash that needs a key, so that only somebody with the key can make it or check it.',
  signature: 'A proof, made with a private key, that data come from the owner of that key and are unchanged.',
  Ed25519: 'A common way to sign (RFC 8032): keys of 32 bytes, signatures of 64.',
  fingerprint: 'The hash of a public key, short enough to compare by eye.',
  'secret sharing':
    'Cutting a key into parts, so that some number of parts gives it back and fewer tell nothing.',
  share: 'One part of a key that was cut by secret sharing.',
  threshold:
    'How many shares are needed. “3 of 5” means that any three of five holders are enough, and two are not.',
  'key-check value': 'A short value kept beside a key that shows whether a rebuilt key is the right one.',
  'partial decryption':
    'What one holder computes with a share for one vault. Enough of them open that vault; the key itself is never put together.',
  refresh:
    'Replacing all shares by new ones of the same key, so that shares stolen earlier are worth nothing.',
  XOR: 'Combining two strings of bits so that either one alone looks random, and both together give the original.',
  FROST: 'A published method (RFC 9591) by which several holders of shares make one signature together.',
  ristretto255: 'A well-defined set of points on an elliptic curve with which keys can be computed.',
  'post-quantum':
    'Meant to hold even against a large quantum computer. It does not help against a stolen key.',
  rotation:
    'Giving a vault a new vault key and encrypting everything again. Copies made before keep the old key.',
} as const;

/** Words of logs and directories. */
const records = {
  'Merkle log':
    'A list whose entries are hashed together in a tree. One short hash, the root, stands for the whole list.',
  root: 'The one hash that stands for everything in a Merkle log at that moment.',
  'consistency proof':
    'A few hashes which prove that a longer log still begins with all that an earlier one had.',
  'inclusion proof': 'A few hashes which prove that one entry is in a log.',
  witness: 'Somebody outside who remembers the root of a log and asks for a consistency proof next time.',
  'key directory': 'The provider’s list that tells your program which public keys belong to a person.',
  'key transparency':
    'Publishing a key directory as a log, so that people can see every key given out in their name.',
  ghost: 'A reader who is added to a conversation while the screen goes on showing only the others.',
  epoch: 'A stretch of time with one set of keys. A reader who is added reads from the next epoch on.',
} as const;

/** Words of the proposals of the 1990s and since. */
const proposals = {
  Clipper: 'The telephone encryption chip that the US government proposed in 1993, with a way in for itself.',
  LEAF: 'Law enforcement access field: a block that goes with each call, with the session key in it for the authority.',
  'session key': 'A key for one conversation.',
  'unit key': 'The key built into one device. In M5 its two halves lie with two escrow agents.',
  'family key': 'One key that is the same in all devices of a kind. In M5 it hides the contents of the LEAF.',
  checksum:
    'A short value by which a receiver sees whether a block is in order. If it is very short, it can be guessed.',
  'client-side scanning':
    'Comparing what you write with a list on your own device, before it is encrypted, and reporting what matches.',
  'scan list':
    'The list that client-side scanning compares with. An authority signs it; it can be changed at any time.',
  NFKC: 'A rule of Unicode that turns variants of a letter, such as wide or circled ones, into the plain letter.',
  homoglyph: 'A letter that looks like another and is not, such as the Cyrillic \u0430 for the Latin a.',
  OPRF: 'Oblivious pseudorandom function: you get the keyed hash of a word from a server, which does not learn the word.',
  'crumple zone':
    'Encryption made just weak enough that one message can be opened by spending much computing on it, each time anew.',
  'self-escrow':
    'A device that keeps its own key in a part that gives it up only after long possession of the device.',
} as const;

/** Words of cost and chance. */
const numbers = {
  'brute force': 'Trying every possibility until one fits.',
  'dictionary attack': 'Trying likely words first, in place of every possibility.',
  entropy: 'How hard something is to guess, counted in bits. Each bit doubles the number of possibilities.',
  bit: 'The unit of entropy: one choice between two. Twenty bits are about a million possibilities.',
  'GPU hour': 'One hour of one graphics processor, the usual hardware for guessing. It can be rented.',
  Argon2id:
    'A deliberately slow, memory-hungry way to turn a passphrase into a key, so that each guess costs.',
  'memory bandwidth':
    'How much a processor can read and write in a second. It limits how fast Argon2id can be guessed.',
  'blast radius': 'How many vaults open when one thing goes wrong.',
  'common cause':
    'One event that strikes several holders at once, such as the same flaw in the same software.',
  'break-even':
    'The number of vaults from which on stealing the escrow key is cheaper than guessing passphrases.',
} as const;

/** Every word of the lab that somebody may never have met, by the word. */
export const meanings = { ...access, ...keys, ...records, ...proposals, ...numbers } as const;
