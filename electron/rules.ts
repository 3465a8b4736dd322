/**
 * What the desktop app allows, as plain predicates. The wiring is in security.ts; here is what it
 * decides by, so that every rule can be tested without a window.
 */

/** Where the app's own page lives. A standard, secure scheme: routes, storage and CSP work as on the web. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'headwater';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Schemes that never leave this machine. Everything else is cancelled before it is sent. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set([`${APP_SCHEME}:`, 'devtools:', 'blob:', 'data:']);

/** Whether the network layer may fetch this address: the promise to work offline, enforced. */
export function mayRequest(address: string): boolean {
  const url = parse(address);
  if (!url || !LOCAL_SCHEMES.has(url.protocol)) return false;
  return url.protocol !== `${APP_SCHEME}:` || url.host === APP_HOST;
}

/** Whether a frame may go to this address: only to pages of the app itself. */
export function mayNavigate(address: string): boolean {
  const url = parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Pages may write to the clipboard and ask for nothing else: no camera, no location, no notifications. */
export function mayUse(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** The frame that a message came from, as far as trust depends on it. */
export interface SenderFrame {
  readonly origin: string;
  readonly parent: object | null;
}

/** Whether a message to the main process comes from the app's own top-level page. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === APP_ORIGIN;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
