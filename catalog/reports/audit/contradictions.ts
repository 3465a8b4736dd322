/** Where what is said of one place differs, at a moment: a person against a source, or two sources. */
import { holdsAt } from '../../browse/in-force.ts';
import { fromSource, PERSON } from '../../model/origins.ts';
import { PATH_SEPARATOR } from '../../store/writer/identities.ts';
import { KIND_RULES, slotOf } from '../../stewardship/statement-kinds.ts';
import { statedAt } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';

export interface Contradiction {
  readonly between: 'person-and-source' | 'sources';
  /** Dataset under which it is shown. */
  readonly datasetId: number;
  /** `shop.public.orders, total: sensitivity` */
  readonly place: string;
  readonly said: string;
}

interface Row {
  readonly type: 'dataset' | 'column';
  readonly datasetId: number;
  readonly path: string | null;
  readonly kind: string;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

interface Slot {
  readonly index: number;
  readonly path: string | null;
  readonly what: string;
  /** By value, who says it. */
  readonly values: Map<string, Set<string>>;
}

/** Kinds of which a place has one value: others stand beside one another. */
const SINGLE = Object.entries(KIND_RULES)
  .filter(([kind, { values }]) => values !== 'many' && kind !== 'review')
  .map(([kind]) => `'${kind}'`)
  .join(', ');

/** By dataset, then place. */
export function contradictionsAt(past: PastCatalog): Contradiction[] {
  const rows = past.db
    .prepare<[object], Row>(
      `SELECT t.target_type AS type, COALESCE(c.dataset_id, t.target_id) AS datasetId, c.path, t.kind, t.key, t.value, t.origin
       FROM tag t LEFT JOIN "column" c ON t.target_type = 'column' AND c.id = t.target_id
       WHERE t.target_type IN ('dataset', 'column') AND t.kind IN (${SINGLE}) AND t.status <> 'rejected'
         AND t.since_revision <= @revision
         AND CASE WHEN ${fromSource('t')} THEN ${statedAt('tag', 't')} WHEN t.origin = '${PERSON}' THEN ${holdsAt('t')} ELSE 0 END
       ORDER BY t.id`,
    )
    .iterate({ revision: past.revision });
  const slots = new Map<string, Slot>();
  for (const row of rows) {
    const index = past.indexOf.get(row.datasetId);
    const slot = slotOf(row);
    if (index === undefined || slot === null) continue;
    const key = `${index}\u0000${row.path?.toLowerCase() ?? ''}\u0000${slot}`;
    let known = slots.get(key);
    if (!known) {
      const what = row.key === '' ? row.kind : `${row.kind} ${row.key}`;
      slots.set(key, (known = { index, path: row.path, what, values: new Map() }));
    }
    const who = known.values.get(row.value);
    if (who) who.add(row.origin);
    else known.values.set(row.value, new Set([row.origin]));
  }
  return [...slots.values()]
    .flatMap((slot) => contradictionOf(past, slot) ?? [])
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}

function contradictionOf(past: PastCatalog, { index, path, what, values }: Slot): Contradiction | null {
  const dataset = past.datasets[index];
  if (!dataset || dataset.retired || values.size < 2) return null;
  const byPerson = [...values.values()].some((who) => who.has(PERSON));
  const where = path === null ? dataset.name : `${dataset.name}, ${path.split(PATH_SEPARATOR).join('.')}`;
  return {
    between: byPerson ? 'person-and-source' : 'sources',
    datasetId: dataset.id,
    place: `${where}: ${what}`,
    said: [...values]
      .map(([value, who]) => `${[...who].sort().join(', ')}: ${value}`)
      .sort()
      .join('; '),
  };
}
