/**
 * Tables of the Data Catalog as facts.
 */
import type { Evidence, Fact, Target } from '../../model/facts.ts';
import { pairKey, type DatasetKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import { locationOf, type CatalogTable } from './catalog-tables.ts';
import { description, ownersAndLabels, property, safeSettings, safeText, tableOwner } from './descriptive.ts';
import type { Endpoint } from './endpoints.ts';
import { entries, instant, member, num, rec, str, type Rec } from './json.ts';
import { s3Dataset } from './locations.ts';
import { evidenceOf, type Facts, type GlueModel } from './model.ts';
import { arnOf, ownerOf, type Owner } from './names.ts';
import { nestedFields } from './schema.ts';
import { viewColumnFacts } from './view-columns.ts';
import { viewSource } from './views.ts';

/** All databases and their tables; the facts of a table are a group. */
export function* tableFacts(model: GlueModel): Generator<Iterable<Fact>, void> {
  for (const item of model.tables.nameless) {
    const message = 'A table without a name or database was left out.';
    model.context.issue({
      severity: 'rejected',
      file: item.file,
      at: item.at,
      code: 'table-without-name',
      message,
    });
  }
  yield listings(model);
  for (const table of model.tables.all) {
    yield oneTable(table, model);
    model.context.accepted();
  }
}

/** Which tables there are: one scope for each database, see the header of `index.ts`. */
function* listings(model: GlueModel): Facts {
  const { names, source, tables } = model;
  const scopes = new Map<string, { readonly whole: boolean; readonly tables: CatalogTable[] }>();
  const scopeOf = (database: string, owner: Owner): CatalogTable[] => {
    const catalog = owner.catalog ? `${owner.catalog}/` : '';
    const scope = names.scope(`database/${catalog}${database}`, owner);
    const known = scopes.get(scope) ?? { whole: source.isWhole(`tables/${database}`), tables: [] };
    scopes.set(scope, known);
    return known.tables;
  };
  for (const database of source.listedDatabases()) {
    if (tables.inDatabase(database).length === 0) scopeOf(database, {});
  }
  for (const table of tables.all) scopeOf(table.database, table.owner).push(table);
  for (const [scope, listing] of scopes) {
    yield { type: 'scope', scope, mode: listing.whole ? 'replace' : 'accumulate' };
    for (const table of listing.tables) {
      const kind = table.kind === 'view' ? 'view' : 'table';
      const evidence = evidenceOf(scope, table.item);
      yield { type: 'dataset', dataset: table.dataset, kind, sourceId: table.arn, evidence };
    }
  }
}

function* oneTable(table: CatalogTable, model: GlueModel): Facts {
  const { value } = table.item;
  const catalog = table.owner.catalog ? `${table.owner.catalog}/` : '';
  const scope = model.names.scope(`table/${catalog}${table.database}/${table.name}`, table.owner);
  const asOf = instant(member(value, 'UpdateTime'));
  yield { type: 'scope', scope, mode: 'replace', ...(asOf ? { asOf } : {}) };
  const evidence = evidenceOf(scope, table.item);
  const target: Target = { on: 'dataset', dataset: table.dataset };
  yield* columnFacts(table, evidence);
  yield* description(target, evidence, str(value, 'Description'));
  yield* tableOwner(target, evidence, str(value, 'Owner'));
  yield* ownersAndLabels(target, evidence, entries(rec(value, 'Parameters')), false);
  yield* tableProperties(table, target, evidence);
  yield* volumes(table, evidence, asOf);
  if (table.kind === 'link') yield* linkFacts(table, model, evidence);
  else yield* aliasFacts(table, model, evidence);
  if (table.kind === 'view') yield* viewFacts(table, model, evidence);
  if (table.schema.placeholder) {
    const message = `The catalog holds only a placeholder column for ${table.database}.${table.name}; its real columns are in the table's own log and were not exported. The placeholder was kept.`;
    model.context.issue({
      severity: 'warning',
      file: table.item.file,
      at: table.item.at,
      code: 'placeholder-schema',
      message,
    });
  }
}

/** Most facts of an export are these: they are made in one go, and a column that says no more costs no more. */
function columnFacts(table: CatalogTable, evidence: Evidence): Fact[] {
  const { dataset } = table;
  const facts: Fact[] = [];
  for (const [ordinal, column] of table.schema.columns.entries()) {
    const { name, type, comment, parameters } = column;
    const path = [name];
    facts.push(
      type
        ? { type: 'column', dataset, path, ordinal, dataType: type, evidence }
        : { type: 'column', dataset, path, ordinal, evidence },
    );
    for (const field of nestedFields(column)) {
      const { path: below, ordinal: place, type: dataType } = field;
      facts.push({ type: 'column', dataset, path: below, ordinal: place, dataType, evidence });
    }
    if (!comment && parameters.length === 0 && !column.dropped && !column.partition) continue;
    const target: Target = { on: 'column', dataset, path };
    facts.push(...description(target, evidence, comment === 'from deserializer' ? undefined : comment));
    facts.push(...ownersAndLabels(target, evidence, parameters, false));
    // Glue goes on listing it, so it is kept; readers of the table no longer see it, so it is marked.
    if (column.dropped)
      facts.push({ type: 'tag', target, kind: 'label', key: 'iceberg', value: 'dropped column', evidence });
    if (column.partition) facts.push(property(target, evidence, 'partitionKey', true));
  }
  return facts;
}

/** Parameters that repeat what is told otherwise, or are of use to engines alone. */
const TECHNICAL_PARAMETER =
  /^(?:spark\.sql\.|Crawler|UPDATED_BY_CRAWLER$|EXTERNAL$|transient_lastDdlTime$|presto_|comment$|sizeKey$|recordCount$|objectCount$|averageRecordSize$)/;

function* tableProperties(table: CatalogTable, target: Target, evidence: Evidence): Facts {
  const { value } = table.item;
  const storage = rec(value, 'StorageDescriptor');
  const parameters = rec(value, 'Parameters');
  const location = locationOf(table) ?? str(storage, 'Location');
  if (location) yield property(target, evidence, 'location', safeText(location));
  const type = str(value, 'TableType');
  if (type) yield property(target, evidence, 'tableType', type);
  const format =
    str(parameters, 'table_type') ??
    str(parameters, 'spark.sql.sources.provider') ??
    str(parameters, 'classification');
  if (format) yield property(target, evidence, 'format', format.toLowerCase());
  const serde = str(rec(storage, 'SerdeInfo'), 'SerializationLibrary');
  if (serde) yield property(target, evidence, 'serde', serde);
  const kept = entries(parameters).filter(([key]) => !TECHNICAL_PARAMETER.test(key));
  if (kept.length > 0) yield property(target, evidence, 'parameters', safeSettings(Object.fromEntries(kept)));
  const crawler = str(parameters, 'UPDATED_BY_CRAWLER');
  if (crawler) yield property(target, evidence, 'crawler', crawler);
  const createdBy = str(value, 'CreatedBy');
  if (createdBy) yield property(target, evidence, 'createdBy', createdBy);
  for (const [key, name] of [
    ['CreateTime', 'created'],
    ['UpdateTime', 'updated'],
  ] as const) {
    const time = instant(member(value, key));
    if (time) yield property(target, evidence, name, time);
  }
}

/** Volumes that crawlers and Hive write into the parameters. */
function* volumes(table: CatalogTable, evidence: Evidence, at: string | undefined): Facts {
  const parameters = rec(table.item.value, 'Parameters');
  const figures = [
    ['rowCount', num(parameters, 'recordCount') ?? num(parameters, 'numRows')],
    ['byteCount', num(parameters, 'sizeKey') ?? num(parameters, 'totalSize')],
    ['fileCount', num(parameters, 'objectCount') ?? num(parameters, 'numFiles')],
  ] as const;
  for (const [name, value] of figures) {
    // Hive writes -1 where it does not know.
    if (value !== undefined && value >= 0)
      yield { type: 'metric', dataset: table.dataset, name, value, ...(at ? { at } : {}), evidence };
  }
}

/** The place where the table's data lies, as another name of the same dataset. */
function* aliasFacts(table: CatalogTable, model: GlueModel, evidence: Evidence): Facts {
  if (table.location) {
    const alias = s3Dataset(table.location);
    // Two tables over one folder are two views of it, so neither may claim it.
    const certainty =
      model.tables.locations.at(table.location).length === 1 && table.location.key !== ''
        ? 'certain'
        : 'likely';
    yield { type: 'dataset', dataset: alias, kind: 'file', referencedOnly: true, evidence };
    yield { type: 'alias', dataset: table.dataset, alias, basis: 'location', certainty, evidence };
    return;
  }
  const source = table.kind === 'table' ? outsideSource(table.item.value, model) : null;
  if (!source) return;
  yield {
    type: 'dataset',
    dataset: source.dataset,
    kind: source.kind,
    sourceId: source.sourceId,
    referencedOnly: true,
    evidence,
  };
  yield {
    type: 'alias',
    dataset: table.dataset,
    alias: source.dataset,
    basis: 'location',
    certainty: 'likely',
    evidence,
  };
}

/** What a table outside object storage stands for: a database table, a stream, a topic. */
function outsideSource(table: Rec, model: GlueModel): Endpoint | null {
  const storage = rec(table, 'StorageDescriptor');
  const location = str(storage, 'Location') ?? '';
  const setting = (key: string): string | undefined =>
    str(rec(storage, 'Parameters'), key) ?? str(rec(table, 'Parameters'), key);
  const connection = setting('connectionName');
  const topic = setting('topicName');
  const stream = setting('streamARN') ?? setting('streamName');
  if (/^arn:[\w-]+:dynamodb:/.test(location))
    return model.endpoints.resolve({ kind: 'dynamodb', table: location });
  if (stream) return model.endpoints.resolve({ kind: 'stream', stream });
  const servers = setting('bootstrap.servers');
  if (topic)
    return model.endpoints.resolve({
      kind: 'topic',
      topic,
      ...(connection ? { connection } : {}),
      ...(servers ? { servers } : {}),
    });
  return connection && location
    ? model.endpoints.resolve({ kind: 'jdbc', connection, object: location })
    : null;
}

/** A resource link: the owner's table under another name in this catalog. */
function* linkFacts(table: CatalogTable, model: GlueModel, evidence: Evidence): Facts {
  const link = rec(table.item.value, 'TargetTable');
  const [database, name] = [str(link, 'DatabaseName'), str(link, 'Name')];
  if (!database || !name) return;
  const owner = ownerOf(str(link, 'CatalogId'), str(link, 'Region'));
  const dataset: DatasetKey = model.tables.keyOf(database, name, owner);
  if (pairKey(dataset) === pairKey(table.dataset)) return;
  if (!model.tables.byDataset(dataset)) {
    yield {
      type: 'dataset',
      dataset,
      kind: 'table',
      sourceId: arnOf(dataset),
      referencedOnly: true,
      evidence,
    };
  }
  yield { type: 'alias', dataset, alias: table.dataset, basis: 'link', certainty: 'likely', evidence };
  yield { type: 'flow', from: dataset, to: table.dataset, evidence };
}

function* viewFacts(table: CatalogTable, model: GlueModel, evidence: Evidence): Facts {
  const source = viewSource(table, model.tables);
  const { query, upstream, confidence, problem, method } = source;
  const target: Target = { on: 'dataset', dataset: table.dataset };
  if (query) {
    yield property(target, evidence, 'sql', redactText(query.sql));
    yield property(target, evidence, 'sqlDialect', query.dialect);
  }
  if (problem) {
    model.context.issue({
      severity: 'warning',
      file: table.item.file,
      at: table.item.at,
      code: 'view-without-upstream',
      message: `${problem} The view ${table.database}.${table.name} was kept without its sources.`,
    });
  } else yield property(target, evidence, 'lineageMethod', `view query: tables ${method}`);
  const seen = new Set([pairKey(table.dataset)]);
  for (const ref of upstream) {
    const from = model.endpoints.resolve(ref);
    if (!from || seen.has(pairKey(from.dataset))) continue;
    seen.add(pairKey(from.dataset));
    if (!model.tables.byDataset(from.dataset)) {
      yield {
        type: 'dataset',
        dataset: from.dataset,
        kind: from.kind,
        sourceId: from.sourceId,
        referencedOnly: from.mentionedOnly,
        evidence,
      };
    }
    yield {
      type: 'flow',
      from: from.dataset,
      to: table.dataset,
      confidence: confidence * from.confidence,
      evidence,
    };
  }
  yield* viewColumnFacts(table, source, model, evidence);
}
