/**
 * What calls of their own tell of a table: its partitions, their indexes, and how its schema changed.
 */
import type { Json, Target } from '../../model/facts.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { property } from './descriptive.ts';
import type { Item } from './item.ts';
import { instant, member, rec, recs, str, texts, type Rec } from './json.ts';
import { evidenceOf, tableOfFileName, type Facts, type GlueModel } from './model.ts';

/** Patterns of partition values that are kept. */
const PATTERNS = 20;
/** Changes of a schema that are kept, the latest. */
const CHANGES = 200;
/** Columns that are named of one change. */
const COLUMNS = 100;

export function* tableExtraFacts(model: GlueModel): Facts {
  yield* perTable(model, 'partitions', 'Partitions', partitionFacts);
  yield* perTable(model, 'partitionIndexes', 'PartitionIndexDescriptorList', indexFacts);
  yield* perTable(model, 'tableVersions', 'TableVersions', versionFacts);
}

/** The pages of one call about one table. */
interface Pages {
  readonly table: CatalogTable;
  readonly item: Item;
  readonly all: readonly Rec[];
  /** The last page is not here. */
  readonly cut: boolean;
}

function* perTable(
  model: GlueModel,
  kind: 'partitions' | 'partitionIndexes' | 'tableVersions',
  key: string,
  tell: (pages: Pages) => Iterable<readonly [string, Json]>,
): Facts {
  const byTable = new Map<string, Pages>();
  for (const item of model.source.items[kind]) {
    const all = recs(item.value, key);
    const table = tableOf(all[0], item, model);
    if (!table) {
      if (all.length > 0) reportUnknown(item, key, model);
      continue;
    }
    const before = byTable.get(table.arn);
    byTable.set(table.arn, {
      table,
      item,
      all: [...(before?.all ?? []), ...all],
      cut: (before?.cut ?? true) && str(item.value, 'NextToken') !== undefined,
    });
  }
  for (const pages of byTable.values()) {
    const { table, item } = pages;
    const scope = model.names.scope(`${kind}/${table.database}/${table.name}`, table.owner);
    yield { type: 'scope', scope, mode: 'replace' };
    const evidence = evidenceOf(scope, item, key);
    const target: Target = { on: 'dataset', dataset: table.dataset };
    for (const [name, value] of tell(pages)) yield property(target, evidence, name, value);
    model.context.accepted();
  }
}

function reportUnknown(item: Item, key: string, model: GlueModel): void {
  const message = `These ${key} do not name a table of the export, and neither does the file (<operation>.<database>.<table>.json). They were left out.`;
  model.context.issue({
    severity: 'warning',
    file: item.file,
    at: item.at,
    code: 'details-without-table',
    message,
  });
}

/** The content names the table, where it does; else the file's name has to. */
function tableOf(first: Rec | undefined, item: Item, model: GlueModel): CatalogTable | null {
  const about = rec(first, 'Table') ?? first ?? null;
  const [database, name] = [str(about, 'DatabaseName'), str(about, 'TableName') ?? str(about, 'Name')];
  return (database && name ? model.tables.find(database, name) : null) ?? tableOfFileName(item, model.tables);
}

/** Values of partitions are data: shown is what they look like, and dates as they are. */
function* partitionFacts({ table, all, cut }: Pages): Iterable<readonly [string, Json]> {
  const keys = table.schema.columns.filter((column) => column.partition).map((column) => column.name);
  const patterns = new Map<string, number>();
  let newest: { readonly at: string; readonly values: string } | null = null;
  for (const partition of all) {
    const values = texts(partition, 'Values');
    const pattern = values.map(patternOf).join(' / ');
    if (patterns.has(pattern) || patterns.size < 10_000)
      patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
    const at = instant(member(partition, 'CreationTime')) ?? '';
    const shown = values.map(shownValue).join(' / ');
    if (!newest || at > newest.at || (at === newest.at && shown > newest.values))
      newest = { at, values: shown };
  }
  const common = [...patterns].sort((a, b) => b[1] - a[1]);
  yield [
    'partitions',
    {
      count: all.length,
      ...(cut ? { listing: `${all.length} and more: the listing was cut` } : {}),
      ...(keys.length > 0 ? { keys } : {}),
      patterns: common.slice(0, PATTERNS).map(([pattern, count]) => ({ pattern, count })),
      ...(common.length > PATTERNS ? { patternsShown: `${PATTERNS} of ${common.length}` } : {}),
      ...(newest ? { last: { values: newest.values, ...(newest.at ? { created: newest.at } : {}) } } : {}),
    },
  ];
}

