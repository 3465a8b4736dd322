import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOOPBACK, isLoopback, listeningOf } from './listening.ts';
import { certificateFor, type Pair } from './testing/certificate.ts';

let folder: string;
let pair: Pair;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listening-'));
  pair = certificateFor(folder, 'DNS:catalog.example,DNS:*.example,IP:127.0.0.1,IP:2001:db8::1');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('without TLS', () => {
  it('is this machine, under its two names', () => {
    expect(listeningOf({})).toBe(LOOPBACK);
    expect(listeningOf({ host: 'localhost' })).toBe(LOOPBACK);
    expect(listeningOf({ host: '::1' })).toEqual({ address: '::1', names: ['[::1]', 'localhost'] });
    expect(listeningOf({ host: '127.0.0.2' }).names).toEqual(['127.0.0.2', 'localhost']);
  });

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.4',
    '10.0.0.1',
    'catalog.example',
    '127.evil.example',
    '::ffff:127.0.0.1',
    '2130706433',
    '',
  ])('is never %j', (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(() => listeningOf({ host })).toThrow(/with TLS only/);
  });
});

describe('with TLS', () => {
  it('takes the exact names of the certificate, the one asked for first', () => {
    expect(listeningOf({ host: '127.0.0.1', ...pair })).toMatchObject({
      address: '127.0.0.1',
      names: ['127.0.0.1', 'catalog.example', '[2001:db8::1]'],
    });
    expect(listeningOf({ host: '0.0.0.0', ...pair }).names).toEqual([
      'catalog.example',
      '127.0.0.1',
      '[2001:db8::1]',
    ]);
    expect(listeningOf({ host: '2001:db8::1', ...pair }).names[0]).toBe('[2001:db8::1]');
  });

  it('refuses a certificate for other names, also where a wildcard would match', () => {
    expect(() => listeningOf({ host: 'other.example', ...pair })).toThrow(/not for other\.example/);
    const nameless = certificateFor(folder, '');
    expect(() => listeningOf({ host: '0.0.0.0', ...nameless })).toThrow(/for no name/);
  });

  it('refuses what is out of date, of another key, half there or no certificate', () => {
    const later = new Date(Date.now() + 3 * 86_400_000);
    expect(() => listeningOf({ host: '127.0.0.1', ...pair }, later)).toThrow(/not valid today/);
    const other = certificateFor(folder, 'DNS:other.example');
    expect(() => listeningOf({ ...pair, tlsKey: other.tlsKey })).toThrow(/does not belong/);
    expect(() => listeningOf({ tlsCert: pair.tlsCert })).toThrow(/both/);
    const noise = join(folder, 'noise.pem');
    writeFileSync(noise, 'not a certificate');
    expect(() => listeningOf({ ...pair, tlsCert: noise })).toThrow(/cannot be read/);
    expect(() => listeningOf({ ...pair, tlsKey: join(folder, 'absent') })).toThrow(/The key cannot be read/);
  });
});
