/** What rules did or would do, in numbers and examples. */
import { dotted } from '../../browse/dataset-detail.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { RuleDeed } from './write-statements.ts';

/** With the first of it by name. */
export interface RuleOutcome {
  /** Datasets or columns that the selection finds. */
  readonly matches: number;
  readonly added: number;
  readonly withdrawn: number;
  readonly examples: readonly {
    readonly change: 'add' | 'withdraw';
    /** The shown dataset, for a link to it. */
    readonly datasetId: number;
    readonly dataset: string;
    readonly column: string | null;
    readonly what: string;
  }[];
}

const EXAMPLES = 50;
export const NOTHING: RuleOutcome = { matches: 0, added: 0, withdrawn: 0, examples: [] };

type Named = { readonly datasetId: number; readonly name: string; readonly path: string | null };

export function outcomeOf(sql: Sql, matches: number, deeds: readonly RuleDeed[]): RuleOutcome {
  return {
    matches,
    added: deeds.filter(({ change }) => change === 'add').length,
    withdrawn: deeds.filter(({ change }) => change === 'withdraw').length,
    examples: someOf(deeds).flatMap(({ change, on, id, what }) => {
      const row =
        on === 'dataset'
          ? sql.get<Named>(
              'SELECT canonical_id AS datasetId, name, NULL AS path FROM dataset WHERE id = ?',
              id,
            )
          : sql.get<Named>(
              `SELECT d.canonical_id AS datasetId, d.name, c.path FROM "column" c JOIN dataset d ON d.id = c.dataset_id
               WHERE c.id = ?`,
              id,
            );
      if (!row) return [];
      const column = row.path === null ? null : dotted(row.path);
      return [{ change, datasetId: row.datasetId, dataset: row.name, column, what }];
    }),
  };
}

/** Of both what is stated and what is withdrawn, where there is more of one than can be shown. */
function someOf(deeds: readonly RuleDeed[]): readonly RuleDeed[] {
  if (deeds.length <= EXAMPLES) return deeds;
  const withdrawn = deeds.filter(({ change }) => change === 'withdraw').slice(0, EXAMPLES);
  const added = deeds.filter(({ change }) => change === 'add').slice(0, EXAMPLES);
  const half = EXAMPLES / 2;
  return [
    ...added.slice(0, Math.max(half, EXAMPLES - withdrawn.length)),
    ...withdrawn.slice(0, Math.max(half, EXAMPLES - added.length)),
  ];
}

export function together(a: RuleOutcome, b: RuleOutcome): RuleOutcome {
  return {
    matches: a.matches + b.matches,
    added: a.added + b.added,
    withdrawn: a.withdrawn + b.withdrawn,
    examples: [...a.examples, ...b.examples].slice(0, EXAMPLES),
  };
}

export function counted({ added, withdrawn }: RuleOutcome): string {
  if (added + withdrawn === 0) return 'nothing to state';
  return `${added} stated, ${withdrawn} withdrawn`;
}
