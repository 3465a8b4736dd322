/**
 * Collects what AWS Glue and Lake Formation know of an account and region into a folder, call by call.
 * What is refused is noted and passed over; only missing credentials end it early.
 */
import { nameOf, type ExportError } from './access.ts';
import { Collection, type CollectionRequest } from './collection.ts';
import { ExportFolder } from './export-folder.ts';
import { jobCalls } from './job-calls.ts';
import { detailsOf } from './table-calls.ts';

export interface Collected {
  readonly folder: string;
  readonly account: string;
  readonly region: string;
  readonly files: number;
  readonly bytes: number;
  readonly errors: readonly ExportError[];
}

export interface CollectRequest extends CollectionRequest {
  /** New or empty. */
  readonly folder: string;
}

/**
 * Collects into the folder.
 * @throws AwsConnectError, ExportFolderError, or the signal's reason; the folder then says that it is incomplete
 */
export async function collectGlue(request: CollectRequest): Promise<Collected> {
  const folder = await ExportFolder.make(request.folder);
  const collection = new Collection(request, folder);
  const account = await collection.identity();
  let complete = false;
  try {
    await run(collection);
    complete = true;
  } finally {
    await folder.write('export-errors', [], {
      Account: account,
      Region: request.source.region,
      Complete: complete,
      ExportErrors: collection.allErrors(),
    });
  }
  const { files, bytes } = folder;
  const errors = collection.allErrors();
  return { folder: request.folder, account, region: request.source.region, files, bytes, errors };
}

/** All calls, in the order in which their answers are needed. */
async function run(collection: Collection): Promise<void> {
  const { details } = collection.source;
  const databases = await collection.list('get-databases', {}, 'DatabaseList', { pick: nameOf('Name') });
  for (const database of databases) {
    const tables = await collection.list('get-tables', { DatabaseName: database }, 'TableList', {
      names: [database],
      pick: (table) => table,
      keep: details,
    });
    const functions = { DatabaseName: database, Pattern: '*' };
    await collection.list('get-user-defined-functions', functions, 'UserDefinedFunctions', {
      names: [database],
    });
    await collection.each(tables, (table) => detailsOf(collection, database, table));
  }
  const jobs = await collection.list('get-jobs', {}, 'Jobs', { pick: (job) => job });
  await collection.each(jobs, (job) => jobCalls(collection, job));
  await control(collection);
  await quality(collection);
  await collection.list('get-ml-transforms', {}, 'Transforms');
  await collection.list('list-permissions', {}, 'PrincipalResourcePermissions');
}

async function control(collection: Collection): Promise<void> {
  const crawlers = await collection.list('get-crawlers', {}, 'Crawlers', { pick: nameOf('Name') });
  await collection.each(crawlers, (name) =>
    collection.one('list-crawls', { CrawlerName: name, MaxResults: 50 }, [name]),
  );
  await collection.list('get-triggers', {}, 'Triggers');
  await collection.list('get-connections', { HidePassword: true }, 'ConnectionList');
  const workflows = await collection.list('list-workflows', {}, 'Workflows', { pick: String });
  await collection.each(workflows, (name) =>
    collection.one('get-workflow', { Name: name, IncludeGraph: true }, [name]),
  );
}

async function quality(collection: Collection): Promise<void> {
  const rulesets = await collection.list('list-data-quality-rulesets', {}, 'Rulesets', {
    pick: nameOf('Name'),
  });
  await collection.each(rulesets, (name) =>
    collection.one('get-data-quality-ruleset', { Name: name }, [name]),
  );
  const results = await collection.list('list-data-quality-results', {}, 'Results', {
    pick: nameOf('ResultId'),
  });
  const batches = Array.from({ length: Math.ceil(results.length / 10) }, (_, at) => ({
    number: String(at + 1),
    ids: results.slice(at * 10, at * 10 + 10),
  }));
  await collection.each(batches, ({ number, ids }) =>
    collection.one('batch-get-data-quality-result', { ResultIds: ids }, [number]),
  );
}
