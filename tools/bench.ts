/** `npm run bench -- <name> [arguments]`: runs one benchmark of bench/, or says which there are. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './run.ts';

/** Files that run on their own say so in their head. */
const names = readdirSync(join(root, 'bench'))
  .filter(
    (file) =>
      file.endsWith('.ts') && readFileSync(join(root, 'bench', file), 'utf8').includes('npm run bench -- '),
  )
  .map((file) => file.slice(0, -'.ts'.length));

const [name, ...rest] = process.argv.slice(2);
if (name !== undefined && names.includes(name)) {
  process.exitCode = await runNode(join('bench', `${name}.ts`), rest);
} else {
  process.stderr.write(`usage: npm run bench -- <${names.join('|')}>\n`);
  process.exitCode = 2;
}
