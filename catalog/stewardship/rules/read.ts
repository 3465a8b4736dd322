/** Rules as they are kept. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import type { RuleEffect, RuleKind } from './effect.ts';

export interface StewardRule {
  readonly rule: number;
  readonly name: string;
  readonly kind: RuleKind;
  readonly selection: string;
  readonly effect: RuleEffect;
  readonly enabled: boolean;
  /** Who changed it last. */
  readonly actor: string;
  readonly sinceRevision: number;
}

/** By number. Without a revision: now. */
export function rulesOf(db: Database, revision?: number): StewardRule[] {
  const at = revision === undefined ? 'x.until_revision IS NULL' : holdsAt('x');
  return db
    .prepare<[object], Omit<StewardRule, 'effect' | 'enabled'> & { effect: string; enabled: number }>(
      `SELECT rule, name, kind, selection, effect, enabled, actor, since_revision AS sinceRevision
       FROM steward_rule x WHERE ${at} ORDER BY rule`,
    )
    .all(revision === undefined ? {} : { revision })
    .map((row) => ({ ...row, effect: JSON.parse(row.effect) as RuleEffect, enabled: row.enabled === 1 }));
}
