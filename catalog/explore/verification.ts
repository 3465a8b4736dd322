/**
 * How well a dataset or an edge is verified, from the evidence that the catalog has.
 *
 * - `observed`: runs showed it; how many, and when last.
 * - `declared`: a manifest, a catalog or a definition states it; no run is known.
 * - `inferred`: read out of SQL or a script, or worked out by a rule, with a confidence; nothing states it plainly.
 *
 * `content` goes further: whether the version that was read is one that a known run wrote.
 */
import { atOnce } from '../breathe.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import { idRanges } from '../store/id-ranges.ts';
import { observations } from './job-facts.ts';
import { boundTo, edgeHolds, runHolds, runPartHolds } from '../past/moment.ts';
import { runsThen } from '../past/runs.ts';

export const VERIFICATION_LEVELS = ['observed', 'declared', 'inferred'] as const;
export type VerificationLevel = (typeof VERIFICATION_LEVELS)[number];

/**
 * `checked`: the version that was read is the one that a known run wrote. `named`: a version is told, and no run is
 * known that wrote it (for a dataset: none that read it). Null: no version is told.
 */
export type ContentCheck = 'checked' | 'named' | null;

export interface Verification {
  readonly level: VerificationLevel;
  /** Runs that showed it; 0 where none did. */
  readonly runs: number;
  /** When a run last did, RFC 3339. */
  readonly lastSeen: string | null;
  /** 0 to 1 of what is inferred; null for anything else. */
  readonly confidence: number | null;
  readonly content: ContentCheck;
}

/** `runs` null: they are not counted. In words, without a full stop: `observed in 14 runs, last 2026-11-20T06:00:00Z; content checked`. */
export function verificationText({
  level,
  runs,
  lastSeen,
  confidence,
  content,
}: Omit<Verification, 'runs'> & { readonly runs: number | null }): string {
  const sure = confidence === null ? '' : `, confidence ${Math.round(confidence * 100)} %`;
  const times = runs === null ? 'runs' : runs === 1 ? '1 run' : `${runs} runs`;
  const seen = `observed in ${times}${lastSeen === null ? '' : `, last ${lastSeen}`}`;
  const main = level === 'observed' ? seen : `${level}${sure}`;
  return content === 'checked' ? `${main}; content checked` : main;
}

/** Of every dataset (canonical id), now or at the moment; loaded once a revision. */
export function verificationLevels(catalog: Catalog): (card: Card) => VerificationLevel {
  const { observed, inferred } = catalog.cached('verification', () => load(catalog), true);
  return ({ id, referencedOnly }) => {
    if (observed.has(id)) return 'observed';
    return referencedOnly && inferred.has(id) ? 'inferred' : 'declared';
  };
}

interface Loaded {
  /** Datasets that a run read or wrote. */
  readonly observed: ReadonlySet<number>;
  /** Datasets on edges that are all inferred, with the best confidence. */
  readonly inferred: ReadonlyMap<number, number>;
}

function load(catalog: Catalog): Loaded {
  const { moment } = catalog;
  const { canonical } = catalog.cards();
  const db = catalog.store.reader;
  const io = (side: string): string =>
    `EXISTS (SELECT 1 FROM run_${side} x JOIN run r ON r.id = x.run_id WHERE x.dataset_id = d.id
       AND ${runPartHolds(moment, 'x')} AND ${runHolds(moment, 'r')})`;
  const observed = db
    .prepare<[object], number>(`SELECT d.id FROM dataset d WHERE ${io('output')} OR ${io('input')}`)
    .pluck()
    .all(boundTo(moment));
  const inferred = new Map<number, number>();
  const plain = new Set<number>();
  const edges = db
    .prepare<[object], { fromId: number; toId: number; confidence: number | null }>(
      `SELECT e.from_id AS fromId, e.to_id AS toId, e.confidence FROM edge e
       WHERE e.basis = 'declared' AND ${edgeHolds(moment)}`,
    )
    .iterate(boundTo(moment));
  for (const { fromId, toId, confidence } of edges)
    for (const end of [fromId, toId]) {
      const id = canonical.get(end) ?? end;
      if (confidence === null) plain.add(id);
      else inferred.set(id, Math.max(confidence, inferred.get(id) ?? 0));
    }
  for (const id of plain) inferred.delete(id);
  return { observed: new Set(observed.map((id) => canonical.get(id) ?? id)), inferred };
}

