/**
 * The import rules of one catalog: the shipped ones, as people changed, switched off and added to them.
 * Only what differs from the shipped rules is stored, so that later versions can ship better ones.
 */
import { z } from 'zod';
import { DEFAULT_RULES } from '../importers/dbt/rules.ts';
import { RULE_PLACES, type ImportRule } from '../importers/import-rule.ts';
import type { Catalog } from '../catalog.ts';
import { makeChange, type MutationResult } from '../stewardship/change.ts';
import type { Sql } from '../store/writer/sql.ts';
import { LEVELS } from '../model/sensitivity.ts';

const KEY = 'import-rules';

const effect = z.discriminatedUnion('does', [
  z.object({
    does: z.literal('classify'),
    sensitivity: z.enum(LEVELS).exactOptional(),
    category: z.string().exactOptional(),
  }),
  z.object({ does: z.literal('level') }),
  z.object({ does: z.literal('negate') }),
  z.object({ does: z.literal('label'), key: z.string() }),
  z.object({ does: z.literal('owner'), role: z.string() }),
]);
const stored = z.array(
  z.object({
    id: z.string(),
    enabled: z.boolean(),
    place: z.enum(RULE_PLACES),
    match: z.string(),
    test: z.discriminatedUnion('is', [
      z.object({ is: z.literal('yes') }),
      z.object({ is: z.literal('any') }),
      z.object({ is: z.literal('text'), text: z.string() }),
    ]),
    effect,
  }),
);

/** A rule as it applies, and what became of it. */
export interface RuleState {
  readonly rule: ImportRule;
  /** `shipped`: as it came; `changed`: shipped, then changed or switched off; `own`: added by people. */
  readonly state: 'shipped' | 'changed' | 'own';
}

const DEFAULTS = new Map(DEFAULT_RULES.map((rule) => [rule.id, rule]));

/** The rules that an import applies, the shipped ones first. */
export function storedRules(sql: Sql): ImportRule[] {
  return statesOf(read(sql)).map(({ rule }) => rule);
}

export function listRules(catalog: Catalog): RuleState[] {
  const row = catalog.store.reader
    .prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?')
    .get(KEY);
  return statesOf(parse(row?.value));
}

function statesOf(changed: readonly ImportRule[]): RuleState[] {
  const byId = new Map(changed.map((rule) => [rule.id, rule]));
  return [
    ...DEFAULT_RULES.map((rule): RuleState => {
      const other = byId.get(rule.id);
      return other ? { rule: other, state: 'changed' } : { rule, state: 'shipped' };
    }),
    ...changed.filter(({ id }) => !DEFAULTS.has(id)).map((rule): RuleState => ({ rule, state: 'own' })),
  ];
}

const read = (sql: Sql): ImportRule[] =>
  parse(sql.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', KEY)?.value);

function parse(value: string | undefined): ImportRule[] {
  const found = stored.safeParse(value === undefined ? [] : JSON.parse(value));
  return found.success ? found.data : [];
}

/** Adds a rule, or changes the one with its id. Counts from the next import on. */
export function saveRule(catalog: Catalog, actor: string, rule: ImportRule): Promise<MutationResult> {
  const what = `${rule.place} ${rule.match}`;
  const said = rule.enabled ? `Import rule for ${what} saved` : `Import rule for ${what} switched off`;
  return edit(catalog, actor, said, (before) => {
    const rest = before.filter(({ id }) => id !== rule.id);
    return same(rule, DEFAULTS.get(rule.id)) ? rest : [...rest, rule];
  });
}

/** Takes an own rule away, or a shipped one back to how it came. `null`: all of them. */
export function resetRules(catalog: Catalog, actor: string, id: string | null): Promise<MutationResult> {
  const said =
    id === null
      ? 'Import rules reset to the shipped ones'
      : DEFAULTS.has(id)
        ? `Import rule ${id} reset`
        : `Import rule ${id} removed`;
  return edit(catalog, actor, said, (before) => (id === null ? [] : before.filter((rule) => rule.id !== id)));
}

function edit(
  catalog: Catalog,
  actor: string,
  said: string,
  work: (before: readonly ImportRule[]) => readonly ImportRule[],
): Promise<MutationResult> {
  let after: readonly ImportRule[] = [];
  const deed = {
    actor,
    action: 'import.rules',
    objectType: 'setting',
    areas: ['settings'] as const,
    label: () => said,
    payload: () => ({ rules: JSON.parse(JSON.stringify(after)) as [] }),
  };
  return makeChange(catalog, deed, ({ sql }) => {
    const before = read(sql);
    after = work(before);
    if (same(before, after)) return 0;
    return sql.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      KEY,
      JSON.stringify(after),
    );
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
