/**
 * AWS Glue: a folder of AWS CLI outputs (databases, tables, jobs, crawlers, triggers …) with the jobs'
 * scripts, in any mixture and however incomplete.
 *
 * Names follow OpenLineage: tables are `table/<database>/<table>`, jobs `job/<name>`, crawlers
 * `crawler/<name>`, all in `arn:aws:glue:<region>:<account>`; paths are `s3://<bucket>` + key; data behind
 * a connection is named by its server where the connection was exported.
 *
 * Scopes. What exists and what is known of it are told apart, so that an export may hold any part of
 * an account and never retires the rest. Each begins with `glue:<namespace>/`:
 *
 * - `database/<db>` holds the DatasetFact of each of its tables and nothing else; `jobs`, `crawlers` and
 *   `triggers` likewise. Mode `replace` when the whole listing is here (GetTables to its last page),
 *   `accumulate` when single objects or some pages are: the same scope either way, so that a table that
 *   came alone and is missing from a later listing goes.
 * - `table/<db>/<table>`, `job/<name>`, `crawler/<name>`, `workflow/<name>`, `ruleset/<name>` hold the
 *   content of one object, whichever call it came from. Mode `replace`.
 * - `job/<name>/lineage` holds what was derived from nodes, script or graph, and is opened only when one
 *   of them is here. `lf-tags/<db>/<table>` and `tags/…` hold tags, which come from calls of their own.
 * - `database-details/<db>` tells of the database with each of its tables.
 * - `partitions/…`, `partitionIndexes/…`, `tableVersions/…` and `bookmark/…` hold what calls of their own
 *   tell of one table or job; `permissions` and `transforms` are listings like `jobs`.
 * - `runs`, `crawls`, `workflow-runs`, `quality-results` and `statistics` accumulate.
 *
 * Several accounts and regions in one import are told apart first (`groups.ts`), and read one by one.
 */
import type { Fact } from '../../model/facts.ts';
import type { ImportContext, RecognisedFile } from '../importer.ts';
import { accessFacts } from './access-facts.ts';
import { codeFacts } from './code-facts.ts';
import { controlFacts } from './control-facts.ts';
import { databaseFacts } from './database-facts.ts';
import type { GlueExport } from './export.ts';
import { readExports } from './groups.ts';
import { ItemShelf } from './item-shelf.ts';
import { jobFacts, jobListFacts } from './job-facts.ts';
import { glueJobs } from './jobs.ts';
import { glueModel, type GlueModel } from './model.ts';
import { qualityFacts } from './quality-facts.ts';
import { runFacts } from './run-facts.ts';
import { SqlAnalyses } from './sql-analyses.ts';
import { tableExtraFacts } from './table-extras.ts';
import { tableFacts } from './table-facts.ts';
import { tagFacts } from './tag-facts.ts';
import { analyseViews } from './view-columns.ts';
import { workflowFacts } from './workflow-facts.ts';

/** Facts that are handed on at a time. */
const BATCH = 1000;

export async function* readGlue(
  files: readonly RecognisedFile[],
  context: ImportContext,
): AsyncGenerator<readonly Fact[]> {
  const shelf = new ItemShelf();
  const sql = new SqlAnalyses(context.options.columnLineage !== false, context.signal);
  try {
    const exports = await readExports(files, context, shelf);
    for (const { account, source } of exports) {
      reportCuts(source, context);
      const model = glueModel(source, account, sql, context);
      // Databases and connections become part of what is told of tables and jobs.
      context.accepted(source.items.databases.length + source.items.connections.length);
      await analyseViews(model);
      yield* batches(allFacts(model), context);
    }
  } finally {
    await sql.close();
    shelf.close();
  }
}

/** Says which listings end before their end: silence about the rest means nothing. */
function reportCuts(source: GlueExport, context: ImportContext): void {
  for (const { listing, items, file } of source.cutListings()) {
    const message = `The listing of ${listing.replace('/', ' in ')} was cut: ${items} and more; the last page is not here. What was listed was kept, and nothing is taken for gone.`;
    context.issue({ severity: 'warning', file, code: 'listing-cut', message });
  }
}

async function* batches(groups: FactGroups, context: ImportContext): AsyncGenerator<readonly Fact[]> {
  let batch: Fact[] = [];
  for await (const group of groups) {
    for (const fact of group) {
      if (batch.push(fact) < BATCH) continue;
      yield batch;
      batch = [];
      context.signal.throwIfAborted();
    }
  }
  if (batch.length > 0) yield batch;
}

/** Facts group by group; a group is to be gone through before the next is asked for. */
type FactGroups = AsyncGenerator<Iterable<Fact>, void>;

async function* allFacts(model: GlueModel): FactGroups {
  yield* tableFacts(model);
  yield databaseFacts(model);
  yield tableExtraFacts(model);
  yield accessFacts(model);
  // Not before: whoever writes waits for the first facts.
  const jobs = glueJobs(model);
  yield jobListFacts(jobs, model);
  for (const job of jobs) yield jobFacts(await job.read(), model);
  yield codeFacts(model);
  yield controlFacts(model);
  yield workflowFacts(model);
  yield runFacts(model);
  yield qualityFacts(model);
  yield tagFacts(model);
}
