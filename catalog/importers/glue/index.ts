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
 * - `runs`, `quality-results` and `statistics` accumulate.
 */
import type { Fact } from '../../model/facts.ts';
import type { ImportContext, Importer, RecognisedFile } from '../importer.ts';
import { controlFacts } from './control-facts.ts';
import { readExport } from './export.ts';
import { jobFacts } from './job-facts.ts';
import { glueModel, type Facts, type GlueModel } from './model.ts';
import { qualityFacts } from './quality-facts.ts';
import { recogniseGlue } from './recognise.ts';
import { runFacts } from './run-facts.ts';
import { tableFacts } from './table-facts.ts';
import { tagFacts } from './tag-facts.ts';

/** Facts that are handed on at a time. */
const BATCH = 500;

export const glue: Importer = { kind: 'glue', recognise: recogniseGlue, read: readGlue };

async function* readGlue(
  files: readonly RecognisedFile[],
  context: ImportContext,
): AsyncGenerator<readonly Fact[]> {
  const source = await readExport(files, context);
  if (source.isNothing()) return;
  const model = glueModel(source, context);
  // Databases and connections become part of what is told of tables and jobs.
  context.accepted(source.items.databases.length + source.items.connections.length);
  let batch: Fact[] = [];
  for (const fact of allFacts(model)) {
    batch.push(fact);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
    context.signal.throwIfAborted();
  }
  if (batch.length > 0) yield batch;
}

function* allFacts(model: GlueModel): Facts {
  yield* tableFacts(model);
  yield* jobFacts(model);
  yield* controlFacts(model);
  yield* runFacts(model);
  yield* qualityFacts(model);
  yield* tagFacts(model);
}
