/**
 * The slow and obvious way to compare two moments, to which tests hold the fast one: the whole catalog is made at both, and
 * everything in it is compared.
 */
import { withRests } from '../../../breathe.ts';
import { holdsAt } from '../../../browse/in-force.ts';
import { catalogAt } from '../../../explore/at.ts';
import type { At } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import { describedColumns } from '../../../past/as-of-columns.ts';
import { RECORD_TYPES } from '../../../store/record-types.ts';
import type { Judged } from '../../model.ts';
import { columnEdgesApart } from './column-edges-apart.ts';
import { diff } from '../../diff.ts';
import { idRanges } from '../../../store/id-ranges.ts';
import { lastWrites } from './last-writes.ts';
import { momentSnapshot, type Changing } from './moment-snapshot.ts';
import { judged } from '../../suspicion.ts';

/** Everything, the most suspicious first; what is alike last. */
export async function wholeComparison(catalog: Catalog, a: At, b: At): Promise<readonly Judged[]> {
  const before = await catalogAt(catalog, a);
  const after = await catalogAt(catalog, b);
  return withRests(compared(catalog, before, after));
}

function* compared(catalog: Catalog, before: Catalog, after: Catalog): Generator<void, Judged[]> {
  const [first, second] = [before.moment!, after.moment!];
  const changed = yield* datasetsWithOtherColumns(catalog, first.past.revision, second.past.revision);
  const edges = yield* columnEdgesApart(before, after);
  const writes = yield* lastWrites(catalog, [before, after]);
  const schemasOf = function* (view: Catalog, revision: number): Generator<void, Changing['schemas']> {
    const schemas = new Map<number, readonly string[]>();
    for (const id of changed) {
      const card = view.cards().get(id);
      if (card) schemas.set(card.id, columnsOf(catalog, revision, card));
      yield;
    }
    return schemas;
  };
  const alike: Changing['alike'] = new Map();
  const snapshots = [
    yield* momentSnapshot(before, first, {
      columnEdges: edges.before,
      schemas: yield* schemasOf(before, first.past.revision),
      writes: writes[0]!,
      alike,
    }),
    yield* momentSnapshot(after, second, {
      columnEdges: edges.after,
      schemas: yield* schemasOf(after, second.past.revision),
      writes: writes[1]!,
      alike,
    }),
  ] as const;
  return yield* judged(yield* diff(...snapshots));
}

function columnsOf(
  catalog: Catalog,
  revision: number,
  card: { readonly id: number; readonly members: readonly number[] },
): string[] {
  return describedColumns(catalog.store.reader, revision, card.id, card.members).map(({ path, dataType }) =>
    [path.join('.'), dataType].filter(Boolean).join(' '),
  );
}

/** Datasets of which some column was stated otherwise at the two revisions. */
function* datasetsWithOtherColumns(catalog: Catalog, a: number, b: number): Generator<void, Set<number>> {
  const db = catalog.store.reader;
  const at = (name: string) => `(${holdsAt('s').replaceAll('@revision', name)})`;
  const statement = db
    .prepare<[object], number>(
      `SELECT DISTINCT c.dataset_id FROM "column" c JOIN statement s ON s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id
       WHERE c.id BETWEEN @first AND @last AND ${at('@a')} <> ${at('@b')}`,
    )
    .pluck();
  const found = new Set<number>();
  for (const range of idRanges(db, 'column')) {
    for (const id of statement.all({ a, b, ...range })) found.add(id);
    yield;
  }
  return found;
}
