/**
 * Tags: Lake Formation's on databases, tables and columns, and AWS tags on jobs and crawlers.
 */
import type { Target } from '../../model/facts.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { ownersAndLabels, statedLevel } from './descriptive.ts';
import type { Item } from './item.ts';
import { entries, rec, recs, str, texts, type Rec } from './json.ts';
import { evidenceOf, tableOfFileName, type Facts, type GlueModel } from './model.ts';

export function* tagFacts(model: GlueModel): Facts {
  yield* lakeFormationTags(model);
  yield* awsTags(model);
}

interface TableTags {
  readonly table: CatalogTable;
  readonly item: Item;
}

/** Values by key. */
export type Tags = ReadonlyMap<string, readonly string[]>;

/** Tags of a table as they are in force, those of its database included. */
export interface KnownTags {
  readonly table: CatalogTable;
  readonly ofDatabase: Tags;
  readonly ofTable: Tags;
  /** Of the columns that have tags of their own, these. */
  readonly ofColumns: ReadonlyMap<string, Tags>;
}

/** The tables whose Lake Formation tags the export holds. */
export const knownTags = (model: GlueModel): KnownTags[] =>
  [...taggedTables(model).tagged.values()].map(inForce);

function inForce({ table, item }: TableTags): KnownTags {
  const ofDatabase = tagValues(recs(item.value, 'LFTagOnDatabase'));
  const columns = recs(item.value, 'LFTagsOnColumns').flatMap((column) => {
    const name = str(column, 'Name');
    return name ? [[name, tagValues(recs(column, 'LFTags'))] as const] : [];
  });
  return {
    table,
    ofDatabase,
    ofTable: new Map([...ofDatabase, ...tagValues(recs(item.value, 'LFTagsOnTable'))]),
    ofColumns: new Map(columns),
  };
}

/** Which answer tells of which table: its own before its database's; and those that tell of none. */
function taggedTables(model: GlueModel): {
  readonly tagged: ReadonlyMap<string, TableTags>;
  readonly astray: readonly Item[];
} {
  const tagged = new Map<string, TableTags>();
  const astray: Item[] = [];
  for (const item of model.source.items.lfTags) {
    const table = taggedTable(item, model);
    if (table) {
      tagged.set(table.arn, { table, item });
      continue;
    }
    const inherits = model.tables.inDatabase(item.nameParts.join('.'));
    for (const one of inherits) if (!tagged.has(one.arn)) tagged.set(one.arn, { table: one, item });
    if (inherits.length === 0) astray.push(item);
  }
  return { tagged, astray };
}

/**
 * Lake Formation hands tags down: for each key the column's value counts before the table's, and the
 * table's before the database's.
 */
function* lakeFormationTags(model: GlueModel): Facts {
  const { tagged, astray } = taggedTables(model);
  for (const item of astray) {
    const message =
      'These tags do not name their table, and neither does the file (get-resource-lf-tags.<database>.<table>.json), or that table is not in the export. They were left out.';
    model.context.issue({
      severity: 'rejected',
      file: item.file,
      at: item.at,
      code: 'tags-without-table',
      message,
    });
  }
  for (const one of tagged.values()) {
    yield* tagsOfTable(one, model);
    model.context.accepted();
  }
}

function taggedTable(item: Item, model: GlueModel): CatalogTable | null {
  const table = rec(item.value, 'Table');
  const [database, name] = [str(table, 'DatabaseName'), str(table, 'Name')];
  return database && name ? model.tables.find(database, name) : tableOfFileName(item, model.tables);
}

function* tagsOfTable(one: TableTags, model: GlueModel): Facts {
  const { table, item } = one;
  const scope = model.names.scope(`lf-tags/${table.database}/${table.name}`, table.owner);
  yield { type: 'scope', scope, mode: 'replace' };
  const evidence = evidenceOf(scope, item, item.at || 'LFTags');
  const { ofTable, ofColumns } = inForce(one);
  const tell = function* (target: Target, tags: Tags): Facts {
    for (const [key, values] of tags) {
      for (const value of values) yield { type: 'tag', target, kind: 'label', key, value, evidence };
      yield* statedLevel(target, evidence, key, values);
    }
  };
  yield* tell({ on: 'dataset', dataset: table.dataset }, ofTable);
  for (const [name, tags] of ofColumns)
    yield* tell({ on: 'column', dataset: table.dataset, path: [name] }, tags);
}

function tagValues(tags: readonly Rec[]): Map<string, readonly string[]> {
  return new Map(
    tags.flatMap((tag): [string, string[]][] => {
      const key = str(tag, 'TagKey');
      return key ? [[key, texts(tag, 'TagValues')]] : [];
    }),
  );
}

/** The answer of GetTags does not say whose tags they are; the file's name has to. */
function* awsTags(model: GlueModel): Facts {
  for (const item of model.source.items.tags) {
    const [type, ...name] = item.nameParts;
    if ((type !== 'job' && type !== 'crawler') || name.length === 0) continue;
    const job = type === 'job' ? model.names.job(name.join('.')) : model.names.crawler(name.join('.'));
    const scope = model.names.scope(`tags/${job.name}`);
    yield { type: 'scope', scope, mode: 'replace' };
    yield* ownersAndLabels(
      { on: 'job', job },
      evidenceOf(scope, item, 'Tags'),
      entries(rec(item.value, 'Tags')),
      true,
    );
    model.context.accepted();
  }
}
