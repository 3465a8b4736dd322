/**
 * Grants of Lake Formation on whatever bears certain tags, resolved to the tables and columns whose tags
 * the export holds. A resource matches where, of each key of the expression, it has one of the values; a
 * column's value of a key counts before its table's, and that before the database's.
 */
import type { Json } from '../../model/facts.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { recs, str, texts, type Rec } from './json.ts';
import type { KnownTags, Tags } from './tag-facts.ts';

/** A table that a policy reaches, and what of it. */
export interface Reached {
  readonly table: CatalogTable;
  readonly on: Record<string, Json>;
}

/** Tables that `LFTagPolicy` reaches; null where it says no expression of its own (a saved one, or none). */
export function reachedBy(policy: Rec, known: Iterable<KnownTags>): Reached[] | null {
  const expression = recs(policy, 'Expression').map(
    (one) => [str(one, 'TagKey') ?? '', texts(one, 'TagValues')] as const,
  );
  if (expression.length === 0) return null;
  const byTags = expression.map(([key, values]) => `${key}=${values.join('|')}`).join(', ');
  const matches = (tags: Tags): boolean =>
    expression.every(([key, values]) =>
      (tags.get(key) ?? []).some((value) => values.includes(value) || values.includes('*')),
    );
  const onDatabases = str(policy, 'ResourceType')?.toUpperCase() === 'DATABASE';
  const reached: Reached[] = [];
  for (const { table, ofDatabase, ofTable, ofColumns } of known) {
    if (onDatabases) {
      if (matches(ofDatabase)) reached.push({ table, on: { on: 'database, by tags', tags: byTags } });
      continue;
    }
    const columns = [...ofColumns].map(([name, own]) => ({
      name,
      within: matches(new Map([...ofTable, ...own])),
    }));
    const named = (within: boolean): string[] =>
      columns.filter((one) => one.within === within).map(({ name }) => name);
    if (matches(ofTable)) {
      const excluded = named(false);
      const but = excluded.length > 0 ? { allColumnsBut: excluded } : {};
      reached.push({ table, on: { on: 'table, by tags', tags: byTags, ...but } });
    } else if (named(true).length > 0)
      reached.push({ table, on: { on: 'columns, by tags', tags: byTags, columns: named(true) } });
  }
  return reached;
}
