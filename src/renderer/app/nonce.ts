/** The nonce of this page's content security policy, for style tags that libraries make. */
export function pageNonce(): string {
  return document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
}
