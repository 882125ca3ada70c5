import type { Bridge } from '../contract/index.ts';

declare global {
  interface Window {
    /** What the preload exposes: the only way out of this process. */
    readonly latchkey: Bridge;
    /** Where libraries that add style tags of their own look for the nonce of the content security policy. */
    __webpack_nonce__?: string;
  }
}