/** `2024-06-01` is `9999-99-99`, `eu` is `a`. */
const patternOf = (value: string): string =>
  value
    .slice(0, 100)
    .replaceAll(/\d/g, '9')
    .replaceAll(/\p{L}+/gu, 'a');

/** Dates and their parts are shown; anything else may be somebody's. */
const shownValue = (value: string): string =>
  /^(?:(?:19|20)\d\d(?:[-/]?[01]\d(?:[-/]?[0-3]\d)?)?(?:[T _]?[0-2]\d(?:[:-]?[0-5]\d){0,2}Z?)?|\d{1,2})$/.test(
    value,
  )
    ? value
    : patternOf(value);

function* indexFacts({ all, cut }: Pages): Iterable<readonly [string, Json]> {
  const indexes = all.slice(0, CHANGES).map((index) => ({
    name: str(index, 'IndexName') ?? '',
    keys: recs(index, 'Keys').flatMap((key) => str(key, 'Name') ?? []),
    status: str(index, 'IndexStatus') ?? 'unknown',
  }));
  yield ['partitionIndexes', indexes];
  if (cut) yield ['partitionIndexesListed', `${all.length} and more: the listing was cut`];
}

/** How the columns changed from version to version; versions that changed none are only counted. */
function* versionFacts({ all, cut }: Pages): Iterable<readonly [string, Json]> {
  const versions = all
    .map((version) => {
      const table = rec(version, 'Table');
      const number = str(version, 'VersionId') ?? str(table, 'VersionId') ?? '';
      const updated = instant(member(table, 'UpdateTime'));
      return { number, updated, columns: table ? columnsOf(table) : new Map<string, string>() };
    })
    .sort((a, b) => Number(a.number) - Number(b.number) || a.number.localeCompare(b.number));
  const changes: Json[] = [];
  for (const [at, version] of versions.entries()) {
    const before = versions[at - 1];
    const difference = before ? differenceOf(before.columns, version.columns) : null;
    if (difference)
      changes.push({
        version: version.number,
        ...(version.updated ? { updated: version.updated } : {}),
        ...difference,
      });
  }
  yield [
    'schemaHistory',
    {
      versions: versions.length,
      ...(cut ? { listing: `${versions.length} and more: the listing was cut` } : {}),
      first: versions[0]?.number ?? '',
      last: versions.at(-1)?.number ?? '',
      changes: changes.slice(-CHANGES),
      ...(changes.length > CHANGES ? { changesShown: `${CHANGES} of ${changes.length}` } : {}),
    },
  ];
}

function columnsOf(table: Rec): Map<string, string> {
  const columns = [...recs(rec(table, 'StorageDescriptor'), 'Columns'), ...recs(table, 'PartitionKeys')];
  return new Map(
    columns.flatMap((column): [string, string][] => {
      const name = str(column, 'Name');
      return name ? [[name, str(column, 'Type') ?? '']] : [];
    }),
  );
}

function differenceOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Record<string, Json> | null {
  const added = [...after.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const retyped = [...after].flatMap(([column, to]) => {
    const from = before.get(column);
    return from !== undefined && from !== to ? [{ column, from, to }] : [];
  });
  if (added.length + removed.length + retyped.length === 0) return null;
  const listed = (key: string, all: readonly Json[]): Record<string, Json> => ({
    ...(all.length > 0 ? { [key]: all.slice(0, COLUMNS) } : {}),
    ...(all.length > COLUMNS ? { [`${key}Shown`]: `${COLUMNS} of ${all.length}` } : {}),
  });
  return { ...listed('added', added), ...listed('removed', removed), ...listed('retyped', retyped) };
}
