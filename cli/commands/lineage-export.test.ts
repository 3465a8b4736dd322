import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { catalogOf } from '../../catalog/export/lineage/testing.ts';
import { dataset, jobEvent } from '../../catalog/importers/openlineage/testing/events.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { program } from '../program.ts';

const folder = temporaryFolder();
let file: string;

beforeAll(async () => {
  const lineage = {
    columnLineage: { fields: { id: { inputFields: [{ ...dataset('a'), field: 'id' }] } } },
  };
  const catalog = await catalogOf([
    jobEvent({ inputs: [dataset('a')], outputs: [dataset('b', lineage)] }),
    jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c')] }),
    jobEvent({ job: 'aside', inputs: [dataset('x')], outputs: [dataset('y')] }),
  ]);
  file = catalog.options.path;
  await catalog.close();
});
afterEach(() => vi.restoreAllMocks());

/** Exit code, and what was said on standard error. */
async function run(...args: readonly string[]): Promise<{ code: number; said: string }> {
  let [code, said] = [-1, ''];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  await program((exit) => (code = exit)).parseAsync(['lineage', ...args, '--catalog', file], {
    from: 'user',
  });
  return { code, said };
}

const output = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(output(name), 'latin1');

it('writes a dataset in every format, whole or not at all', async () => {
  for (const [format, beginning] of [
    ['svg', '<svg '],
    ['png', '\x89PNG'],
    ['pdf', '%PDF-'],
    ['dot', 'digraph '],
    ['mermaid', '---\n'],
    ['csv', '"from_namespace"'],
    ['csv-columns', '"from_namespace"'],
    ['openlineage', '{"eventTime"'],
  ] as const) {
    const { code, said } = await run('b', '--format', format, '--output', output(format));
    expect([format, code]).toEqual([format, 0]);
    expect(said).toMatch(/3 (?:of 3 )?datasets/);
    expect(read(format).startsWith(beginning)).toBe(true);
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('keeps to direction, depth and column; without a dataset covers everything', async () => {
  const rows = async (...args: readonly string[]): Promise<number> => {
    await run(...args, '--output', output('rows.csv'));
    return read('rows.csv').trimEnd().split('\r\n').length - 1;
  };
  expect(await rows('b', '--format', 'csv')).toBe(2);
  expect(await rows('b', '--format', 'csv', '--direction', 'up')).toBe(1);
  expect(await rows('a', '--format', 'csv', '--depth', '1')).toBe(1);
  expect(await rows('b', '--format', 'csv-columns', '--column', 'ID')).toBe(1);
  expect(await rows('--format', 'csv')).toBe(3);
});

it('ends with 1 and says so when a picture leaves something out', async () => {
  const { code, said } = await run('b', '--format', 'svg', '--nodes', '1', '--output', output('few.svg'));
  expect(code).toBe(1);
  expect(said).toContain('Showing 1 of 3 datasets');
});

it('writes records and pictures of a past moment, and says of which', async () => {
  const { said } = await run('b', '--format', 'csv', '--as-of', '1', '--output', output('then.csv'));
  const [head, row] = read('then.csv').split('\r\n');
  expect(head).toMatch(/,"as_of"$/);
  expect(row).toMatch(/,"of revision 1"$/);
  expect(said).toContain('As of revision 1.');
  await run('b', '--format', 'openlineage', '--as-of', '1999-01-01', '--output', output('before.ndjson'));
  expect(read('before.ndjson')).not.toContain('"job"');
  await run('b', '--format', 'svg', '--as-of', '1', '--output', output('then.svg'));
  expect(read('then.svg')).toContain('as of revision 1;');
});

it('draws frames around groups', async () => {
  await run('b', '--format', 'svg', '--group-by', 'system', '--output', output('groups.svg'));
  expect(read('groups.svg')).toContain('Open group');
});

it.each([
  [['b', '--format', 'svg', '--group-by', 'colour', '--output', 'x'], /no grouping/],
  [['b', '--format', 'csv', '--as-of', '99', '--output', 'x'], /no revision 99/],
  [['--format', 'svg'], /Name a dataset/],
  [['b', '--format', 'pdf', '--paper', 'B4', '--output', 'x'], /no paper size/],
  [['b', '--format', 'csv', '--column', 'none'], /has no column/],
  [['b', '--format', 'csv', '--json'], /--output/],
  [['b', '--format', 'csv', '--output', '/nowhere/at/all.csv'], /Cannot write/],
])('refuses %j in a sentence', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
