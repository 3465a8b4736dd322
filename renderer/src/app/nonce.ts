/** The nonce that the host put into the page; styles made at run time carry it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** The scroll lock of dialogs asks for its nonce under this name. */
export function provideNonce(): void {
  Object.defineProperty(globalThis, '__webpack_nonce__', { value: styleNonce(), configurable: true });
}
