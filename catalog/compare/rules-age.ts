/**
 * Rules about the age of what was read: the snapshot of last month that lies in the folder called "latest".
 *
 * What is usual is told by the job's earlier runs (at most {@link HISTORY}); where there are none, by the
 * other side. A reading is old if it is older than the median by more than three times the usual deviation and
 * by at least a day, and more than twice as old as the oldest seen.
 */
import { counted } from '../counted.ts';
import type { Difference, Entity, Facts } from './model.ts';
import { spreadOf } from './spread.ts';

const DAY = 86_400_000;
const DEVIATIONS = 3;
/** Fewer times between writes make no rhythm. */
const FEWEST_GAPS = 3;

type Ages = Omit<Facts, 'history' | 'rowHistory'>;

interface Side {
  readonly facts: Facts;
  /** What a sentence about it begins with. */
  readonly words: string;
  readonly other: Facts | undefined;
  readonly entity: Entity;
}

/** Both sides; the second first, as that is mostly the one that went wrong. */
function sidesOf({ before, after, subject }: Difference): Side[] {
  if (subject.on !== 'reads') return [];
  const pairs: readonly (readonly [Entity | null, Entity | null, string])[] = [
    [after, before, ''],
    [before, after, 'In the first of the two: '],
  ];
  return pairs.flatMap(([entity, other, words]) =>
    entity?.facts ? [{ entity, facts: entity.facts, other: other?.facts, words }] : [],
  );
}

function firstFound(one: Difference, find: (side: Side) => string | null): string | null {
  for (const side of sidesOf(one)) {
    const text = find(side);
    if (text !== null) return text;
  }
  return null;
}

/** The ages that count as usual, and in words where they come from. */
function usual({ facts, other }: Side, ageOf: (ages: Ages) => number | null) {
  const past = (facts.history ?? []).flatMap((one) => ageOf(one) ?? []);
  if (past.length > 0)
    return {
      ages: past,
      from: past.length === 1 ? 'in the run before' : `in the ${past.length} runs before`,
    };
  const age = other ? ageOf(other) : null;
  return age === null ? null : { ages: [age], from: 'in the other run' };
}

function tooOld(age: number, ages: readonly number[]): boolean {
  const { median, mad } = spreadOf(ages)!;
  return age - median > Math.max(DAY, DEVIATIONS * mad) && age > 2 * Math.max(...ages, 0);
}

/** The date in the path lies further back than usual. */
export function olderThanUsual(one: Difference): string | null {
  return firstFound(one, (side) => {
    const lag = ({ readAt, pathDate }: Ages) =>
      readAt === null || readAt === undefined || pathDate === null || pathDate === undefined
        ? null
        : Math.max(0, readAt - pathDate);
    const age = lag(side.facts);
    if (age === null || age <= DAY) return null;
    const known = usual(side, lag);
    if (!known || !tooOld(age, known.ages)) return null;
    const paths = side.entity.aspects.get('path');
    const path = typeof paths === 'object' ? paths.join(', ') : String(paths);
    return `${side.words}It read ${clip(path)}, from ${inWords(age)} before the run; ${known.from} at most ${inWords(Math.max(...known.ages))}.`;
  });
}

/** A version that is older than the one that was read before. */
export function goesBack(one: Difference): string | null {
  return firstFound(one, (side) => {
    const version = side.entity.aspects.get('version');
    const since = side.facts.versionSince ?? null;
    if (version === undefined || since === null) return null;
    const before = (side.facts.history ?? []).flatMap((ages) => ages.versionSince ?? []);
    const newest = before.length > 0 ? Math.max(...before) : null;
    if (newest === null || since >= newest) return null;
    const readAt = side.facts.readAt ?? since;
    const shown = typeof version === 'object' ? version.join(', ') : String(version);
    return `${side.words}It read version ${clip(shown)}, known since ${inWords(readAt - since)} before the run; an earlier run had read a newer one, from ${inWords(readAt - newest)} before.`;
  });
}

/** What was read had been written long before, though its path says nothing of it. */
export function staleReading(one: Difference): string | null {
  return firstFound(one, (side) => {
    const age = ageOf(side.facts);
    if (age === null || age <= DAY) return null;
    const known = usual(side, ageOf);
    if (!known || !tooOld(age, known.ages)) return null;
    return `${side.words}What it read was last written ${inWords(age)} before the run; ${known.from} at most ${inWords(Math.max(...known.ages))}.`;
  });
}

const WEEK = 7 * DAY;

/** Something that was not read before, and is old: its path says so, or nobody has written it for long. */
export function newAndOld({ change, after, subject }: Difference): string | null {
  const facts = after?.facts;
  if (subject.on !== 'reads' || change !== 'added' || !facts || (facts.history ?? []).length > 0) return null;
  const { readAt = null, pathDate = null } = facts;
  const byPath = readAt === null || pathDate === null ? null : readAt - pathDate;
  if (byPath !== null && byPath > WEEK)
    return `It was not read before, and its path is from ${inWords(byPath)} before the run.`;
  const age = ageOf(facts);
  return age === null || age <= WEEK
    ? null
    : `It was not read before, and it was last written ${inWords(age)} before the run.`;
}

/**
 * The newest data of a dataset is older than its own rhythm, at a run time: by more than the median time between its
 * writes and three deviations over that median, and more than twice the longest time that ever lay between two.
 */
export function behindRhythm({ subject, before, after }: Difference): string | null {
  if (subject.on !== 'dataset') return null;
  const [first, second] = [lateBy(before?.facts), lateBy(after?.facts)];
  // What is as late on both sides is no difference between them.
  if ((first === null) === (second === null)) return null;
  const { age, median, writes } = (second ?? first)!;
  const side = second === null ? 'In the first of the two: ' : '';
  return `${side}Its newest data is ${inWords(age)} old; it is usually written anew after ${inWords(median)} (median of the ${writes} writes before).`;
}

/** Whether its newest data was later than its rhythm, at a run time. */
export const isLate = (facts: Facts): boolean => lateBy(facts) !== null;

/** Null: not late, or no rhythm is known. */
function lateBy(facts: Facts | undefined): { age: number; median: number; writes: number } | null {
  const { lookedAt, newestAt, gaps = [] } = facts ?? {};
  if (lookedAt === undefined || newestAt === undefined || gaps.length < FEWEST_GAPS) return null;
  const age = lookedAt - newestAt;
  const { median, mad } = spreadOf(gaps)!;
  const late = age - median > Math.max(median, DEVIATIONS * mad) && age > 2 * Math.max(...gaps);
  return late ? { age, median, writes: gaps.length + 1 } : null;
}

function ageOf({ readAt, writtenAt }: Ages): number | null {
  return readAt === null || readAt === undefined || writtenAt === null || writtenAt === undefined
    ? null
    : Math.max(0, readAt - writtenAt);
}

const clip = (text: string): string => (text.length > 200 ? `${text.slice(0, 197)}…` : text);

/** `31 days`, `5 hours`, `a moment`. */
export function inWords(ms: number): string {
  const [days, hours, minutes] = [DAY, 3_600_000, 60_000].map((size) => Math.floor(ms / size)) as [
    number,
    number,
    number,
  ];
  if (days > 0) return counted(days, 'day');
  if (hours > 0) return counted(hours, 'hour');
  return minutes > 0 ? counted(minutes, 'minute') : 'a moment';
}
