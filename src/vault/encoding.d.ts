// In every JavaScript host, by the WHATWG Encoding standard, but in no ECMAScript library file. Declared here so that
// this floor needs the types of neither Node nor the DOM.
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(encoding: 'utf-8', options: { readonly fatal: true; readonly ignoreBOM?: true });
  decode(bytes: Uint8Array): string;
}
