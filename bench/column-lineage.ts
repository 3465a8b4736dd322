/**
 * Column lineage over the dbt projects of the sample corpus, against five goals; the exit code is 1 if
 * one is missed.
 *
 *   npm run bench -- column-lineage [part of a folder's name] [--show] [--no-catalog]
 *
 * Known parents: every relation that a model reads has its columns listed in the catalog or fully
 * derived. Time is CPU time of one thread, parser included. `--show` lists what differs and what is
 * open; `--no-catalog` leaves catalog.json out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dbt } from '../catalog/importers/dbt/index.ts';
import { agreedColumns, compareAgreed } from '../catalog/importers/dbt/testing/agreed.ts';
import { discover } from '../catalog/imports/discover.ts';
import type { RecognisedFile } from '../catalog/importers/importer.ts';
import type { Fact } from '../catalog/model/facts.ts';
import { analyse } from '../catalog/sql/analyse.ts';
import { answers } from '../catalog/sql/answers.ts';
import type { LineageAnswer, LineageRequest } from '../catalog/sql/lineage.ts';
import { parse, startParser } from '../catalog/sql/parser.ts';
import { workerFiles } from '../catalog/sql/worker-file.ts';
import { samplesRoot } from '../catalog/testing/samples.ts';

const show = process.argv.includes('--show');
const noCatalog = process.argv.includes('--no-catalog');
const filter = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';

interface Analysed {
  readonly request: LineageRequest;
  readonly answer: LineageAnswer;
}

/** Every query that an import analyses passes here; none is answered from memory. */
const analysed: Analysed[] = [];
answers.of = async (request, ask) => {
  const answer = await ask(request);
  analysed.push({ request, answer });
  return answer;
};

const NONE = {
  models: 0,
  failed: 0,
  columns: 0,
  resolved: 0,
  knownColumns: 0,
  knownResolved: 0,
  /** Columns and models that are not resolved and do not say why. */
  unreasoned: 0,
  unresolved: 0,
  agreed: 0,
  compared: 0,
  equal: 0,
  milliseconds: 0,
  slowest: 0,
};
type Counts = typeof NONE;

await main();

