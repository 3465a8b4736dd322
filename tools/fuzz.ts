/**
 * `npm run fuzz`: importers against input that was damaged or made up, in thousands.
 *
 *   npm run fuzz -- [openlineage|dbt|glue …] [--count 10000] [--seed <text>] [--first 0] [--whole-every 40]
 *   npm run fuzz -- --kill <times> [--seed <text>]   kills imports at random moments instead
 *
 * Prints the seed and the counts; the same seed makes the same inputs. Files of an input that broke
 * something are kept in `fuzz-failures/`. Ends with 1 where there is one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ImporterKind } from '../catalog/importers/importer.ts';
import { SOURCE_KINDS } from '../catalog/model/sources.ts';
import { runCampaign, type Failure } from '../catalog/testing/fuzz/campaign.ts';
import { killImports } from '../catalog/testing/fuzz/kill.ts';
import { root } from './run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now()) },
    first: { type: 'string', default: '0' },
    'whole-every': { type: 'string', default: '40' },
    kill: { type: 'string' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
say(`seed ${values.seed}`);
process.exitCode = values.kill === undefined ? await fuzz() : await kill(Number(values.kill));

async function fuzz(): Promise<number> {
  const stranger = positionals.find((wanted) => !SOURCE_KINDS.some((kind) => kind === wanted));
  if (stranger !== undefined) throw new Error(`There is no importer ${stranger}: ${SOURCE_KINDS.join(', ')}`);
  let broken = 0;
  for (const kind of SOURCE_KINDS) {
    if (positionals.length === 0 || positionals.includes(kind)) broken += await run(kind);
  }
  return broken > 0 ? 1 : 0;
}

async function kill(times: number): Promise<number> {
  const { before, after, ended } = await killImports(times, values.seed);
  say(
    `${times} imports: ${before} killed before they were committed, ${after} after, ${ended} ended before the ` +
      'signal; every catalog was as before or as after, with its ledger intact',
  );
  return 0;
}

async function run(kind: ImporterKind): Promise<number> {
  const started = performance.now();
  const result = await runCampaign({
    kind,
    seed: values.seed,
    first: Number(values.first),
    count: Number(values.count),
    wholeEvery: Number(values['whole-every']),
    onProgress: (done) => {
      if (done % 1000 === 0) say(`  ${kind}: ${done}`);
    },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  say(
    `${kind}: ${result.inputs} inputs in ${seconds} s, ${result.whole} of them as whole imports; accepted from ` +
      `${result.accepted}, complained about ${result.complained}, ${result.facts} facts; slowest ` +
      `${result.slowest.milliseconds.toFixed(0)} ms (number ${result.slowest.number}); ${result.failures.length} failed`,
  );
  for (const failure of result.failures) keep(kind, failure);
  return result.failures.length;
}

function keep(kind: ImporterKind, { number, reason, files }: Failure): void {
  const folder = join(root, 'fuzz-failures', `${kind}-${values.seed}-${number}`);
  mkdirSync(folder, { recursive: true });
  for (const [n, file] of files.entries())
    writeFileSync(join(folder, `${n}-${basename(file.path)}`), file.bytes);
  writeFileSync(join(folder, 'reason.txt'), `${reason}\n`);
  say(`  number ${number}: ${reason.split('\n').slice(0, 4).join('\n    ')}\n  kept in ${folder}`);
}
