/**
 * Keeps Chromium itself from the network. Requests of pages are cancelled by the session (security.ts); what the
 * browser does on its own account (component updates, field trials, name look-ups ahead of time, crash reports)
 * does not pass there.
 */

/** The part of Electron's `app.commandLine` that is used. */
export interface CommandLine {
  appendSwitch(name: string, value?: string): void;
}

/** Without a resolver, no name leads anywhere; with a dead proxy, no address does either. */
export const OFFLINE_SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['proxy-server', 'http://127.0.0.1:9'],
  ['proxy-bypass-list', '<-loopback>'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
  [
    'disable-features',
    'NetworkTimeServiceQuerying,OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
  ],
];

/** Must be called before the app is ready. */
export function stayOffline(commandLine: CommandLine): void {
  for (const [name, value] of OFFLINE_SWITCHES) {
    if (value === undefined) commandLine.appendSwitch(name);
    else commandLine.appendSwitch(name, value);
  }
}