/** What a dataset's lineage rests on, in one word: `checked` where also the content was. */
export type Verified = VerificationLevel | 'checked';
export const VERIFIED: readonly Verified[] = ['checked', ...VERIFICATION_LEVELS];

/** The best of what is known of a dataset's lineage. */
export function verifiedAs(catalog: Catalog): (card: Card) => Verified {
  const levelOf = verificationLevels(catalog);
  const checked = checkedDatasets(catalog);
  return (card) => (checked.has(card.id) ? 'checked' : levelOf(card));
}

const CHECKED = 'content-checked';

/** Datasets (canonical ids) of which a run read a version that a known run wrote. */
export function checkedDatasets(catalog: Catalog): ReadonlySet<number> {
  return catalog.cached(CHECKED, () => atOnce(readChecked(catalog)), true);
}

/** The same, made with rests for others; {@link checkedDatasets} has it at hand afterwards. */
export function checkedInBreaths(catalog: Catalog): Promise<ReadonlySet<number>> {
  return catalog.cachedInBreaths(CHECKED, () => readChecked(catalog), true);
}

function* readChecked(catalog: Catalog): Generator<void, ReadonlySet<number>> {
  const checked = new Set<number>();
  if (!hasVersions(catalog)) return checked;
  const written = yield* versionsIn(catalog, 'run_output');
  const { canonical } = catalog.cards();
  for (const version of yield* versionsIn(catalog, 'run_input')) {
    if (!written.has(version)) continue;
    const id = Number(version.slice(0, version.indexOf(' ')));
    checked.add(canonical.get(id) ?? id);
  }
  return checked;
}

/** `canonical id label` of the versions that runs wrote or read. */
function* versionsIn(catalog: Catalog, table: 'run_input' | 'run_output'): Generator<void, Set<string>> {
  const db = catalog.store.reader;
  const { moment } = catalog;
  const known = moment
    ? `AND EXISTS (SELECT 1 FROM run r WHERE r.id = x.run_id AND ${runHolds(moment, 'r')})`
    : '';
  const statement = db
    .prepare<[object], [number, string]>(
      `SELECT DISTINCT d.canonical_id, v.label FROM ${table} x JOIN dataset_version v ON v.id = x.version_id
       JOIN dataset d ON d.id = x.dataset_id
       WHERE x.rowid BETWEEN @first AND @last AND ${runPartHolds(moment, 'x')} ${known}`,
    )
    .raw();
  const found = new Set<string>();
  for (const range of idRanges(db, table, 'rowid')) {
    for (const [id, label] of statement.all({ ...boundTo(moment), ...range })) found.add(`${id} ${label}`);
    yield;
  }
  return found;
}

/** Of these datasets, in their order; what is counted once is kept until the catalog changes. */
export function datasetVerification(catalog: Catalog, cards: readonly Card[]): Verification[] {
  const known = catalog.cached('dataset-verification', () => new Map<number, Verification>(), true);
  const asked = cards.filter(({ id }) => !known.has(id));
  for (const [i, verification] of counted(catalog, asked).entries()) known.set(asked[i]!.id, verification);
  return cards.map(({ id }) => known.get(id)!);
}

function counted(catalog: Catalog, cards: readonly Card[]): Verification[] {
  if (cards.length === 0) return [];
  const levelOf = verificationLevels(catalog);
  const { inferred } = catalog.cached('verification', () => load(catalog), true);
  const seen = observations(catalog);
  const observed = cards.filter((card) => levelOf(card) === 'observed');
  const runs = runCounts(catalog, observed);
  const contents = contentOf(catalog, observed);
  return cards.map((card): Verification => {
    const level = levelOf(card);
    return {
      level,
      runs: runs.get(card.id) ?? 0,
      lastSeen: level === 'observed' ? (seen.get(card.id)?.lastSeen ?? null) : null,
      confidence: level === 'inferred' ? (inferred.get(card.id) ?? null) : null,
      content: contents.get(card.id) ?? null,
    };
  });
}

const membersOf = (cards: readonly Card[]): string =>
  JSON.stringify(cards.flatMap(({ id, members }) => members.map((member) => [id, member])));

