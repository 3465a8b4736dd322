/**
 * Stores what is carried on as tags of origin `propagated`, and takes back those that no longer follow (the
 * cause is gone, or the tag is stated there itself): one change, one ledger entry, undone like any other.
 * Happens on a person's command only.
 */
import { PROPAGATED } from '../../model/origins.ts';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type Change, type MutationResult } from '../../stewardship/change.ts';
import { propagation, type Propagation } from './compute.ts';
import { causeText, difference, type Derivation, type Difference } from './difference.ts';
import { columnPlace, placeText } from './names.ts';
import type { StoredTag } from './statements.ts';
import { tagText, type PropagatedTag, type TagSelection } from './tags.ts';

/** Columns that a ledger entry lists by name; it counts all. */
const LISTED = 200;

export interface ApplyRequest {
  /** Only tags that one of these fits; empty: all. */
  readonly only: readonly TagSelection[];
  /** Only on these columns; without it on all. */
  readonly on?: ((columnId: number, tag: PropagatedTag) => boolean) | undefined;
  readonly reason?: string | undefined;
}

/** The catalog changed between the computation and the change. */
export class PropagationOutdated extends Error {}

export async function applyPropagation(
  catalog: Catalog,
  actor: string,
  request: ApplyRequest,
): Promise<MutationResult> {
  const seq = catalog.newestSeq();
  const now = propagation(catalog);
  const all = difference(now, request.only);
  const found = request.on ? among(now, all, request.on) : all;
  return makeChange(
    catalog,
    {
      actor,
      action: 'propagation.apply',
      objectType: 'column',
      areas: ['tags', 'datasets'],
      label: () => labelOf(found),
      payload: () => payloadOf(now, found, request),
    },
    (change) => {
      if (change.revision !== seq + 1)
        throw new PropagationOutdated('The catalog changed while the propagation was computed; try again.');
      for (const row of found.retracted) close(change, row);
      for (const { row } of found.renewed) close(change, row);
      insert(change, now, found.added);
      insert(
        change,
        now,
        found.renewed.map(({ derivation }) => derivation),
      );
      return found.added.length + found.retracted.length + found.renewed.length;
    },
  );
}

function among(now: Propagation, all: Difference, on: NonNullable<ApplyRequest['on']>): Difference {
  const { columns } = now.ground.columns;
  const has = ({ of, entry }: Derivation): boolean => on(columns[of.spread.node[entry]!]!.id, of.tag);
  const added = all.added.filter(has);
  const retracted = all.retracted.filter((row) => on(row.targetId, row));
  const renewed = all.renewed.filter(({ derivation }) => has(derivation));
  return { ...all, added, retracted, renewed };
}

function close(change: Change, row: StoredTag): void {
  change.sql.run('UPDATE tag SET until_revision = ? WHERE id = ?', change.revision, row.id);
  const dataset = change.sql.get<{ id: number }>(
    'SELECT dataset_id AS id FROM "column" WHERE id = ?',
    row.targetId,
  );
  if (dataset) change.touchedDatasets.add(dataset.id);
}

const TAG_ROW = [
  'id',
  'target_type',
  'target_id',
  'kind',
  'key',
  'value',
  'origin',
  'status',
  'actor',
  'reason',
  'since_revision',
];

function insert(change: Change, now: Propagation, derivations: Iterable<Derivation>): void {
  const { columns } = now.ground.columns;
  const rows = change.sql.rows('tag', TAG_ROW);
  for (const derivation of derivations) {
    const { tag, spread } = derivation.of;
    const { id, datasetId } = columns[spread.node[derivation.entry]!]!;
    const reason = causeText(now, derivation);
    const said = [tag.kind, tag.key, tag.value, PROPAGATED, 'derived', change.actor, reason] as const;
    rows.add(change.sql.nextId('tag'), 'column', id, ...said, change.revision);
    change.touchedDatasets.add(datasetId);
  }
  change.sql.flush();
}

function labelOf({ added, retracted, renewed }: Difference): string {
  const parts = [
    added.length > 0 ? `carried ${count(added.length, 'tag')} on along lineage` : '',
    retracted.length > 0 ? `took ${count(retracted.length, 'tag')} back that no longer follow` : '',
    renewed.length > 0 ? `noted another cause of ${count(renewed.length, 'tag')}` : '',
  ].filter((part) => part !== '');
  const text = parts.join(', ');
  return text === '' ? 'Nothing to carry on' : text[0]!.toUpperCase() + text.slice(1);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function payloadOf(
  now: Propagation,
  { added, retracted, renewed }: Difference,
  { only, reason }: ApplyRequest,
) {
  return {
    added: added.slice(0, LISTED).map((one) => ({
      tag: tagText(one.of.tag),
      column: placeText(columnPlace(now, one.of.spread.node[one.entry]!)),
      cause: placeText(columnPlace(now, one.of.spread.cause[one.entry]!)),
      hops: one.of.spread.hops[one.entry]!,
    })),
    added_total: added.length,
    retracted: retracted.slice(0, LISTED).map((row) => ({
      tag: tagText(row),
      column: row.node === -1 ? `column ${row.targetId}` : placeText(columnPlace(now, row.node)),
      ...(row.reason === null ? {} : { cause: row.reason }),
    })),
    retracted_total: retracted.length,
    renewed_total: renewed.length,
    ...(only.length > 0 ? { only: only.map((one) => ({ ...one })) } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}
