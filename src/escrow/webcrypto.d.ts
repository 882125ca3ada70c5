// What the types of @hpke/core name and never ask of us to look into: in every JavaScript host, by the Web Cryptography
// API, but in no ECMAScript library file. Declared here so that this floor needs the types of neither Node nor the DOM.
interface CryptoKey {
  readonly type: string;
}
interface CryptoKeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}
