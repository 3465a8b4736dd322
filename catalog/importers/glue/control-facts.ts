/**
 * Crawlers and triggers: what catalogues tables and what runs after what. None of this
 * moves data, so none of it becomes a flow.
 */
import type { Evidence, Json, Target } from '../../model/facts.ts';
import { pairKey, type JobKey } from '../../model/identity.ts';
import { redactText } from '../redact.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { description, property, safeText } from './descriptive.ts';
import type { GlueExport } from './export.ts';
import type { Item } from './item.ts';
import { instant, member, rec, recs, str, texts, type Rec } from './json.ts';
import { s3Path, s3Url, type S3Path } from './locations.ts';
import { byName, evidenceOf, jobOrCrawler, type Facts, type GlueModel } from './model.ts';
import { arnOf } from './names.ts';

/** All crawlers and triggers. */
export function* controlFacts(model: GlueModel): Facts {
  yield* crawlerFacts(model);
  yield* triggerFacts(model);
}

function* crawlerFacts(model: GlueModel): Facts {
  const { names, source, context } = model;
  const crawlers = byName(source.items.crawlers);
  const scope = names.scope('crawlers');
  if (crawlers.size > 0 || source.isWhole('crawlers')) {
    yield { type: 'scope', scope, mode: source.isWhole('crawlers') ? 'replace' : 'accumulate' };
  }
  for (const [name, item] of crawlers) {
    const job = names.crawler(name);
    yield {
      type: 'job',
      job,
      kind: 'crawler',
      sourceId: arnOf(job),
      explicitFlows: true,
      evidence: evidenceOf(scope, item),
    };
  }
  for (const [name, item] of crawlers) {
    yield* oneCrawler(name, item, model);
    context.accepted();
  }
}

function* oneCrawler(name: string, item: Item, model: GlueModel): Facts {
  const scope = model.names.scope(`crawler/${name}`);
  yield { type: 'scope', scope, mode: 'replace' };
  const evidence = evidenceOf(scope, item);
  const target: Target = { on: 'job', job: model.names.crawler(name) };
  yield* description(target, evidence, str(item.value, 'Description'));
  const targets = crawlerTargets(rec(item.value, 'Targets'), model);
  yield property(
    target,
    evidence,
    'targets',
    targets.map((one) => safeText(one)),
  );
  const database = str(item.value, 'DatabaseName');
  if (database) yield property(target, evidence, 'database', database);
  const schedule = str(rec(item.value, 'Schedule'), 'ScheduleExpression');
  if (schedule) yield property(target, evidence, 'schedule', schedule);
  const role = str(item.value, 'Role');
  if (role) yield property(target, evidence, 'role', safeText(role));
  const last = rec(item.value, 'LastCrawl');
  if (last) yield property(target, evidence, 'lastCrawl', lastCrawl(last));
  for (const table of cataloguedBy(item.value, model)) {
    yield property({ on: 'dataset', dataset: table.dataset }, evidence, 'crawler', name);
  }
}

function lastCrawl(last: Rec): Json {
  const started = instant(member(last, 'StartTime'));
  const error = str(last, 'ErrorMessage');
  return {
    status: str(last, 'Status') ?? 'unknown',
    ...(started ? { started } : {}),
    ...(error ? { error: redactText(error).slice(0, 1000) } : {}),
  };
}

/** What a crawler looks at, in the ids that jobs' inputs have as well. */
function crawlerTargets(targets: Rec | null, model: GlueModel): string[] {
  const paths = [
    ...recs(targets, 'S3Targets').flatMap((one) => texts(one, 'Path')),
    ...recs(targets, 'DeltaTargets').flatMap((one) => texts(one, 'DeltaTables')),
    ...recs(targets, 'IcebergTargets').flatMap((one) => texts(one, 'Paths')),
    ...recs(targets, 'HudiTargets').flatMap((one) => texts(one, 'Paths')),
  ]
    .map((path) => s3Path(path))
    .filter((path) => path !== null)
    .map(s3Url);
  const databases = [...recs(targets, 'JdbcTargets'), ...recs(targets, 'MongoDBTargets')];
  const behind = databases.map((one) => `conn:${str(one, 'ConnectionName') ?? ''}/${str(one, 'Path') ?? ''}`);
  const dynamo = recs(targets, 'DynamoDBTargets')
    .flatMap((one) => texts(one, 'Path'))
    .map((table) => `dynamodb:${table}`);
  const tables = recs(targets, 'CatalogTargets').flatMap((one) => {
    const database = str(one, 'DatabaseName');
    return database ? texts(one, 'Tables').map((table) => arnOf(model.tables.keyOf(database, table))) : [];
  });
  return [...new Set([...paths, ...behind, ...dynamo, ...tables])].sort();
}

