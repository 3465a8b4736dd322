/**
 * Where lineage stops although it should go on, and why. Every dataset without anything upstream is either
 * a source (something that others only read) or a gap.
 */
import { columnCoverage } from '../browse/column-coverage.ts';
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { boundTo, incompleteRun, runHolds, runPartHolds, stated } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';

/**
 * - `only-mentioned`: other things name it; no source describes it, so what feeds it is not known.
 * - `source-unknown`: it is made by something (a view, a model, a job's output), and nothing tells of what.
 * - `retired`: no source describes it any more, and nothing upstream is known.
 * - `incomplete`: a run that wrote it could not report everything that it read.
 * - `columns-untraced`: its columns are not, or not all, traced; the dataset's own lineage is known.
 */
export type GapCode = 'only-mentioned' | 'source-unknown' | 'retired' | 'incomplete' | 'columns-untraced';

export interface Gap {
  readonly code: GapCode;
  /** In a sentence. */
  readonly reason: string;
}

/** Kinds that are always made of something else. */
const MADE: ReadonlySet<string> = new Set([
  'view',
  'ephemeral',
  'model',
  'feature',
  'dashboard',
  'report',
  'metric',
  'semantic model',
  'saved query',
]);

/** Loads data from files that belong to the project itself, so that reading nothing is right. */
const LOADERS = /\bseed\b/i;

export class Gaps {
  readonly #catalog: Catalog;
  readonly #incomplete: ReadonlySet<number>;
  readonly #writers: ReadonlyMap<number, string>;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
    this.#incomplete = catalog.cached('incomplete-writes', () => incompleteWrites(catalog));
    this.#writers = catalog.cached('writers', () => writers(catalog));
  }

  /** Gaps at a dataset that end ways towards its origin; empty where its lineage goes on or begins rightly. */
  of(card: Card): Gap[] {
    const gaps: Gap[] = [];
    if (!hasUpstream(this.#catalog, card)) {
      const end = this.#end(card);
      if (end) gaps.push(end);
    }
    if (this.#incomplete.has(card.id))
      gaps.push({
        code: 'incomplete',
        reason: 'A run that wrote it could not report everything that it read: more may feed it.',
      });
    return gaps;
  }

  /** Why columns of a dataset are not traced further; null where they are. */
  columns(card: Card): Gap | null {
    const coverage = columnCoverage(this.#catalog).get(card.id);
    return coverage ? { code: 'columns-untraced', reason: coverage.message } : null;
  }

  /** What is wrong with a dataset that nothing feeds; null: it is a source. */
  #end(card: Card): Gap | null {
    if (card.referencedOnly)
      return { code: 'only-mentioned', reason: 'Other sources name it; no source describes it.' };
    if (card.retired)
      return { code: 'retired', reason: 'No source describes it any more, and nothing upstream is known.' };
    if (MADE.has(card.kind))
      return {
        code: 'source-unknown',
        reason: `A ${card.kind} is made of something; nothing tells of what.`,
      };
    const writer = this.#writers.get(card.id);
    return writer === undefined
      ? null
      : { code: 'source-unknown', reason: `Job ${writer} writes it; what it reads is not known.` };
  }
}

/** Whether anything but itself feeds a dataset. */
export function hasUpstream(catalog: Catalog, card: Card): boolean {
  const { graph, indexOf } = datasetGraph(catalog);
  const node = indexOf.get(card.id);
  return node !== undefined && graph.degree(node, 'upstream') > 0;
}

function incompleteWrites(catalog: Catalog): ReadonlySet<number> {
  const { moment } = catalog;
  return new Set(
    catalog.store.reader
      .prepare<[object], { id: number }>(
        `SELECT DISTINCT d.canonical_id AS id FROM run r JOIN run_output o ON o.run_id = r.id AND ${runPartHolds(moment, 'o')}
         JOIN dataset d ON d.id = o.dataset_id WHERE ${runHolds(moment, 'r')} AND EXISTS (${incompleteRun(moment)})`,
      )
      .all(boundTo(moment))
      .map(({ id }) => id),
  );
}

/** A job that writes each dataset, of those that are no mere loaders; by shown dataset. */
function writers(catalog: Catalog): ReadonlyMap<number, string> {
  const { moment } = catalog;
  const rows = catalog.store.reader
    .prepare<[object], { id: number; name: string; kind: string | null }>(
      `SELECT DISTINCT d.canonical_id AS id, j.name, j.kind FROM (
         SELECT w.job_id, w.dataset_id FROM job_output w WHERE ${stated('jobOutput', 'w', moment)}
         UNION SELECT r.job_id, o.dataset_id FROM run_output o JOIN run r ON r.id = o.run_id
           WHERE ${runPartHolds(moment, 'o')} AND ${runHolds(moment, 'r')}
       ) x JOIN job j ON j.id = x.job_id JOIN dataset d ON d.id = x.dataset_id ORDER BY j.name DESC`,
    )
    .all(boundTo(moment));
  return new Map(rows.filter(({ kind }) => !LOADERS.test(kind ?? '')).map(({ id, name }) => [id, name]));
}
