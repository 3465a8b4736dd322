/** Datasets that stand still, and retired ones that people's words still hang on. */
import { many } from '../counted.ts';
import { freshness } from '../browse/freshness.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { tagEach } from '../stewardship/tag-each.ts';
import { answered, settle, type Question } from './answers.ts';
import { type InboxGroup, type Picked, type Verdict } from './model.ts';
import { placesOf, standing } from './places.ts';

const WHYS = ['rhythm', 'still', 'gone'] as const;
/** `rhythm`: overdue by its own measure; `still`: not used for a month; `gone`: retired, with people's words. */
type Why = (typeof WHYS)[number];

interface Stale {
  readonly card: Card;
  readonly why: Why;
  /** What is asked; asked again when it reads otherwise. */
  readonly about: string;
  readonly reason: string;
}

interface Written {
  readonly to: number;
  readonly runs: number;
  readonly first: string;
  readonly last: string;
}

const DAY = 86_400_000;
/** Fewer runs make no rhythm. */
const FEWEST_RUNS = 4;
/** Overdue by so many times its usual pause, and by a day at least. */
const PAUSES = 3;
const PAGE = 10_000;

const TITLES: Readonly<Record<Why, (place: string) => string>> = {
  rhythm: (place) => `Behind their own rhythm: ${place}`,
  still: (place) => `Not used for a month: ${place}`,
  gone: () => 'Retired, and people said things of them',
};
const EXPLAINS: Readonly<Record<Why, string>> = {
  rhythm:
    'Confirming marks them as deprecated. Leaving them as they are lets the question rest until they are written again and fall behind anew.',
  still:
    'No run read or wrote them in the 30 days before the newest run of all. Confirming marks them as deprecated; leaving them as they are lets the question rest until they are used again.',
  gone: 'No source describes them any more. What people said is kept, and comes back with them. Confirming says that this is so and lets the question rest.',
};

