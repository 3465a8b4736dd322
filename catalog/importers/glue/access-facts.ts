/**
 * Who may do what with a table, as Lake Formation grants it: for audits, with the names of principals
 * as they are written.
 */
import type { Json } from '../../model/facts.ts';
import { redactText } from '../redact.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { property } from './descriptive.ts';
import type { Item } from './item.ts';
import { rec, str, texts, type Rec } from './json.ts';
import { evidenceOf, type Facts, type GlueModel } from './model.ts';
import { ownerOf } from './names.ts';
import { knownTags } from './tag-facts.ts';
import { reachedBy, type Reached } from './tag-policy.ts';

/** Grants that are kept of one table. */
const GRANTS = 500;

export function* accessFacts(model: GlueModel): Facts {
  yield* permissionFacts(model);
  yield* filterFacts(model);
}

interface Noted {
  readonly table: CatalogTable;
  readonly item: Item;
  readonly values: Json[];
}

function* permissionFacts(model: GlueModel): Facts {
  const { source, names, context } = model;
  const items = source.items.permissions;
  const whole = source.isWhole('permissions');
  if (items.length === 0 && !whole) return;
  const scope = names.scope('permissions');
  yield { type: 'scope', scope, mode: whole ? 'replace' : 'accumulate' };
  const noted = new Map<string, Noted>();
  const tagged = knownTags(model);
  let elsewhere = 0;
  let byTags = 0;
  for (const item of items) {
    const resource = rec(item.value, 'Resource');
    const policy = rec(resource, 'LFTagPolicy');
    const found = policy && tagged.length > 0 ? reachedBy(policy, tagged) : tablesOf(resource, model);
    if (!found) elsewhere++;
    else if (policy) byTags++;
    for (const { table, on } of found ?? []) note(noted, table, item, grantOf(item.value, on));
    context.accepted();
  }
  for (const { table, item, values } of noted.values())
    yield* listed('lakeFormationPermissions', table, values, evidenceOf(scope, item));
  const [first] = items;
  if (elsewhere > 0 && first)
    context.issue({
      severity: 'warning',
      file: first.file,
      code: 'grant-without-table',
      message: `${elsewhere} of ${items.length} grants are on the catalog, a place in storage, or on whatever bears a tag; they are not shown with tables.`,
    });
  const unknown = model.tables.all.length - tagged.length;
  if (byTags > 0 && unknown > 0 && first)
    context.issue({
      severity: 'warning',
      file: first.file,
      code: 'grants-by-tags',
      message: `${byTags} of ${items.length} grants are on whatever bears certain tags. The tags of ${unknown} of ${model.tables.all.length} tables are not in the export, so it is not known whether these grants reach them.`,
    });
}

/** The tables that a grant is on, and in which way; null where it is on none by name. */
function tablesOf(resource: Rec | null, model: GlueModel): Reached[] | null {
  const database = rec(resource, 'Database');
  const each = (tables: readonly CatalogTable[], on: Record<string, Json>): Reached[] =>
    tables.map((table) => ({ table, on }));
  if (database) return each(model.tables.inDatabase(str(database, 'Name') ?? ''), { on: 'database' });
  const columns = rec(resource, 'TableWithColumns');
  const table = columns ?? rec(resource, 'Table');
  const inDatabase = str(table, 'DatabaseName');
  if (!table || !inDatabase) return null;
  if (rec(table, 'TableWildcard'))
    return each(model.tables.inDatabase(inDatabase), { on: 'all tables of the database' });
  const found = model.tables.find(inDatabase, str(table, 'Name') ?? '', ownerOf(str(table, 'CatalogId')));
  const excluded = texts(rec(columns, 'ColumnWildcard'), 'ExcludedColumnNames');
  const only = texts(columns, 'ColumnNames');
  const on = {
    on: columns ? 'columns' : 'table',
    ...(only.length > 0 ? { columns: only } : {}),
    ...(excluded.length > 0 ? { allColumnsBut: excluded } : {}),
  };
  return each(found ? [found] : [], on);
}

function grantOf(grant: Rec, on: Record<string, Json>): Json {
  const grantable = texts(grant, 'PermissionsWithGrantOption');
  return {
    principal: str(rec(grant, 'Principal'), 'DataLakePrincipalIdentifier') ?? 'unknown',
    permissions: texts(grant, 'Permissions'),
    ...(grantable.length > 0 ? { mayGrant: grantable } : {}),
    ...on,
  };
}

/** Row and column filters: who is given one sees a part of the table. */
function* filterFacts(model: GlueModel): Facts {
  const items = model.source.items.dataFilters;
  if (items.length === 0) return;
  const scope = model.names.scope('data-filters');
  yield { type: 'scope', scope, mode: 'accumulate' };
  const noted = new Map<string, Noted>();
  for (const item of items) {
    const { value } = item;
    model.context.accepted();
    const table = model.tables.find(str(value, 'DatabaseName') ?? '', str(value, 'TableName') ?? '');
    if (!table) continue;
    const rows = str(rec(value, 'RowFilter'), 'FilterExpression');
    const excluded = texts(rec(value, 'ColumnWildcard'), 'ExcludedColumnNames');
    note(noted, table, item, {
      name: str(value, 'Name') ?? '',
      ...(rows ? { rows: redactText(rows).slice(0, 2000) } : {}),
      ...(texts(value, 'ColumnNames').length > 0 ? { columns: texts(value, 'ColumnNames') } : {}),
      ...(excluded.length > 0 ? { allColumnsBut: excluded } : {}),
    });
  }
  for (const { table, item, values } of noted.values())
    yield* listed('lakeFormationFilters', table, values, evidenceOf(scope, item));
}

function note(noted: Map<string, Noted>, table: CatalogTable, item: Item, value: Json): void {
  const known = noted.get(table.arn) ?? { table, item, values: [] };
  noted.set(table.arn, known);
  known.values.push(value);
}

function* listed(
  key: string,
  table: CatalogTable,
  values: readonly Json[],
  evidence: ReturnType<typeof evidenceOf>,
): Facts {
  const target = { on: 'dataset', dataset: table.dataset } as const;
  yield property(target, evidence, key, values.slice(0, GRANTS));
  if (values.length > GRANTS)
    yield property(target, evidence, `${key}Shown`, `${GRANTS} of ${values.length}`);
}
