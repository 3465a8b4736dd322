/** What is asked about one job: its runs, its script, its tags, the graph of a generated script. */
import { nameOf } from './access.ts';
import type { Collection } from './collection.ts';

/** Annotations of generated scripts, the only ones of which Glue makes a graph. */
const ANNOTATED = /^\s*##\s*@type:/m;

export async function jobCalls(collection: Collection, job: unknown): Promise<void> {
  const name = nameOf('Name')(job);
  if (name === '') return;
  await collection.one('get-job-runs', { JobName: name, MaxResults: 50 }, [name]);
  const partition = partitionOf(collection.source.region);
  const arn = `arn:${partition}:glue:${collection.source.region}:${collection.account}:job/${name}`;
  await collection.one('get-tags', { ResourceArn: arn }, ['job', name]);
  if (collection.source.details && usesBookmarks(job))
    await collection.one('get-job-bookmark', { JobName: name }, [name]);
  await script(job, name, collection);
}

async function script(job: unknown, name: string, collection: Collection): Promise<void> {
  const command: unknown = (job as { readonly Command?: unknown }).Command;
  const location = nameOf('ScriptLocation')(command);
  const [, bucket, key] = /^s3[an]?:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
  if (!bucket || !key) return;
  const content = await collection.attempt('s3 get-object', location, () =>
    collection.access.object(bucket, key, collection.signal),
  );
  if (!content) return;
  await collection.folder.writeScript(`${name}${endingOf(key)}`, content);
  const text = Buffer.from(content).toString('utf8');
  if (endingOf(key) === '.py' && ANNOTATED.test(text))
    await collection.one('get-dataflow-graph', { PythonScript: text }, [name]);
}

const endingOf = (key: string): string => /\.(?:py|scala|ipynb)$/i.exec(key)?.[0].toLowerCase() ?? '.py';

function usesBookmarks(job: unknown): boolean {
  const args: unknown = (job as { readonly DefaultArguments?: unknown }).DefaultArguments;
  return nameOf('--job-bookmark-option')(args) === 'job-bookmark-enable';
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