export function* staleGroups(catalog: Catalog): Generator<void, InboxGroup<Stale>[]> {
  const places = placesOf(catalog);
  const isSettled = answered(catalog);
  const groups = new Map<string, Stale[]>();
  const note = (one: Stale): void => {
    if (isSettled(question(one))) return;
    const key = `stale ${one.why} ${places.get(one.card.id)?.key ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  };
  for (const one of yield* standingStill(catalog)) note(one);
  yield;
  for (const one of retiredWithWords(catalog)) note(one);
  return [...groups]
    .map(([key, entries]) =>
      groupFrom(key, places.get(entries[0]!.card.id)?.title ?? 'no longer there', entries),
    )
    .sort(
      (a, b) => WHYS.indexOf(a.entries[0]!.why) - WHYS.indexOf(b.entries[0]!.why) || b.datasets - a.datasets,
    );
}

const question = ({ card, about }: Stale): Question => ({
  kind: 'stale',
  target: { on: 'dataset', id: card.id },
  about,
});

/** Whatever a person marked as deprecated is known to stand still. */
const isDeprecated = ({ statements }: Card): boolean => statements.has('certification=deprecated');

function* standingStill(catalog: Catalog): Generator<void, Stale[]> {
  const writes = yield* lastWrites(catalog);
  const { stale } = freshness(catalog);
  const newest = [...writes.values()].reduce((max, { last }) => Math.max(max, Date.parse(last) || 0), 0);
  return standing(catalog).flatMap((card): Stale[] => {
    if (isDeprecated(card)) return [];
    const written = writes.get(card.id);
    const late = written && overdue(written, newest);
    const day = written?.last.slice(0, 10) ?? 'an earlier run';
    if (late) return [{ card, why: 'rhythm', about: `last written ${written.last}`, reason: late }];
    if (!stale.has(card.id)) return [];
    const reason = `Last written ${day}; the newest run of all was on ${new Date(newest).toISOString().slice(0, 10)}.`;
    return [{ card, why: 'still', about: `last used ${written?.last ?? 'before'}`, reason }];
  });
}

function overdue({ runs, first, last }: Written, newest: number): string | null {
  const [from, to] = [Date.parse(first), Date.parse(last)];
  if (runs < FEWEST_RUNS || Number.isNaN(from) || Number.isNaN(to) || to <= from) return null;
  const pause = (to - from) / (runs - 1);
  const since = newest - to;
  if (since <= Math.max(DAY, PAUSES * pause)) return null;
  return `Written every ${inWords(pause)} on average in ${runs} runs, and not for ${inWords(since)} before the newest run of all.`;
}

function inWords(span: number): string {
  const hours = Math.max(1, Math.round(span / 3_600_000));
  return hours < 48 ? many(hours, 'hour') : many(Math.round(hours / 24), 'day');
}

/** The edge by which each dataset was written last. */
function* lastWrites(catalog: Catalog): Generator<void, Map<number, Written>> {
  const page = catalog.store.reader.prepare<[number, number], Written & { id: number }>(
    `SELECT id, to_id AS "to", run_count AS runs, first_seen AS first, last_seen AS last FROM edge
     WHERE id > ? AND until_revision IS NULL AND last_seen IS NOT NULL AND first_seen IS NOT NULL ORDER BY id LIMIT ?`,
  );
  const { canonical } = catalog.cards();
  const latest = new Map<number, Written>();
  for (let rows = page.all(0, PAGE); rows.length > 0; rows = page.all(rows.at(-1)!.id, PAGE)) {
    for (const row of rows) {
      const id = canonical.get(row.to) ?? row.to;
      const known = latest.get(id);
      if (!known || row.last > known.last || (row.last === known.last && row.runs > known.runs))
        latest.set(id, row);
    }
    yield;
  }
  return latest;
}

function retiredWithWords(catalog: Catalog): Stale[] {
  const rows = catalog.store.reader
    .prepare<[], { id: number; n: number; until: number }>(
      `SELECT d.canonical_id AS id, COUNT(*) AS n, MAX(d.until_revision) AS until FROM dataset d JOIN (
         SELECT target_id AS id FROM tag WHERE target_type = 'dataset' AND origin = 'steward' AND kind <> 'review' AND until_revision IS NULL
         UNION ALL SELECT target_id FROM owner WHERE target_type = 'dataset' AND origin = 'steward' AND until_revision IS NULL
         UNION ALL SELECT target_id FROM description WHERE target_type = 'dataset' AND origin = 'steward' AND until_revision IS NULL
         UNION ALL SELECT c.dataset_id FROM tag t JOIN "column" c ON c.id = t.target_id
           WHERE t.target_type = 'column' AND t.origin = 'steward' AND t.kind <> 'review' AND t.until_revision IS NULL
       ) said ON said.id = d.id WHERE d.until_revision IS NOT NULL GROUP BY 1`,
    )
    .all();
  const cards = catalog.cards();
  return rows.flatMap(({ id, n, until }): Stale[] => {
    const card = cards.get(id);
    if (!card?.retired) return [];
    return [
      {
        card,
        why: 'gone',
        about: `retired in ${until}`,
        reason: `Retired in revision ${until}; people said ${many(n, 'thing')} of it and its columns.`,
      },
    ];
  });
}

function groupFrom(key: string, place: string, entries: readonly Stale[]): InboxGroup<Stale> {
  const { why } = entries[0]!;
  return {
    kind: 'stale',
    key,
    title: TITLES[why](place),
    size: many(entries.length, 'dataset'),
    explains: EXPLAINS[why],
    confirm: why === 'gone' ? 'Noted' : 'Deprecate',
    refuse: why === 'gone' ? null : 'Leave as it is',
    confidence: null,
    entries,
    datasets: entries.length,
    keyOf: ({ card }) => `dataset ${card.id}`,
    show: ({ card, reason }) => ({
      key: `dataset ${card.id}`,
      title: card.name,
      dataset: card,
      column: null,
      reasons: [reason],
      confidence: null,
      sides: [],
    }),
  };
}

export async function decideStale(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Stale>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const entries = picked.flatMap((one) => one.entries);
  const deprecate = entries.filter(({ why }) => decision === 'confirm' && why !== 'gone');
  if (deprecate.length > 0)
    return tagEach(
      catalog,
      actor,
      deprecate.map(({ card }) => ({
        target: { on: 'dataset', id: card.id },
        add: [{ kind: 'certification', key: '', value: 'deprecated' }],
        refuse: [],
      })),
      { label: (changed) => `Marked ${many(changed, 'dataset')} as deprecated`, reason },
    );
  return settle(catalog, actor, entries.map(question), {
    label: (count) => `Left ${many(count, 'stale dataset')} as ${count === 1 ? 'it is' : 'they are'}`,
    reason,
  });
}
