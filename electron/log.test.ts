import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log, harmless } from './log.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  path = join(folder, 'headwater.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const log = (maxBytes?: number) => new Log(path, maxBytes, () => new Date(0));
const lines = () =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(25));

describe('what the engine prints', () => {
  it('is kept as far as it cannot quote anything', () => {
    const one = log();
    one.printed(`SqliteError: UNIQUE constraint failed: person.email = 'ada@example.org'
    at Database.exec (/home/ada/Programs/app.asar/dist/electron/engine.js:10:20)
    at async Object.['ada@example.org'] (file:///home/ada/app/dist/shared/open-abc.js:1:2)
    at /home/ada/secret project/elsewhere.js:3:4
    at node:internal/process/task_queues:104:5
  code: 'SQLITE_CONSTRAINT',
  row: { email: 'ada@example.org' }
(node:12) [DEP0190] DeprecationWarning: Passing /home/ada
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
`);
    one.ended();
    expect(lines()).toEqual([
      'SqliteError',
      '    at Database.exec dist/electron/engine.js:10:20',
      '    at dist/shared/open-abc.js:1:2',
      '    at elsewhere',
      '    at node:internal/process/task_queues:104:5',
      'code SQLITE_CONSTRAINT',
      '(1 printed lines are left out: they may quote what is in the catalog)',
      'DeprecationWarning DEP0190',
      'JavaScript heap out of memory',
    ]);
    expect(readFileSync(path, 'utf8')).not.toMatch(/ada|secret|person/);
  });

  it('comes in parts, and is told when the last line is not ended', () => {
    const one = log();
    one.printed('TypeErr');
    one.printed('or: of Ada\n    at f (/x/dist/a.js:1:1)');
    one.ended();
    expect(lines()).toEqual(['TypeError', '    at f dist/a.js:1:1']);
  });

  it('never lets a word through that is not an error, a warning or a place of ours', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/).map((text) => `zq${text}`);
    const shapes = fc.tuple(
      word,
      fc.constantFrom('', 'Error: ', 'TypeError: ', '    at ', '    at f (', "  code: '"),
    );
    fc.assert(
      fc.property(shapes, ([secret, before]) => {
        const kept = harmless(`${before}${secret} Ada`) ?? '';
        return !kept.includes(secret) && !kept.includes('Ada');
      }),
    );
  });
});

describe('the file', () => {
  it('is turned over, and old ones go', () => {
    const one = log(100);
    for (let n = 0; n < 40; n++) one.note(`entry ${n}`);
    expect(readdirSync(folder).sort()).toEqual([
      'headwater.log',
      ...[1, 2, 3].map((n) => `headwater.log.${n}`),
    ]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(160);
    expect(lines().at(-1)).toBe('entry 39');
  });

  it('that cannot be written ends nothing', () => {
    writeFileSync(join(folder, 'file'), '');
    new Log(join(folder, 'file', 'headwater.log')).note('x');
  });

  it('is for its owner only', () => {
    log().note('x');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });
});
