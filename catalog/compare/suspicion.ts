/**
 * How suspicious a difference is, and why: one rule a line, in the order of their weight. The same table is
 * in docs/time.md.
 *
 * Each rule looks at one difference and says in words what it finds, or nothing. A difference is as suspicious
 * as its weightiest finding; where a cause and its consequences weigh the same, what lies further upstream
 * comes first.
 */
import { byText } from '../past/as-of-parts.ts';
import type { AspectChange, Difference, Judged } from './model.ts';
import { behindRhythm, goesBack, newAndOld, olderThanUsual, staleReading } from './rules-age.ts';
import { figureJump, rowJump } from './rules-figures.ts';
import { LEVELS, rankOf } from '../model/sensitivity.ts';

export interface Rule {
  readonly name: string;
  readonly weight: number;
  /** What is found, as a sentence; null: nothing. */
  readonly find: (difference: Difference) => string | null;
}

const aspectOf = (difference: Difference, aspect: AspectChange['aspect']): AspectChange | undefined =>
  difference.aspects.find((one) => one.aspect === aspect);

export const shown = (value: AspectChange['before']): string => {
  if (value === null) return 'not told';
  if (typeof value !== 'object') return String(value);
  return value.length <= 3 ? value.join(', ') : `${value.slice(0, 2).join(', ')} … (${value.length})`;
};

const differs = (aspect: AspectChange['aspect'], what: string) => (difference: Difference) => {
  const found = aspectOf(difference, aspect);
  if (!found || found.before === null || found.after === null) return null;
  return `${what} differs: ${clipped(shown(found.before))}, then ${clipped(shown(found.after))}.`;
};

