/** Measuring the classifier against names with known categories. */
import type { Classifier } from '../classify.ts';

/** A table of names, each with its category; null for none, a list where either is right. */
export interface LabelledTable {
  readonly language: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, string | readonly string[] | null>>;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Measured extends Score {
  readonly names: number;
  readonly negatives: number;
  readonly byLanguage: ReadonlyMap<string, Score>;
  /** By the second level of the category: `user.contact`. */
  readonly byCategory: ReadonlyMap<string, Score>;
  /** Suggestions, by confidence: how many there are and how many are right. */
  readonly calibration: readonly { readonly from: number; readonly count: number; readonly right: number }[];
  readonly wrong: readonly string[];
}

export class Tally {
  right = 0;
  extra = 0;
  missed = 0;

  score(): Score {
    const { right, extra, missed } = this;
    return {
      precision: right / Math.max(1, right + extra),
      recall: right / Math.max(1, right + missed),
      f1: (2 * right) / Math.max(1, 2 * right + extra + missed),
    };
  }
}

/** A wider or narrower category is right as well, but never `user` alone. */
export function fits(got: string, wanted: string): boolean {
  if (got === wanted) return true;
  const [short, long] = got.length < wanted.length ? [got, wanted] : [wanted, got];
  return short.includes('.') && long.startsWith(`${short}.`);
}

const BINS = [0.5, 0.6, 0.7, 0.8, 0.9];

export function measure(classifier: Classifier, tables: readonly LabelledTable[]): Measured {
  const all = new Tally();
  const byLanguage = new Map<string, Tally>();
  const byCategory = new Map<string, Tally>();
  const bins = BINS.map((from) => ({ from, count: 0, right: 0 }));
  const wrong: string[] = [];
  let negatives = 0;
  for (const { language, table, columns } of tables) {
    const names = Object.keys(columns);
    const result = classifier.classifyTable({
      name: table,
      columns: names.map((name) => ({ path: [name] })),
    });
    for (const [at, name] of names.entries()) {
      const answer = columns[name] ?? [];
      const wanted = typeof answer === 'string' ? [answer] : answer;
      const best = result.columns[at]!.suggestions[0];
      const got = best?.category ?? null;
      const right = got !== null && wanted.some((one) => fits(got, one));
      if (wanted.length === 0) negatives++;
      const tallies = [all, tallyOf(byLanguage, language), tallyOf(byCategory, family(wanted[0] ?? got))];
      for (const tally of tallies) {
        if (right) tally.right++;
        else {
          if (got !== null) tally.extra++;
          if (wanted.length > 0) tally.missed++;
        }
      }
      if (best) {
        const bin = bins.findLast(({ from }) => best.confidence >= from);
        if (bin) {
          bin.count++;
          if (right) bin.right++;
        }
      }
      if (!right && (got !== null || wanted.length > 0))
        wrong.push(`${table}.${name}: ${wanted.join(' or ') || 'none'}, not ${got ?? 'none'}`);
    }
  }
  const scores = (map: Map<string, Tally>) => new Map([...map].map(([key, tally]) => [key, tally.score()]));
  return {
    ...all.score(),
    names: tables.reduce((sum, { columns }) => sum + Object.keys(columns).length, 0),
    negatives,
    byLanguage: scores(byLanguage),
    byCategory: scores(byCategory),
    calibration: bins,
    wrong,
  };
}

function tallyOf(map: Map<string, Tally>, key: string): Tally {
  let tally = map.get(key);
  if (!tally) map.set(key, (tally = new Tally()));
  return tally;
}

function family(category: string | null): string {
  return category === null ? 'none' : category.split('.').slice(0, 2).join('.');
}
