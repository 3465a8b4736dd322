import { globSync, readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { ProgressLine } from './progress.ts';
import { dataOut, print, printJson, printTable, remark } from './print.ts';

/** Clears the screen by each of the two ways to begin a control sequence. */
const HOSTILE = 'a\u001b[2Jb\u009b2Jc\u007f';

function heard(stream: 'stdout' | 'stderr', say: () => void, isTTY = false): string {
  let text = '';
  vi.spyOn(process[stream], 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  const before = process[stream].isTTY;
  process[stream].isTTY = isTTY;
  say();
  process[stream].isTTY = before;
  vi.restoreAllMocks();
  return text;
}
afterEach(() => vi.restoreAllMocks());

it('control characters of names reach no terminal, whatever says them', () => {
  const clean = 'a\ufffd[2Jb\ufffd2Jc\ufffd';
  expect(heard('stdout', () => print(HOSTILE))).toBe(`${clean}\n`);
  expect(heard('stderr', () => remark(HOSTILE))).toBe(`${clean}\n`);
  expect(heard('stderr', () => new ProgressLine().show(HOSTILE), true)).toBe(`\r\u001b[K${clean}`);
  expect(heard('stdout', () => dataOut().write(HOSTILE), true)).toBe(clean);
  const json = heard('stdout', () => printJson(HOSTILE));
  // eslint-disable-next-line no-control-regex
  expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(JSON.parse(json)).toBe(HOSTILE);
});

it('what goes into a file or pipe stays byte for byte', () => {
  expect(heard('stdout', () => dataOut().write(HOSTILE))).toBe(HOSTILE);
});

it('a line and a row of a table are one line, so that no name can say something else', () => {
  expect(heard('stdout', () => print('undecided: a\nintact: 3 entries'))).toBe(
    'undecided: a intact: 3 entries\n',
  );
  const said = heard('stdout', () => printTable(['name', 'why'], [['a\nintact: 3 entries', 'b']]));
  expect(said.split('\n')).toEqual(['name                 why', 'a intact: 3 entries  b', '']);
});

it('nothing else of the command line writes to the terminal', () => {
  const doors = new Set(['print.ts', 'progress.ts']);
  const folder = import.meta.dirname;
  const files = globSync('**/*.ts', { cwd: folder }).filter(
    (name) => !/\.test\.ts$|^testing\//.test(name) && !doors.has(name),
  );
  expect(files.length).toBeGreaterThan(40);
  expect(
    files.filter((name) => /process\.std(?:out|err)\.write/.test(readFileSync(`${folder}/${name}`, 'utf8'))),
    'print, remark or dataOut of print.ts say it without control characters',
  ).toEqual([]);
});
