/**
 * The import rules of one catalog: the shipped ones, as people changed, switched off and added to them.
 * Only what differs from the shipped rules is stored, so that later versions can ship better ones.
 */
import { z } from 'zod';
import { DEFAULT_RULES } from '../importers/dbt/rules.ts';
import { RULE_PLACES, type ImportRule } from '../importers/import-rule.ts';
import type { Catalog } from '../catalog.ts';
import { parseJson } from '../parse-json.ts';
import { makeChange, type MutationResult } from '../stewardship/change.ts';
import { UndoConflict } from '../stewardship/undo-conflicts.ts';
import type { Sql } from '../store/writer/sql.ts';
import { LEVELS } from '../model/sensitivity.ts';

const KEY = 'import-rules';
const ACTION = 'import.rules';

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

/** What a ledger entry keeps of a change: all the rules that differ from the shipped ones, after it. */
const entered = z.object({ rules: stored });
const NONE_CHANGED = { success: true, data: { rules: [] } } as const;

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
  const what = wordsOf(rule);
  const said = rule.enabled ? `Import rule for ${what} saved` : `Import rule for ${what} switched off`;
  return edit(catalog, actor, (before) => {
    const rest = before.filter(({ id }) => id !== rule.id);
    return { said, after: same(rule, DEFAULTS.get(rule.id)) ? rest : [...rest, rule] };
  });
}

/** Takes an own rule away, or a shipped one back to how it came. `null`: all of them. */
export function resetRules(catalog: Catalog, actor: string, id: string | null): Promise<MutationResult> {
  return edit(catalog, actor, (before) => {
    if (id === null) return { said: 'Import rules reset to the shipped ones', after: [] };
    const rule = before.find((one) => one.id === id);
    const what = rule ? wordsOf(rule) : id;
    return {
      said: DEFAULTS.has(id) ? `Import rule for ${what} reset` : `Import rule for ${what} removed`,
      after: before.filter((one) => one !== rule),
    };
  });
}

/**
 * Puts the rules back as they were before a revision that changed them, which the ledger knows.
 * @throws UndoConflict if they were changed again since, or the ledger no longer says what they were
 */
export function takeBackRules(catalog: Catalog, actor: string, revision: number): Promise<MutationResult> {
  return edit(catalog, actor, (_, sql) => {
    const [made, earlier] = sql.all<{ seq: number; payload: string | null }>(
      `SELECT e.seq, p.payload FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
       WHERE e.action = ? ORDER BY e.seq DESC LIMIT 2`,
      ACTION,
    );
    if (made?.seq !== revision) throw new UndoConflict('The import rules were changed again since.');
    // Before the first change there were the shipped ones alone.
    const was = earlier ? entered.safeParse(parseJson(earlier.payload ?? '')) : NONE_CHANGED;
    if (!was.success) throw new UndoConflict('What the import rules were before was erased from the ledger.');
    return { said: 'Import rules put back as they were', after: was.data.rules };
  });
}

const wordsOf = ({ place, match }: ImportRule): string => `${place} ${match}`;

interface Edit {
  readonly said: string;
  readonly after: readonly ImportRule[];
}

function edit(
  catalog: Catalog,
  actor: string,
  work: (before: readonly ImportRule[], sql: Sql) => Edit,
): Promise<MutationResult> {
  let made: Edit = { said: '', after: [] };
  const deed = {
    actor,
    action: ACTION,
    objectType: 'setting',
    areas: ['settings'] as const,
    label: () => made.said,
    payload: () => ({ rules: JSON.parse(JSON.stringify(made.after)) as [] }),
  };
  return makeChange(catalog, deed, ({ sql }) => {
    const before = read(sql);
    made = work(before, sql);
    if (same(before, made.after)) return 0;
    return sql.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      KEY,
      JSON.stringify(made.after),
    );
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
