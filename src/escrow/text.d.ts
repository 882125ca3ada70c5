// In every JavaScript host, by the WHATWG Encoding standard: see src/vault/encoding.d.ts.
declare class TextDecoder {
  constructor(encoding: 'utf-8', options: { readonly fatal: true });
  decode(bytes: Uint8Array): string;
}
