/**
 * Tags: Lake Formation's on databases, tables and columns, and AWS tags on jobs and crawlers.
 */
import type { Target } from '../../model/facts.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { ownersAndLabels, statedLevel } from './descriptive.ts';
import type { Item } from './export.ts';
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

/**
 * Lake Formation hands tags down: for each key the column's value counts before the table's, and the
 * table's before the database's.
 */
function* lakeFormationTags(model: GlueModel): Facts {
  const tagged = new Map<string, TableTags>();
  for (const item of model.source.items.lfTags) {
    const table = taggedTable(item, model);
    if (table) {
      tagged.set(table.arn, { table, item });
      continue;
    }
    const inherits = model.tables.inDatabase(item.nameParts.join('.'));
    for (const one of inherits) if (!tagged.has(one.arn)) tagged.set(one.arn, { table: one, item });
    if (inherits.length === 0) {
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

function* tagsOfTable({ table, item }: TableTags, model: GlueModel): Facts {
  const scope = model.names.scope(`lf-tags/${table.database}/${table.name}`, table.owner);
  yield { type: 'scope', scope, mode: 'replace' };
  const evidence = evidenceOf(scope, item, item.at || 'LFTags');
  const effective = new Map([
    ...tagValues(recs(item.value, 'LFTagOnDatabase')),
    ...tagValues(recs(item.value, 'LFTagsOnTable')),
  ]);
  const tell = function* (target: Target, tags: ReadonlyMap<string, readonly string[]>): Facts {
    for (const [key, values] of tags) {
      for (const value of values) yield { type: 'tag', target, kind: 'label', key, value, evidence };
      yield* statedLevel(target, evidence, key, values);
    }
  };
  yield* tell({ on: 'dataset', dataset: table.dataset }, effective);
  for (const column of recs(item.value, 'LFTagsOnColumns')) {
    const name = str(column, 'Name');
    if (name)
      yield* tell({ on: 'column', dataset: table.dataset, path: [name] }, tagValues(recs(column, 'LFTags')));
  }
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
