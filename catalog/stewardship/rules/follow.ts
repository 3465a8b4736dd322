/**
 * Rules after an import, and how they stand: what they find and state, and why some could not be applied. An import
 * stands whether or not rules can follow it, so their trouble is kept and told until they are applied again.
 */
import type { Catalog } from '../../catalog.ts';
import { ruleOfOrigin } from '../../model/origins.ts';
import { fileTrouble } from '../../store/errors.ts';
import { Refused } from '../refused.ts';
import { applyRules, matchesOf, type AppliedRules, type RuleProblem } from './apply.ts';
import { rulesOf } from './read.ts';
import type { RuleOptions } from './save.ts';

/** What rules did after an import. */
export interface RulesFollowed {
  /** The last of their changes; null where there was nothing to do. */
  readonly revision: number | null;
  readonly added: number;
  readonly withdrawn: number;
  readonly problems: readonly RuleProblem[];
}

/** The last time that rules could not be applied. */
export interface RulesFailed {
  readonly at: string;
  readonly problems: readonly RuleProblem[];
}

const SETTING = 'rulesFailed';
/** Where the file could not be written either. */
const unwritten = new WeakMap<Catalog, RulesFailed>();

/** Applies the rules that are on, and notes whether all of them could be. Null where no rule is on. */
export async function followRules(
  catalog: Catalog,
  actor: string,
  options: RuleOptions = {},
): Promise<RulesFollowed | null> {
  if (!rulesOf(catalog.store.reader).some(({ enabled }) => enabled)) return null;
  try {
    const { revision, outcome, problems } = await applyNoted(catalog, actor, options);
    return { revision, added: outcome.added, withdrawn: outcome.withdrawn, problems };
  } catch (error) {
    const problems = [{ rule: null, name: null, message: wordsOf(error) }];
    await note(catalog, problems);
    return { revision: null, added: 0, withdrawn: 0, problems };
  }
}

/** As {@link applyRules}; what could not be applied is noted, and a note from before is taken away. */
export async function applyNoted(
  catalog: Catalog,
  actor: string,
  options: RuleOptions = {},
): Promise<AppliedRules> {
  const applied = await applyRules(catalog, actor, options);
  if (!options.dryRun) await note(catalog, applied.problems);
  return applied;
}

function wordsOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  const trouble = fileTrouble(error);
  if (trouble) return `The catalog could not be written: ${trouble.message}.`;
  return error instanceof Error ? error.message : String(error);
}

async function note(catalog: Catalog, problems: readonly RuleProblem[]): Promise<void> {
  const before = rulesFailed(catalog);
  if (problems.length === 0 && before === null) return;
  const failed: RulesFailed = { at: new Date().toISOString(), problems };
  unwritten.delete(catalog);
  try {
    await catalog.store.write((db) => {
      if (problems.length === 0) db.prepare('DELETE FROM setting WHERE key = ?').run(SETTING);
      else
        db.prepare(
          'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        ).run(SETTING, JSON.stringify(failed));
    });
  } catch (error) {
    if (!fileTrouble(error)) throw error;
    if (problems.length > 0) unwritten.set(catalog, failed);
  }
  catalog.announce(['registers']);
}

/** Null where all rules could be applied the last time. */
export function rulesFailed(catalog: Catalog): RulesFailed | null {
  const row = catalog.store.reader
    .prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?')
    .get(SETTING);
  return unwritten.get(catalog) ?? (row ? (JSON.parse(row.value) as RulesFailed) : null);
}

/** How a rule stands. */
export interface RuleState {
  readonly rule: number;
  /** Datasets or columns that its selection finds, also while it is off; null where it cannot be used. */
  readonly matches: number | null;
  /** Statements and owners that are in the catalog by it. */
  readonly stated: number;
  /** Why its selection cannot be used. */
  readonly problem: string | null;
}

/** By number. */
export async function ruleStates(catalog: Catalog): Promise<RuleState[]> {
  const stated = statedByRules(catalog);
  const states: RuleState[] = [];
  for (const rule of rulesOf(catalog.store.reader)) {
    const at = { rule: rule.rule, stated: stated.get(rule.rule) ?? 0 };
    try {
      states.push({ ...at, matches: (await matchesOf(catalog, rule)).length, problem: null });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      states.push({ ...at, matches: null, problem: error.message });
    }
  }
  return states;
}

function statedByRules(catalog: Catalog): Map<number, number> {
  return catalog.cached('stated-by-rules', () => {
    const rows = ['tag', 'owner'].flatMap((table) =>
      catalog.store.reader
        .prepare<[], { origin: string; n: number }>(
          `SELECT origin, COUNT(*) AS n FROM ${table} WHERE origin LIKE 'rule:%' AND until_revision IS NULL GROUP BY origin`,
        )
        .all(),
    );
    const counts = new Map<number, number>();
    for (const { origin, n } of rows) {
      const rule = ruleOfOrigin(origin);
      if (rule !== null) counts.set(rule, (counts.get(rule) ?? 0) + n);
    }
    return counts;
  });
}
