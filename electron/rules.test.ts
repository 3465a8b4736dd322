import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogFromArguments } from './launch.ts';
import { isTrustedSender, mayNavigate, mayRequest, mayUse } from './rules.ts';
import { RestartPolicy } from './restart-policy.ts';

describe('the network', () => {
  it.each(['app://headwater/assets/a.js', 'devtools://devtools/x', 'blob:app://headwater/1', 'data:,x'])(
    'lets %s pass',
    (address) => expect(mayRequest(address)).toBe(true),
  );
  it.each([
    'https://example.org/',
    'http://127.0.0.1:80/',
    'ws://localhost/',
    'wss://example.org',
    'file:///etc/passwd',
    'ftp://x/',
    'app://elsewhere/x',
    'chrome://gpu',
    'about:blank',
    'HTTPS://EXAMPLE.ORG',
    ' https://example.org',
    '',
    'no address',
  ])('cancels %j', (address) => expect(mayRequest(address)).toBe(false));

  it('cancels every address with a host elsewhere', () => {
    fc.assert(fc.property(fc.webUrl(), (address) => !mayRequest(address) && !mayNavigate(address)));
  });
});

describe('navigation', () => {
  it('stays within the app', () => {
    expect(mayNavigate('app://headwater/browse?q=a')).toBe(true);
    for (const address of [
      'app://headwater.evil/',
      'app://evil@elsewhere/',
      'data:text/html,x',
      'blob:app://headwater/1',
      'javascript:alert(1)',
    ]) {
      expect(mayNavigate(address), address).toBe(false);
    }
  });
});

describe('permissions', () => {
  it('are the clipboard, and no other', () => {
    expect(mayUse('clipboard-sanitized-write')).toBe(true);
    for (const other of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', ''])
      expect(mayUse(other)).toBe(false);
  });
});

describe('the sender of a message', () => {
  it('is the own page at the top, nothing else', () => {
    const own = { origin: 'app://headwater', parent: null };
    expect(isTrustedSender(own)).toBe(true);
    expect(isTrustedSender(null)).toBe(false);
    expect(isTrustedSender({ ...own, parent: {} })).toBe(false);
    expect(isTrustedSender({ ...own, origin: 'app://headwater.evil' })).toBe(false);
  });
});

describe('the command line', () => {
  it.each([
    [['headwater'], null],
    [['headwater', '/data/a.headwater'], '/data/a.headwater'],
    [['electron', '.', 'b.HEADWATER'], '/folder/b.HEADWATER'],
    [['headwater', '--flag=/x.headwater', 'notes.txt'], null],
    [['/opt/app.headwater'], null],
    [['headwater', 'a.headwater', 'b.headwater'], '/folder/b.headwater'],
  ])('%j names %s', (argv, expected) => expect(catalogFromArguments(argv, '/folder')).toBe(expected));
});

describe('restarts of the engine', () => {
  it('end when crashes follow each other, and are free again after a quiet minute', () => {
    const policy = new RestartPolicy();
    expect([0, 1, 2, 3].map((second) => policy.again(second * 1000))).toEqual([true, true, true, false]);
    expect(policy.again(70_000)).toBe(true);
  });
});
