/**
 * Which names were known at two moments, and under which dataset each was shown: two columns of numbers, read once for both.
 * A group of joined names is told by the dataset that they are shown under now (`canonicalOf`).
 */
import type { Database } from 'better-sqlite3';
import type { Moment } from '../../past/moment.ts';
import { ABSENT } from '../../store/writer/absence.ts';
import { idRanges } from '../../store/id-ranges.ts';

/** A moment, as far as conditions on rows need it. */
export type Instant = Pick<Moment, 'revision' | 'time'> & { readonly past: Pick<Moment['past'], 'revision'> };

export interface Side {
  readonly db: Database;
  readonly instant: Instant;
  /** Any dataset row → the dataset that it was shown under; 0 where it was not known. */
  readonly headOf: Int32Array;
  /** Whether every name that was known was shown under the dataset under which it is shown now. */
  readonly asNow: boolean;
  /** Shown by runs, though the catalog had not heard of it: nothing was said of it. */
  readonly blank: ReadonlySet<number>;
  /** Names of a dataset of which the catalog knew, the dataset first, then ascending. */
  readonly members: (head: number) => readonly number[];
  /** These, and those that only runs had shown. */
  readonly names: (head: number) => readonly number[];
}

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  readonly names: Names;
}

/** All names that there ever were, as they are joined now. */
export interface Names {
  /** Any dataset row → the dataset that it is shown under now. */
  readonly canonicalOf: Int32Array;
  readonly since: Int32Array;
  /** Groups of more than one name. */
  readonly joined: ReadonlyMap<number, readonly number[]>;
  readonly absences: readonly Absence[];
}

/** Whether a dataset was shown under its own name. */
export const isShown = ({ headOf }: Side, id: number): boolean => id !== 0 && headOf[id] === id;

interface Absence {
  readonly id: number;
  readonly since: number;
  readonly until: number | null;
}

/** In steps. */
export function* loadSides(
  db: Database,
  names: Names,
  first: Instant,
  second: Instant,
): Generator<void, Sides> {
  return { before: yield* sideOf(db, first, names), after: yield* sideOf(db, second, names), names };
}

/** In steps. */
export function* readNames(db: Database): Generator<void, Names> {
  const last = db.prepare<[], number>('SELECT COALESCE(MAX(id), 0) FROM dataset').pluck().get()!;
  const [canonicalOf, since] = [new Int32Array(last + 1), new Int32Array(last + 1)];
  const joined = new Map<number, number[]>();
  const rows = db
    .prepare<[object], [number, number, number]>(
      'SELECT id, canonical_id, since_revision FROM dataset WHERE id BETWEEN @first AND @last ORDER BY id',
    )
    .raw();
  for (const range of idRanges(db, 'dataset')) {
    for (const [id, canonical, revision] of rows.all({ ...range })) {
      canonicalOf[id] = canonical;
      since[id] = revision;
      if (id === canonical) continue;
      const others = joined.get(canonical);
      if (others) others.push(id);
      else joined.set(canonical, [canonical, id]);
    }
    yield;
  }
  const absences = db
    .prepare<[], Absence>(
      `SELECT record_id AS id, since_revision AS since, until_revision AS until FROM absence
       WHERE record_type = ${ABSENT.dataset}`,
    )
    .all();
  return { canonicalOf, since, joined, absences };
}

function* sideOf(db: Database, instant: Instant, known: Names): Generator<void, Side> {
  const { canonicalOf, since, joined, absences } = known;
  const { revision } = instant.past;
  const there = new Uint8Array(canonicalOf.length);
  for (let id = 1; id < there.length; id++) there[id] = since[id]! > 0 && since[id]! <= revision ? 1 : 0;
  for (const { id, ...one } of absences)
    if (one.since <= revision && (one.until === null || one.until > revision)) there[id] = 0;
  const headOf = new Int32Array(canonicalOf.length);
  let [missing, asNow] = [false, true];
  for (let id = 1; id < headOf.length; id++) {
    const canonical = canonicalOf[id]!;
    if (there[id] === 0) missing ||= canonical !== 0;
    else if (there[canonical] === 1) headOf[id] = canonical;
    else {
      headOf[id] = id;
      asNow = false;
    }
  }
  yield;
  const shown = { blank: new Set<number>(), guests: new Set<number>() };
  if (instant.time !== null && missing) yield* addShown(db, instant.time, known, headOf, shown);
  const names = (head: number): readonly number[] => {
    const group = joined.get(canonicalOf[head]!);
    if (!group) return [head];
    return [head, ...group.filter((id) => id !== head && headOf[id] === head)];
  };
  return {
    ...{ db, instant, headOf, asNow, blank: shown.blank, names },
    members: (head) =>
      shown.guests.size === 0 ? names(head) : names(head).filter((id) => !shown.guests.has(id)),
  };
}

/** Names that runs had shown by the time, though the catalog heard of them only later. In steps. */
function* addShown(
  db: Database,
  time: string,
  { canonicalOf, joined, absences }: Names,
  headOf: Int32Array,
  shown: { readonly blank: Set<number>; readonly guests: Set<number> },
): Generator<void, void> {
  const awayNow = new Set(absences.filter(({ until }) => until === null).map(({ id }) => id));
  const rows = db
    .prepare<[object], [number, number]>(
      `SELECT from_id, to_id FROM edge WHERE id BETWEEN @first AND @last AND basis = 'observed' AND until_revision IS NULL
         AND (first_seen IS NULL OR first_seen <= @time)`,
    )
    .raw();
  const add = (id: number): void => {
    if (headOf[id] !== 0 || awayNow.has(id)) return;
    const head = canonicalOf[id]!;
    if (headOf[head] === head && !shown.blank.has(head)) {
      headOf[id] = head;
      shown.guests.add(id);
      return;
    }
    shown.blank.add(head);
    for (const member of joined.get(head) ?? [head])
      if (headOf[member] === 0 && !awayNow.has(member)) headOf[member] = head;
  };
  for (const range of idRanges(db, 'edge')) {
    for (const [from, to] of rows.all({ ...range, time })) {
      add(from);
      add(to);
    }
    yield;
  }
}