async function main(): Promise<void> {
  if (samplesRoot === null) {
    process.stdout.write('The sample corpus is not beside this checkout.\n');
    return;
  }
  await startParser(readFileSync(workerFiles().parser));
  const total: Counts = { ...NONE };
  const folders = readdirSync(join(samplesRoot, 'dbt'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.includes(filter))
    .filter((entry) => filter !== '' || !entry.name.startsWith('SYNTHETIC'));
  for (const { name } of folders) {
    const counts = await measure(join(samplesRoot, 'dbt', name));
    print(name, counts);
    for (const key of Object.keys(total) as (keyof Counts)[]) {
      total[key] = key === 'slowest' ? Math.max(total[key], counts[key]) : total[key] + counts[key];
    }
  }
  print('all', total);
  process.stdout.write(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n\n`);
  if (!printGoals(total)) process.exitCode = 1;
}

/** Prints every goal with what was measured; false if one is missed or nothing was measured. */
function printGoals(total: Counts): boolean {
  const resolved = total.knownResolved / total.knownColumns;
  const equal = total.equal / total.compared;
  const speed = (1000 * total.models) / total.milliseconds;
  const slowest = total.slowest / 1000;
  const goals: readonly (readonly [what: string, goal: string, value: string, met: boolean])[] = [
    [
      'columns resolved, parents known',
      '≥ 97 %',
      share(total.knownResolved, total.knownColumns),
      resolved >= 0.97,
    ],
    ['resolved columns equal to the oracle', '≥ 99.5 %', share(total.equal, total.compared), equal >= 0.995],
    ['slowest model', '≤ 5 s CPU', `${slowest.toFixed(3)} s`, total.models > 0 && slowest <= 5],
    ['models per CPU-second', '≥ 40', speed.toFixed(0), speed >= 40],
    [
      'unresolved without a reason',
      '0',
      `${total.unreasoned} (${total.unresolved} unresolved)`,
      total.models > 0 && total.unreasoned === 0,
    ],
  ];
  for (const [what, goal, value, met] of goals) {
    process.stdout.write(
      `${met ? 'met   ' : 'MISSED'} ${what.padEnd(38)} goal ${goal.padEnd(10)} ${value}\n`,
    );
  }
  return goals.every(([, , , met]) => met);
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'nothing to measure' : `${((100 * part) / whole).toFixed(2)} % (${part} of ${whole})`;
}

async function measure(folder: string): Promise<Counts> {
  analysed.length = 0;
  const begun = performance.now();
  const facts = await imported(folder);
  process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(1)} s import; `);
  const counts: Counts = { ...NONE, models: analysed.length };
  for (const { request, answer } of analysed) {
    count(counts, request, answer);
    const started = process.cpuUsage();
    again(request);
    const used = process.cpuUsage(started);
    const milliseconds = (used.user + used.system) / 1000;
    counts.milliseconds += milliseconds;
    counts.slowest = Math.max(counts.slowest, milliseconds);
  }
  const agreed = agreedColumns(readAgreed(folder));
  countReasons(counts, facts);
  const compared = compareAgreed(agreed, facts);
  counts.agreed = agreed.size;
  counts.compared = compared.compared;
  counts.equal = compared.compared - compared.different.length;
  if (show) for (const line of compared.different) process.stdout.write(`  differs: ${line}\n`);
  return counts;
}

function count(counts: Counts, { relations, output, sql }: LineageRequest, answer: LineageAnswer): void {
  const known = relations.every(({ complete }) => complete);
  const note = (text: string): void => {
    if (show) process.stdout.write(`  ${text} ${sql.slice(0, 80).replaceAll('\n', ' ')}\n`);
  };
  if (!('lineage' in answer)) {
    counts.failed++;
    counts.columns += output.length;
    if (known) counts.knownColumns += output.length;
    note(`failed: ${answer.reason} ${answer.detail ?? ''}`);
    return;
  }
  const { columns, open } = answer.lineage;
  const listed = new Set(columns.map(({ name }) => name.toLowerCase()));
  const missing = output.filter((name) => !listed.has(name.toLowerCase()));
  const resolved = columns.filter(({ problems }) => problems.length === 0).length;
  counts.columns += columns.length + missing.length;
  counts.resolved += resolved;
  if (known) counts.knownColumns += columns.length + missing.length;
  if (known) counts.knownResolved += resolved;
  for (const { name, problems } of columns) {
    if (problems.length > 0) note(`open: ${known ? 'known' : ''} ${name} ${JSON.stringify(problems)}`);
  }
  for (const name of missing) note(`not in the query: ${known ? 'known' : ''} ${name}`);
  if (open) note('open: *');
}

/** What the models say of themselves: each column that is not resolved, and each model, has a reason. */
function countReasons(counts: Counts, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.type !== 'property' || fact.key !== 'columnLineage') continue;
    const {
      status,
      columns = 0,
      resolved = 0,
      unresolved = [],
      message = '',
    } = fact.value as unknown as ModelStatus;
    const told = unresolved.filter((one) => one.message !== '').length;
    counts.unresolved += status === 'none' ? 1 : columns - resolved;
    counts.unreasoned += columns - resolved - told;
    if (status !== 'complete' && message === '' && told === 0) counts.unreasoned++;
  }
}

interface ModelStatus {
  readonly status: string;
  readonly columns?: number;
  readonly resolved?: number;
  readonly message?: string;
  readonly unresolved?: readonly { readonly message: string }[];
}

function again(request: LineageRequest): void {
  try {
    analyse(request, parse(request.sql, request.database));
  } catch {
    // Counted as failed when the pool answered.
  }
}

async function imported(folder: string): Promise<Fact[]> {
  const signal = new AbortController().signal;
  const { files } = await discover([folder], signal);
  const recognised: RecognisedFile[] = [];
  for (const { file } of files) {
    const role = await dbt.recognise(file);
    if (role !== null && !(noCatalog && role === 'catalog')) recognised.push({ file, role });
  }
  const facts: Fact[] = [];
  const ignore = (): void => undefined;
  const batches = dbt.read(recognised, {
    signal,
    options: {},
    issue: ignore,
    accepted: ignore,
    progress: ignore,
    seen: () => [],
  });
  for await (const batch of batches) facts.push(...batch);
  return facts;
}

function readAgreed(folder: string): string {
  try {
    return gunzipSync(readFileSync(join(folder, 'column_edges_agreed.tsv.gz'))).toString('utf8');
  } catch {
    return '';
  }
}

function print(name: string, counts: Counts): void {
  process.stdout.write(
    `${name}: ${counts.models} models, ${counts.failed} failed; known parents ${share(counts.knownResolved, counts.knownColumns)}, ` +
      `all ${share(counts.resolved, counts.columns)}; agreed ${share(counts.equal, counts.compared)}, oracle ${counts.agreed}; ` +
      `${((1000 * counts.models) / (counts.milliseconds || 1)).toFixed(0)} models/CPU-s, slowest ${counts.slowest.toFixed(0)} ms\n`,
  );
}