const clipped = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}…` : text);

/** `reads` and `added`, say. */
const is =
  (on: Difference['subject']['on'], change: Difference['change'], what: string) => (one: Difference) =>
    one.subject.on === on && one.change === change ? what : null;

export const RULES: readonly Rule[] = [
  { name: 'old-date', weight: 95, find: olderThanUsual },
  { name: 'version-goes-back', weight: 93, find: goesBack },
  { name: 'stale-input', weight: 91, find: staleReading },
  { name: 'behind-rhythm', weight: 90, find: behindRhythm },
  { name: 'new-old-input', weight: 85, find: newAndOld },
  { name: 'input-path', weight: 80, find: otherPath },
  { name: 'physical-location', weight: 78, find: differs('location', 'The physical location') },
  { name: 'input-removed', weight: 75, find: is('reads', 'removed', 'It is not read any more.') },
  { name: 'input-added', weight: 70, find: is('reads', 'added', 'It was not read before.') },
  { name: 'run-failed', weight: 66, find: failed },
  { name: 'other-writer', weight: 64, find: otherWriter },
  { name: 'test-fails', weight: 62, find: testFails },
  { name: 'columns-removed', weight: 60, find: columnsRemoved },
  { name: 'column-type', weight: 57, find: columnTypes },
  { name: 'sensitivity-lowered', weight: 56, find: sensitivityLowered },
  { name: 'code-version', weight: 54, find: differs('code', 'The code version') },
  {
    name: 'code-text',
    weight: 52,
    find: (one) => (aspectOf(one, 'source') ? 'The code itself differs.' : null),
  },
  { name: 'figure-jump', weight: 50, find: figureJump },
  { name: 'row-count', weight: 48, find: rowJump },
  { name: 'edge-removed', weight: 44, find: is('edge', 'removed', 'Data does not go this way any more.') },
  {
    name: 'dataset-removed',
    weight: 42,
    find: is('dataset', 'removed', 'The dataset is not there any more.'),
  },
  { name: 'job-removed', weight: 40, find: is('job', 'removed', 'The job has no part in it any more.') },
  { name: 'job-added', weight: 38, find: is('job', 'added', 'The job had no part in it before.') },
  { name: 'engine', weight: 34, find: differs('engine', 'The engine') },
  { name: 'columns-added', weight: 32, find: columnsAdded },
  {
    name: 'column-lineage',
    weight: 30,
    find: (one) => (aspectOf(one, 'columns') ? 'Columns come from elsewhere.' : null),
  },
  { name: 'started-by', weight: 28, find: differs('actor', 'Who started the run') },
  { name: 'owners', weight: 26, find: differs('owners', 'Who owns it') },
  { name: 'environment', weight: 24, find: differs('environment', 'The environment') },
  { name: 'edge-added', weight: 22, find: is('edge', 'added', 'Data did not go this way before.') },
  { name: 'dataset-added', weight: 20, find: is('dataset', 'added', 'The dataset was not known before.') },
];

/** How suspicious it is that something came or went whole; 0 for what is alike. */
export function weightOf(on: 'dataset' | 'edge', change: 'added' | 'removed' | 'unchanged'): number {
  return RULES.find(({ name }) => name === `${on}-${change}`)?.weight ?? 0;
}

/** Of a difference that no rule finds anything in. */
const PLAIN = 5;
/** A step upstream weighs this much more, up to {@link MOST_STEPS}. */
const STEP = 0.3;
const MOST_STEPS = 5;

/**
 * Two runs may read the same path with the same figures, and one of them reads what should have been written
 * anew meanwhile: nothing differs but the age.
 */
function withAge(difference: Difference): Difference {
  const { before, after, subject, change } = difference;
  if (change === 'unchanged' && behindRhythm(difference) !== null)
    return aged(difference, (side) => side?.facts?.newestAt);
  if (change !== 'unchanged' || subject.on !== 'reads' || before?.run?.id === after?.run?.id)
    return difference;
  return staleReading(difference) === null ? difference : aged(difference, (side) => side?.facts?.writtenAt);
}

/** A change of nothing but when it was last written. */
function aged(
  difference: Difference,
  writtenAt: (side: Difference['before']) => number | null | undefined,
): Difference {
  const written = (side: Difference['before']): string | null => {
    const at = writtenAt(side) ?? null;
    return at === null ? null : new Date(at).toISOString();
  };
  const { before, after } = difference;
  const aspect = { aspect: 'written', before: written(before), after: written(after) } as const;
  return { ...difference, change: 'changed', aspects: [{ ...aspect, added: [], removed: [] }] };
}

/** With what rules find in it. */
export function judge(judged: Difference): Judged {
  const difference = withAge(judged);
  if (difference.change === 'unchanged') return { ...difference, suspicion: 0, reasons: [] };
  const found = RULES.flatMap(({ name, weight, find }) => {
    const text = find(difference);
    return text === null ? [] : [{ rule: name, text, weight }];
  });
  const weight = found[0]?.weight ?? PLAIN;
  const steps = Math.min(difference.depth, MOST_STEPS) * STEP;
  return {
    ...difference,
    suspicion: Math.min(100, weight + (found.length > 0 ? steps : 0)),
    reasons: found.map(({ rule, text }) => ({ rule, text })),
  };
}

/**
 * Differences judged, the most suspicious first, and what is alike last, in the order given. In steps, as rules may ask
 * for the past of a job.
 */
export function* judged(differences: readonly Difference[]): Generator<void, Judged[]> {
  const [found, alike]: [Judged[], Judged[]] = [[], []];
  for (const difference of differences) {
    const one = judge(difference);
    (one.change === 'unchanged' ? alike : found).push(one);
    yield;
  }
  return [...found.sort(bySuspicion), ...alike];
}

/** The most suspicious first; then what lies further upstream. */
export function bySuspicion(a: Judged, b: Judged): number {
  return b.suspicion - a.suspicion || b.depth - a.depth || byText(a.key, b.key);
}

/** A path that only moves on with the date, as it does from day to day, is no other path. */
function otherPath(one: Difference): string | null {
  const path = aspectOf(one, 'path');
  if (one.subject.on !== 'reads' || !path || path.before === null || path.after === null) return null;
  if (movesWithTheDay(one)) return null;
  return `The path differs: ${clipped(shown(path.before))}, then ${clipped(shown(path.after))}.`;
}

const DAY = 86_400_000;

/** The dates in the paths lie as far before the runs on both sides. */
function movesWithTheDay({ before, after }: Difference): boolean {
  const lag = (side: Difference['before']): number | null => {
    const { readAt = null, pathDate = null } = side?.facts ?? {};
    return readAt === null || pathDate === null ? null : readAt - pathDate;
  };
  const [a, b] = [lag(before), lag(after)];
  return a !== null && b !== null && Math.abs(a - b) < 1.5 * DAY;
}

function failed(one: Difference): string | null {
  const state = aspectOf(one, 'state');
  if (!state || one.subject.on !== 'job') return null;
  const words = (value: AspectChange['before']) => shown(value).toLowerCase();
  const bad = [state.before, state.after].some((value) => value === 'FAIL' || value === 'ABORT');
  return bad
    ? `One of the two runs did not end well: ${words(state.before)}, then ${words(state.after)}.`
    : null;
}

function otherWriter(one: Difference): string | null {
  const found = aspectOf(one, 'produced');
  if (!found) return null;
  if (found.after === null) return `No run is known to have written it; before, ${shown(found.before)} had.`;
  if (found.before === null) return `${shown(found.after)} had written it; before, no run is known to have.`;
  return `Another job had written it: ${shown(found.before)}, then ${shown(found.after)}.`;
}

function testFails(one: Difference): string | null {
  const tests = aspectOf(one, 'tests');
  const bad = tests?.added.filter((item) => /: (?:fail|error)$/.test(item)) ?? [];
  const good = tests?.removed.filter((item) => /: (?:fail|error)$/.test(item)) ?? [];
  if (bad.length > 0) return `Tests that do not pass: ${clipped(bad.join('; '))}.`;
  return good.length > 0 ? `Tests that did not pass before: ${clipped(good.join('; '))}.` : null;
}

const nameOf = (column: string): string => column.split(' ')[0] ?? column;

function columnNames({ added, removed }: AspectChange) {
  const [came, went] = [new Set(added.map(nameOf)), new Set(removed.map(nameOf))];
  return {
    added: [...came].filter((name) => !went.has(name)),
    removed: [...went].filter((name) => !came.has(name)),
    changed: [...came].filter((name) => went.has(name)),
  };
}

const columnsIn = (one: Difference) => {
  const schema = aspectOf(one, 'schema');
  return schema && schema.before !== null && schema.after !== null
    ? { ...columnNames(schema), schema }
    : null;
};

function columnsRemoved(one: Difference): string | null {
  const names = columnsIn(one)?.removed ?? [];
  return names.length > 0 ? `Columns are gone: ${clipped(names.join(', '))}.` : null;
}

function columnsAdded(one: Difference): string | null {
  const names = columnsIn(one)?.added ?? [];
  return names.length > 0 ? `Columns are new: ${clipped(names.join(', '))}.` : null;
}

function columnTypes(one: Difference): string | null {
  const found = columnsIn(one);
  if (!found || found.changed.length === 0) return null;
  const of = (items: readonly string[], name: string) =>
    items.find((item) => nameOf(item) === name)?.slice(name.length + 1) || 'no type';
  const words = found.changed.map(
    (name) => `${name} was ${of(found.schema.removed, name)}, is ${of(found.schema.added, name)}`,
  );
  return `The type of columns differs: ${clipped(words.join('; '))}.`;
}

function sensitivityLowered(one: Difference): string | null {
  const tags = aspectOf(one, 'tags');
  const level = (items: readonly string[] | undefined) =>
    Math.max(-1, ...(items ?? []).map((item) => rankOf(item.replace('sensitivity ', ''))));
  const [before, after] = [level(tags?.removed), level(tags?.added)];
  if (before <= after) return null;
  return `It counts as less sensitive: ${LEVELS[before]}, then ${LEVELS[after] ?? 'no level'}.`;
}
