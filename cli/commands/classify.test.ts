import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../face.ts';
import { classifyCommand } from './classify.ts';

const folder = mkdtempSync(join(tmpdir(), 'headwater-classify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let out = '';
let complaints = '';
beforeEach(() => {
  [out, complaints] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((out += String(text))));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((complaints += String(text))));
});
afterEach(() => vi.restoreAllMocks());

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('classify --names', () => {
  it('writes one line a name, in order, and needs no catalog', async () => {
    const names = file(
      'n.json',
      '[{"table":"users","column":"email"},{"table":"users","column":"is_email_valid"}]',
    );
    expect(await classifyCommand({ names, json: true })).toBe(0);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual([
      expect.objectContaining({
        table: 'users',
        column: 'email',
        category: 'user.contact.email',
        rule: 'email',
      }),
      expect.objectContaining({ table: 'users', column: 'is_email_valid', category: null }),
    ]);
    for (const line of lines)
      expect(Object.keys(line as object)).toEqual([
        'table',
        'column',
        'category',
        'confidence',
        'rule',
        'evidence',
      ]);
  });

  it('names what it could not read, and goes on', async () => {
    const names = file('odd.json', '[{"table":"users"},{"table":"users","column":"email"}]');
    expect(await classifyCommand({ names, json: true })).toBe(1);
    expect(out.split('\n')).toHaveLength(2);
    expect(complaints).toContain('item 1, column: ');
  });

  it('refuses what is no such file, in words', async () => {
    await expect(classifyCommand({ names: join(folder, 'none.json') })).rejects.toThrow(UsageError);
    await expect(classifyCommand({ names: file('x.json', '{}') })).rejects.toThrow(/a JSON array/);
    await expect(classifyCommand({ names: 'a', values: 'b' })).rejects.toThrow(/one of/);
  });
});

describe('classify --values', () => {
  it('shows shapes, never a value', async () => {
    const rows = Array.from({ length: 9 }, (_, at) => `someone${at}@example.org,${at}`);
    expect(await classifyCommand({ values: file('v.csv', ['c1,c2', ...rows].join('\n')) })).toBe(0);
    expect(out).toContain('user.contact.email');
    expect(out).toContain('aaaaaaa9@aaaaaaa.aaa');
    expect(out).toContain('9 rows read.');
    expect(out).not.toContain('someone');
  });

  it('refuses a region that is none', async () => {
    await expect(classifyCommand({ values: 'v.csv', region: 'Germany' })).rejects.toThrow(/two letters/);
  });
});