/** Tables in the crawler's database, with its prefix, below one of its paths, that no crawler signed. */
function* cataloguedBy(crawler: Rec, model: GlueModel): Generator<CatalogTable, void> {
  const database = str(crawler, 'DatabaseName') ?? '';
  const prefix = (str(crawler, 'TablePrefix') ?? '').toLowerCase();
  const targets = rec(crawler, 'Targets');
  const roots = recs(targets, 'S3Targets')
    .flatMap((one) => texts(one, 'Path'))
    .map((path) => s3Path(path))
    .filter((path) => path !== null);
  for (const table of model.tables.inDatabase(database)) {
    // A table that a crawler signed says so itself.
    if (str(rec(table.item.value, 'Parameters'), 'UPDATED_BY_CRAWLER') !== undefined) continue;
    const isNamed = table.name.toLowerCase().startsWith(prefix);
    const { location } = table;
    if (isNamed && location && roots.some((root) => isBelow(location, root))) yield table;
  }
}

const isBelow = (path: S3Path, root: S3Path): boolean =>
  path.bucket === root.bucket &&
  (root.key === '' || path.key === root.key || path.key.startsWith(`${root.key}/`));

function* triggerFacts(model: GlueModel): Facts {
  const { names, source, context } = model;
  const triggers = byName(source.items.triggers);
  if (triggers.size === 0 && !source.isWhole('triggers')) return;
  const scope = names.scope('triggers');
  yield { type: 'scope', scope, mode: source.isWhole('triggers') ? 'replace' : 'accumulate' };
  for (const [name, item] of triggers) {
    context.accepted();
    const evidence = evidenceOf(scope, item);
    const { value } = item;
    const actions = recs(value, 'Actions').map((one) =>
      jobOrCrawler(names, str(one, 'JobName'), str(one, 'CrawlerName')),
    );
    const after = recs(rec(value, 'Predicate'), 'Conditions').map((one) =>
      jobOrCrawler(names, str(one, 'JobName'), str(one, 'CrawlerName')),
    );
    const schedule = str(value, 'Schedule');
    const workflow = str(value, 'WorkflowName');
    for (const to of distinctJobs(actions)) {
      yield* mentioned(to, model, evidence);
      const target: Target = { on: 'job', job: to };
      yield property(target, evidence, `trigger ${name}`, {
        type: str(value, 'Type') ?? 'ON_DEMAND',
        ...(schedule ? { schedule } : {}),
        ...(workflow ? { workflow } : {}),
      });
      // A trigger that was switched off starts nothing.
      if (str(value, 'State') !== 'DEACTIVATED') yield* orderEdges(distinctJobs(after), to, model, evidence);
    }
  }
}

export function* orderEdges(
  before: readonly JobKey[],
  to: JobKey,
  model: GlueModel,
  evidence: Evidence,
): Facts {
  for (const from of before) {
    if (pairKey(from) === pairKey(to)) continue;
    yield* mentioned(from, model, evidence);
    yield* mentioned(to, model, evidence);
    yield { type: 'job-edge', from, to, kind: 'control', evidence };
  }
}

interface Described {
  readonly crawlers: ReadonlySet<string | undefined>;
  readonly jobs: ReadonlySet<string | undefined>;
}

const described = new WeakMap<GlueExport, Described>();

/** Names of the jobs and crawlers that an export describes. */
function describedIn(source: GlueExport): Described {
  let names = described.get(source);
  if (!names) {
    const { crawlers, jobs, studioJobs } = source.items;
    const inStudio = studioJobs.map(({ value }) => str(rec(value, 'jobConfig'), 'name'));
    names = {
      crawlers: new Set(crawlers.map(({ value }) => str(value, 'Name'))),
      jobs: new Set([...jobs.map(({ value }) => str(value, 'Name')), ...inStudio]),
    };
    described.set(source, names);
  }
  return names;
}

/** A job or crawler that is named here and described nowhere in the export. */
function* mentioned(job: JobKey, model: GlueModel, evidence: Evidence): Facts {
  const [type, name] = [job.name.slice(0, job.name.indexOf('/')), job.name.slice(job.name.indexOf('/') + 1)];
  if (describedIn(model.source)[type === 'crawler' ? 'crawlers' : 'jobs'].has(name)) return;
  yield {
    type: 'job',
    job,
    sourceId: arnOf(job),
    referencedOnly: true,
    ...(type === 'crawler' ? { kind: 'crawler' } : {}),
    evidence,
  };
}

function distinctJobs(jobs: readonly (JobKey | null)[]): JobKey[] {
  return [...new Map(jobs.filter((job) => job !== null).map((job) => [pairKey(job), job])).values()];
}
