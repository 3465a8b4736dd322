import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerStatic, contentSecurityPolicy } from './static-files.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'static-test-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-secrets'));
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">page');
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'script');
  writeFileSync(join(root, 'headwater.svg'), '<svg/>');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'renderer-secrets', 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built renderer', () => {
  it('answers every route of the app with the page, its policy and a nonce of its own', async () => {
    const nonces = new Set<string>();
    for (const route of ['/', '/browse', '/dataset/12', '/index.html', '/%E0%A4%A']) {
      const { status, headers, body } = await answerStatic(root, route, ['ws://127.0.0.1:1']);
      expect(status, route).toBe(200);
      const nonce = /nonce="([^"]+)"/.exec(String(body))?.[1] ?? '';
      expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
      expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:1;`);
      expect(headers['cache-control']).toBe('no-store');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });

  it('answers files with their media type; only hashed ones may be cached', async () => {
    const script = await answerStatic(root, '/assets/app-1a2b.js');
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('immutable') as string,
    });
    expect((await answerStatic(root, '/headwater.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/assets/missing', '/assets/missing.js', '/favicon.ico', '/../secret.txt', '/..%2fsecret.txt'])(
    'has nothing at %s',
    async (path) => {
      expect(await answerStatic(root, path)).toMatchObject({ status: 404, body: '' });
    },
  );

  it('gives out nothing from beside its folder, whatever the address says', async () => {
    const piece = fc.constantFrom(
      '..',
      '/',
      '%2f',
      '%5c',
      '%2e%2e',
      'secret.txt',
      'renderer',
      '-secrets',
      'assets',
      '.',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
        const { body } = await answerStatic(root, `/${pieces.join('')}`);
        expect(String(body)).not.toContain('secret');
      }),
      { numRuns: 300 },
    );
  });

  it('has a policy without any way for inline or foreign code', () => {
    const policy = contentSecurityPolicy('n', []);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`connect-src 'self';`);
  });
});
