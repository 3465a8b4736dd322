/**
 * Column lineage over the dbt projects of the sample corpus: how many columns are resolved, how many
 * of those equal what two independent engines agree on, and how fast it goes.
 *
 *   npm run bench -- column-lineage [part of a folder's name] [--show] [--no-catalog]
 *
 * Known parents: every relation that a model reads has its columns listed in the catalog or fully
 * derived. Time is that of one thread, parser included. `--show` lists what differs and what is open; `--no-catalog` leaves catalog.json out.
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

interface Counts {
  models: number;
  failed: number;
  columns: number;
  resolved: number;
  knownColumns: number;
  knownResolved: number;
  unreasoned: number;
  agreed: number;
  compared: number;
  equal: number;
  milliseconds: number;
  slowest: number;
}

const NONE: Counts = {
  models: 0,
  failed: 0,
  columns: 0,
  resolved: 0,
  knownColumns: 0,
  knownResolved: 0,
  unreasoned: 0,
  agreed: 0,
  compared: 0,
  equal: 0,
  milliseconds: 0,
  slowest: 0,
};

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
  process.stdout.write(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
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
  const compared = compareAgreed(agreed, facts);
  counts.agreed = agreed.size;
  counts.compared = compared.compared;
  counts.equal = compared.compared - compared.different.length;
  if (show) for (const line of compared.different) process.stdout.write(`  differs: ${line}\n`);
  return counts;
}

function count(counts: Counts, { relations, output, sql }: LineageRequest, answer: LineageAnswer): void {
  const known = relations.every(({ complete }) => complete);
  if (!('lineage' in answer)) {
    counts.failed++;
    counts.columns += output.length;
    if (known) counts.knownColumns += output.length;
    if (show)
      process.stdout.write(`  failed: ${answer.reason} ${answer.detail ?? ''}\n    ${sql.slice(0, 80)}\n`);
    return;
  }
  const { columns, open } = answer.lineage;
  const resolved = columns.filter(({ problems }) => problems.length === 0).length;
  counts.columns += columns.length;
  counts.resolved += resolved;
  if (known) counts.knownColumns += columns.length;
  if (known) counts.knownResolved += resolved;
  if (open && columns.length === 0) counts.unreasoned += 0;
  if (!show) return;
  for (const { name, problems } of columns) {
    if (problems.length > 0)
      process.stdout.write(`  open: ${known ? 'known' : ''} ${name} ${JSON.stringify(problems)}\n`);
  }
  if (open) process.stdout.write(`  open: * ${sql.slice(0, 80).replaceAll('\n', ' ')}\n`);
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
    seen: () => false,
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
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} % (${part}/${whole})`;
  process.stdout.write(
    `${name}: ${counts.models} models, ${counts.failed} failed; known parents ${percent(counts.knownResolved, counts.knownColumns)}, ` +
      `all ${percent(counts.resolved, counts.columns)}; agreed ${percent(counts.equal, counts.compared)} of ${counts.agreed}; ` +
      `${((1000 * counts.models) / (counts.milliseconds || 1)).toFixed(0)} models/CPU-s, slowest ${counts.slowest.toFixed(0)} ms\n`,
  );
}
