/**
 * The catalog at two moments: two revisions, or two run times. What changed between them is looked at, and not what stayed:
 * only which datasets and edges there are is told by a walk over all of them, as numbers.
 */
import { namesStaySince } from '../browse/changes-since.ts';
import { instantAt } from '../explore/at.ts';
import type { At } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';
import type { Comparison } from './comparison.ts';
import type { DatasetSubject } from './model.ts';
import { datasetDifferences } from './moments/dataset-differences.ts';
import { edgeDifferences } from './moments/edge-differences.ts';
import { readEdgeHistory, type EdgeHistory } from './moments/edge-history.ts';
import { jobDifferences } from './moments/job-differences.ts';
import { listing } from './moments/listing.ts';
import { loadSides, readNames, type Names } from './moments/sides.ts';
import { touchedBetween } from './moments/touched.ts';

export const JOINED_AS_NOW =
  'Which names are one dataset is taken as it is now, on both sides: the catalog keeps no whole history of it.';

/** In steps. @throws RangeError when there is no such revision or time. */
export function* compareMoments(catalog: Catalog, a: At, b: At): Generator<void, Comparison> {
  const db = catalog.store.reader;
  const [first, second] = [instantAt(catalog, a), instantAt(catalog, b)];
  const kept = keptOf(catalog);
  const names = (kept.names ??= yield* readNames(db));
  const sides = yield* loadSides(db, names, first, second);
  const ofRevisions = first.time === null && second.time === null;
  const history = function* (): Generator<void, EdgeHistory> {
    return (kept.edges ??= yield* readEdgeHistory(db, names));
  };
  const touched = yield* touchedBetween(sides);
  const subject = subjects(catalog);
  const datasets = yield* datasetDifferences(sides, touched, subject);
  const edges = yield* edgeDifferences(sides, touched, subject, ofRevisions ? history : null);
  const jobs = yield* jobDifferences(sides, touched);
  return listing({ sides, datasets, edges, jobs, subject }, [JOINED_AS_NOW]);
}

/** What comparisons share; read when one asks for it. */
interface Kept {
  readonly seq: number;
  names?: Names;
  edges?: EdgeHistory;
}

const keptBy = new WeakMap<Catalog, Kept>();

/** Anew once names, edges or what is joined may have changed. */
function keptOf(catalog: Catalog): Kept {
  const known = keptBy.get(catalog);
  if (known && namesStaySince(catalog.store.reader, known.seq)) return known;
  const none: Kept = { seq: catalog.newestSeq() };
  keptBy.set(catalog, none);
  return none;
}

/** Datasets that are kept by their id: edges name the same ones again. */
const KEPT = 10_000;

function subjects(catalog: Catalog): (id: number) => DatasetSubject {
  const statement = catalog.store.reader.prepare<[number], DatasetSubject>(
    `SELECT 'dataset' AS "on", id, namespace, name, kind FROM dataset WHERE id = ?`,
  );
  const known = new Map<number, DatasetSubject>();
  return (id) => {
    const found = known.get(id) ?? statement.get(id)!;
    if (known.size >= KEPT) known.clear();
    known.set(id, found);
    return found;
  };
}
