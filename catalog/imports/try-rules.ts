/**
 * What rules would make of what the catalog holds: a rehearsal without files, over the tags and `meta`
 * that dbt projects in the catalog carry. Settings of adapters are not kept, so they are not rehearsed.
 */
import { RuleSet } from '../importers/dbt/rule-set.ts';
import { tagsOf } from '../importers/dbt/tags.ts';
import type { ImportRule } from '../importers/import-rule.ts';
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { listRules } from './import-rules.ts';

export interface RuleTrial {
  /** Datasets and columns that were looked at. */
  readonly looked: number;
  readonly added: number;
  readonly removed: number;
  /** The first of them, in words. */
  readonly examples: readonly {
    readonly change: 'added' | 'removed';
    readonly target: string;
    readonly tag: string;
  }[];
}

const EXAMPLES = 100;

interface Row {
  type: 'dataset' | 'column';
  id: number;
  name: string;
  tags: string;
  meta: string | null;
}

const ROWS = `
  WITH said AS (
    SELECT target_type AS type, target_id AS id FROM tag WHERE origin = 'dbt' AND kind = 'label' AND key = '' AND until_revision IS NULL
    UNION SELECT target_type, target_id FROM property WHERE origin = 'dbt' AND key = 'meta' AND until_revision IS NULL)
  SELECT s.type, s.id,
    CASE s.type WHEN 'dataset' THEN d.name ELSE cd.name || '.' || replace(c.path, char(31), '.') END AS name,
    (SELECT json_group_array(t.value) FROM tag t WHERE t.target_type = s.type AND t.target_id = s.id
       AND t.origin = 'dbt' AND t.kind = 'label' AND t.key = '' AND t.until_revision IS NULL) AS tags,
    (SELECT p.value FROM property p WHERE p.target_type = s.type AND p.target_id = s.id
       AND p.origin = 'dbt' AND p.key = 'meta' AND p.until_revision IS NULL) AS meta
  FROM said s LEFT JOIN dataset d ON s.type = 'dataset' AND d.id = s.id
    LEFT JOIN "column" c ON s.type = 'column' AND c.id = s.id LEFT JOIN dataset cd ON cd.id = c.dataset_id
  WHERE s.type IN ('dataset', 'column') ORDER BY name, s.type`;

/** The catalog's rules against the same with `rule` in place of the one with its id. */
export function tryRule(catalog: Catalog, rule: ImportRule): RuleTrial {
  const present = listRules(catalog).map((state) => state.rule);
  const before = new RuleSet(present);
  const after = new RuleSet([...present.filter(({ id }) => id !== rule.id), rule]);
  const counts = { looked: 0, added: 0, removed: 0 };
  const examples: RuleTrial['examples'][number][] = [];
  for (const row of catalog.store.reader.prepare<[], Row>(ROWS).iterate()) {
    counts.looked++;
    const block = { tags: JSON.parse(row.tags) as Json, meta: JSON.parse(row.meta ?? '{}') as Json };
    const [old, now] = [before, after].map((rules) => new Set(tagsOf(block, rules).map(inWords)));
    for (const [change, from, to] of [
      ['added', now, old],
      ['removed', old, now],
    ] as const) {
      for (const tag of from ?? []) {
        if (to?.has(tag)) continue;
        counts[change]++;
        if (examples.length < EXAMPLES) examples.push({ change, target: row.name, tag });
      }
    }
  }
  return { ...counts, examples };
}

const inWords = ({ kind, key, value }: { kind: string; key: string; value: string }): string =>
  `${kind} ${key === '' ? '' : `${key}=`}${value}`;
