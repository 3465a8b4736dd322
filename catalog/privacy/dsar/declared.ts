/**
 * Keys between tables that somebody has declared: foreign keys of a contract, and tests that the values of a column
 * exist in another table. Both name the other table, so that columns of unlike names can be joined.
 */
import type { Database } from 'better-sqlite3';
import { statedAt } from '../../past/as-of-parts.ts';
import type { Pins } from '../../past/pins.ts';

export interface DeclaredKey {
  readonly basis: 'declared key' | 'relationship test';
  /** Lower-cased. */
  readonly column: string;
  /** Name of the other table, its parts lower-cased, the last one last; null: not told. */
  readonly to: readonly string[] | null;
  /** Column of the other table, lower-cased; null: not told. */
  readonly toColumn: string | null;
}

/** The declared keys of a table, by all names that it has. */
export function declaredKeys(
  { db, revision, pins }: { readonly db: Database; readonly revision: number; readonly pins: Pins },
  members: readonly number[],
): DeclaredKey[] {
  const declared = pins.foreignKeys
    .filter(([dataset]) => members.includes(dataset))
    .map(([, column, to, toColumn]): DeclaredKey => ({
      basis: 'declared key',
      column: column.toLowerCase(),
      to: tableParts(to),
      toColumn: toColumn === '' ? null : toColumn.toLowerCase(),
    }));
  const tests = db
    .prepare<[object], { column: string; name: string }>(
      `SELECT lower(c.path) AS "column", t.name FROM json_each(@members) m CROSS JOIN test t ON t.dataset_id = m.value
       JOIN "column" c ON c.id = t.column_id
       WHERE t.kind LIKE '%relationships%' AND c.depth = 0 AND ${statedAt('test', 't')} ORDER BY t.id`,
    )
    .all({ revision, members: JSON.stringify(members) })
    .map(({ column, name }): DeclaredKey => ({
      basis: 'relationship test',
      column,
      ...targetOfTest(name),
    }));
  return [...declared, ...tests];
}

/** dbt names such a test after its arguments: `relationships_orders_buyer__id__ref_customers_`. */
function targetOfTest(name: string): Pick<DeclaredKey, 'to' | 'toColumn'> {
  const match = /__([A-Za-z0-9_]+?)__(?:ref|source)_([A-Za-z0-9_]+?)_$/.exec(name);
  return match
    ? { to: [match[2]!.toLowerCase()], toColumn: match[1]!.toLowerCase() }
    : { to: null, toColumn: null };
}

/** `"db"."schema"."customers"`, `ref('customers')`, `source('raw', 'customers')` or `schema.customers (id)`. */
export function tableParts(text: string): string[] | null {
  const call = /\b(?:ref|source)\s*\(([^)]*)\)/.exec(text);
  const named = call
    ? [...call[1]!.matchAll(/['"]([^'"]+)['"]/g)].slice(-1).map((match) => match[1]!)
    : (/^[^(]*/.exec(text)?.[0] ?? '').split('.').map((part) => part.replaceAll(/["`[\]\s]/g, ''));
  const parts = named.filter((part) => part !== '').map((part) => part.toLowerCase());
  return parts.length > 0 ? parts : null;
}

/** Whether a dataset's name ends as the other table is called; a source of a test has its own name before it. */
export function isCalled(name: string, to: readonly string[]): boolean {
  const own = name.toLowerCase().split(/[./]/);
  const [last = ''] = own.slice(-1);
  const [wanted = ''] = to.slice(-1);
  if (to.length === 1) return last === wanted || wanted.endsWith(`_${last}`);
  const shared = Math.min(own.length, to.length);
  return own.slice(-shared).join('.') === to.slice(-shared).join('.');
}
