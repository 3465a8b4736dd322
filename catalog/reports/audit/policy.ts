/** Rules that were switched on at a moment: of stewards, for carrying tags, and what replaces bundled data. */
import { holdsAt } from '../../browse/in-force.ts';
import { editsAt } from '../../privacy/edits.ts';
import { SHIPPED_RULES } from '../../privacy/propagate/policy.ts';
import { selectionText, type TagSelection } from '../../privacy/propagate/tags.ts';
import { rulesOf } from '../../stewardship/rules/read.ts';
import type { PastCatalog } from '../../past/as-of.ts';

export interface Policy {
  readonly rules: readonly {
    readonly rule: number;
    readonly name: string;
    readonly kind: string;
    readonly enabled: boolean;
    readonly actor: string;
    readonly sinceRevision: number;
  }[];
  readonly carrying: readonly {
    readonly what: string;
    readonly carries: boolean;
    readonly by: string;
    readonly sinceRevision: number | null;
  }[];
  readonly blocks: number;
  /** Own versions of laws, calendars, letters and control mappings. */
  readonly own: readonly {
    readonly kind: string;
    readonly key: string;
    readonly actor: string;
    readonly sinceRevision: number;
  }[];
}

interface Carrying extends TagSelection {
  readonly carries: number;
  readonly actor: string;
  readonly sinceRevision: number;
}

export function policyAt({ db, revision }: PastCatalog): Policy {
  const bind = { revision };
  const people = db
    .prepare<[object], Carrying>(
      `SELECT kind, key, value, carries, actor, since_revision AS sinceRevision FROM propagation_rule x WHERE ${holdsAt('x')} ORDER BY id`,
    )
    .all(bind);
  return {
    rules: rulesOf(db, revision).map(({ rule, name, kind, enabled, actor, sinceRevision }) => ({
      rule,
      name,
      kind,
      enabled,
      actor,
      sinceRevision,
    })),
    carrying: [
      ...SHIPPED_RULES.map(({ kind, key, value, carries }) => ({
        what: selectionText({ kind, key, value }),
        carries,
        by: 'as shipped',
        sinceRevision: null,
      })),
      ...people.map(({ kind, key, value, carries, actor, sinceRevision }) => ({
        what: selectionText({ kind, key, value }),
        carries: carries === 1,
        by: actor,
        sinceRevision,
      })),
    ],
    blocks: db
      .prepare<[object], { n: number }>(`SELECT COUNT(*) AS n FROM propagation_block x WHERE ${holdsAt('x')}`)
      .get(bind)!.n,
    own: editsAt(db, revision).map(({ kind, key, actor, sinceRevision }) => ({
      kind,
      key,
      actor,
      sinceRevision,
    })),
  };
}