/** Runs that read or wrote each dataset; one that did both counts once. */
function runCounts(catalog: Catalog, cards: readonly Card[]): Map<number, number> {
  const { moment } = catalog;
  const part = runPartHolds(moment, 'x');
  const known = moment
    ? `AND EXISTS (SELECT 1 FROM run r WHERE r.id = x.run_id AND ${runHolds(moment, 'r')})`
    : '';
  const side = (name: string): string =>
    `SELECT m.value ->> 0 AS id, x.run_id FROM json_each(@members) m CROSS JOIN run_${name} x ON x.dataset_id = m.value ->> 1
     WHERE ${part} ${known}`;
  const rows = catalog.store.reader
    .prepare<[object], { id: number; runs: number }>(
      `SELECT id, COUNT(DISTINCT run_id) AS runs FROM (${side('input')} UNION ALL ${side('output')}) GROUP BY id`,
    )
    .all({ ...boundTo(moment), members: membersOf(cards) });
  return new Map(rows.map(({ id, runs }) => [id, runs]));
}

/** Whether anything in the catalog has a version at all: most sources tell none. */
const hasVersions = (catalog: Catalog): boolean =>
  catalog.cached(
    'has-versions',
    () => catalog.store.reader.prepare('SELECT 1 FROM dataset_version LIMIT 1').get() !== undefined,
    true,
  );

/** Whether a version that a run wrote is one that a run read. */
function contentOf(catalog: Catalog, cards: readonly Card[]): Map<number, ContentCheck> {
  const found = new Map<number, ContentCheck>();
  if (!hasVersions(catalog)) return found;
  const { moment } = catalog;
  const known = moment
    ? `AND EXISTS (SELECT 1 FROM run r WHERE r.id = x.run_id AND ${runHolds(moment, 'r')})`
    : '';
  const versions = (name: string): Map<number, Set<string>> => {
    const rows = catalog.store.reader
      .prepare<[object], { id: number; label: string }>(
        `SELECT DISTINCT m.value ->> 0 AS id, v.label FROM json_each(@members) m
         CROSS JOIN run_${name} x ON x.dataset_id = m.value ->> 1 JOIN dataset_version v ON v.id = x.version_id
         WHERE ${runPartHolds(moment, 'x')} ${known}`,
      )
      .all({ ...boundTo(moment), members: membersOf(cards) });
    const groups = Map.groupBy(rows, ({ id }) => id);
    return new Map([...groups].map(([id, group]) => [id, new Set(group.map(({ label }) => label))]));
  };
  const [written, read] = [versions('output'), versions('input')];
  for (const { id } of cards) {
    const [outs, ins] = [written.get(id), read.get(id)];
    if (outs && ins && [...outs].some((label) => ins.has(label))) found.set(id, 'checked');
    else if (outs || ins) found.set(id, 'named');
  }
  return found;
}

/** Of observed edges by row id: whether the latest run read a version that a known run wrote. */
export function edgeContents(catalog: Catalog, edgeIds: readonly number[]): Map<number, ContentCheck> {
  if (!hasVersions(catalog) || edgeIds.length === 0) return new Map();
  const { moment } = catalog;
  const { table, bind } = runsThen(catalog);
  const part = (alias: string): string => runPartHolds(moment, alias);
  const rows = catalog.store.reader
    .prepare<[object], { id: number; written: number }>(
      `SELECT id, EXISTS (SELECT 1 FROM dataset d JOIN dataset_version w ON w.dataset_id = d.id AND w.label = y.label
           JOIN run_output o ON o.dataset_id = d.id AND o.version_id = w.id AND ${part('o')}
           JOIN run q ON q.id = o.run_id AND ${runHolds(moment, 'q')} WHERE d.canonical_id = y.canonicalId) AS written
       FROM (SELECT e.id, f.canonical_id AS canonicalId, (SELECT v.label FROM ${table} r
           JOIN run_input i ON i.run_id = r.id AND i.dataset_id = e.from_id AND ${part('i')}
           LEFT JOIN dataset_version v ON v.id = i.version_id
           WHERE r.job_id = e.job_id ORDER BY r.state_at DESC, r.id DESC LIMIT 1) AS label
         FROM json_each(@ids) x CROSS JOIN edge e ON e.id = x.value JOIN dataset f ON f.id = e.from_id
         WHERE e.basis = 'observed') y WHERE label IS NOT NULL`,
    )
    .all({ ...boundTo(moment), ...bind, ids: JSON.stringify(edgeIds) });
  return new Map(rows.map(({ id, written }) => [id, written === 1 ? 'checked' : 'named']));
}
