/** What the README shows of commands is what they print. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../catalog/testing/temp-catalog.ts';

const root = join(import.meta.dirname, '..');
const SHOWN = /```sh\nnpm run -s headwater -- ([^\n]+)\n```\n\n```\n([^`]+)```/g;

it('commands of the README print what it shows', () => {
  const env = { ...process.env, HEADWATER_DATA: temporaryFolder() };
  const examples = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(SHOWN)];
  expect(examples.map(([, command]) => command?.split(' ')[0])).toEqual(['import', 'lineage']);
  for (const [, command, shown] of examples) {
    const printed = execFileSync(process.execPath, ['cli/headwater.ts', ...command!.split(' ')], {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(printed).toContain(shown);
  }
});
