/** Rules about amounts: rows beyond their bound, and shares of empty values that jump. */
import type { Difference, Value } from './model.ts';
import { spreadOf } from './spread.ts';

/** A row count stands out if it differs by more than this share of the median … */
const SHARE = 0.2;
/** … and by more than this many median absolute deviations of the job's earlier runs. */
const DEVIATIONS = 3;
/** Fewer earlier runs do not tell what is usual: then the share alone counts. */
const ENOUGH = 5;

/** True when a row count stands out among those of earlier runs. */
export function isUnusual(rows: number, history: readonly number[]): boolean {
  const spread = spreadOf(history);
  if (!spread) return false;
  const off = Math.abs(rows - spread.median);
  const beyondShare = off > SHARE * Math.max(spread.median, 1);
  return beyondShare && (spread.count < ENOUGH || off > DEVIATIONS * spread.mad);
}

const signed = (change: number): string =>
  `${change > 0 ? '+' : '−'}${Math.abs(change).toLocaleString('en')} %`;

export function rowJump(one: Difference): string | null {
  const found = one.aspects.find(({ aspect }) => aspect === 'rows');
  if (!found || typeof found.before !== 'number' || typeof found.after !== 'number') return null;
  const { before, after } = found;
  const history = one.after?.facts?.rowHistory ?? [];
  const usual = history.length > 0 ? history : [before];
  const backwards = one.before?.facts?.rowHistory ?? [];
  if (!isUnusual(after, usual) && !(backwards.length > 0 && isUnusual(before, backwards))) return null;
  const share = before === 0 ? null : Math.round(((after - before) / before) * 100);
  const median =
    history.length > 0
      ? `; the median of ${history.length} runs before is ${plain(spreadOf(history)!.median)}`
      : '';
  return `${plain(before)} rows, then ${plain(after)}${share === null ? '' : ` (${signed(share)})`}${median}.`;
}

const plain = (value: number): string => Math.round(value).toLocaleString('en');

/** `email nullCount = 12` → name and number. */
function figures(value: Value | null): Map<string, number> {
  const items = typeof value === 'object' && value !== null ? value : [];
  return new Map(
    items.flatMap((item): [string, number][] => {
      const at = item.lastIndexOf(' = ');
      const number = Number(item.slice(at + 3));
      return at < 0 || Number.isNaN(number) ? [] : [[item.slice(0, at), number]];
    }),
  );
}

/** Share of empty values that rises or falls by this much stands out. */
const NULLS = 0.05;

export function figureJump(one: Difference): string | null {
  const found = one.aspects.find(({ aspect }) => aspect === 'quality');
  if (!found) return null;
  const [before, after] = [figures(found.before), figures(found.after)];
  const share = (all: ReadonlyMap<string, number>, name: string): number | null => {
    const total = all.get(name.replace(/nullCount$/, 'count')) ?? all.get('rowCount');
    const value = all.get(name);
    return value === undefined || !total ? null : value / total;
  };
  const jumps = [...after.keys()].flatMap((name) => {
    if (name.endsWith('nullCount')) {
      const [a, b] = [share(before, name), share(after, name)];
      if (a === null || b === null || Math.abs(b - a) < NULLS) return [];
      const column = name.replace(/ ?nullCount$/, '') || 'all';
      return [`${column} is empty in ${percent(b)} of the rows, before in ${percent(a)}`];
    }
    const [a, b] = [before.get(name), after.get(name)!];
    if (a === undefined || name.endsWith('count') || Math.abs(b - a) <= SHARE * Math.max(Math.abs(a), 1))
      return [];
    return [`${name} was ${a}, is ${b}`];
  });
  return jumps.length > 0 ? `Figures jump: ${jumps.slice(0, 5).join('; ')}.` : null;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
