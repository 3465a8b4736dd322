/** `headwater export-glue`: collects AWS Glue into a folder, after it has been said what that means. */
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { counted } from '../../catalog/counted.ts';
import {
  AwsConnectError,
  AwsRequestError,
  collectFromAws,
  ExportFolderError,
  planOf,
  type AwsPlan,
  type AwsSource,
  type Collected,
} from '../../server/aws/index.ts';
import { UsageError, type ExitCode } from '../face.ts';
import { print, printJson, remark } from '../print.ts';
import { ProgressLine, size } from '../progress.ts';

export interface ExportGlueOptions {
  readonly region: readonly string[];
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly out: string;
  readonly details?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** 0: everything was read; 1: some calls were refused; 2: wrong usage, no way to AWS, or not agreed to. */
export async function exportGlueCommand(options: ExportGlueOptions): Promise<ExitCode> {
  const sources = options.region.map((region): AwsSource => ({
    region,
    details: options.details === true,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.endpointUrl === undefined ? {} : { endpoint: options.endpointUrl }),
  }));
  const controller = new AbortController();
  const cancel = () => controller.abort(new UsageError('Stopped. The folder says that it is incomplete.'));
  try {
    const plans = sources.map((source) => planOf(source));
    if (!options.yes && !(await agreed(plans))) return 2;
    process.once('SIGINT', cancel);
    const done: Collected[] = [];
    for (const source of sources) {
      const folder = sources.length > 1 ? join(resolve(options.out), source.region) : resolve(options.out);
      done.push(await collect(source, folder, controller.signal));
    }
    if (options.json) printJson(done);
    else for (const one of done) describe(one);
    return done.some(({ errors }) => errors.length > 0) ? 1 : 0;
  } catch (error) {
    if (
      error instanceof AwsRequestError ||
      error instanceof AwsConnectError ||
      error instanceof ExportFolderError
    )
      throw new UsageError(error.message, { cause: error });
    throw error;
  } finally {
    process.off('SIGINT', cancel);
  }
}

async function collect(source: AwsSource, folder: string, signal: AbortSignal): Promise<Collected> {
  const line = new ProgressLine();
  try {
    return await collectFromAws({
      source,
      folder,
      signal,
      onProgress: ({ operation, resource, calls, errors }) =>
        line.show(`${source.region}: ${calls} calls, ${errors} refused; ${operation} ${resource}`),
    });
  } finally {
    line.end();
  }
}

/** Says what would be done and asks. Without a person to ask, `--yes` has to say it. */
async function agreed(plans: readonly AwsPlan[]): Promise<boolean> {
  const [first] = plans;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError('This connects to AWS. Where nobody can be asked, agree with --yes.');
  remark(
    'This connects to AWS and reads:',
    ...(first?.reads ?? []).map((read) => `  - ${read}`),
    'It connects to:',
    ...[...new Set(plans.flatMap(({ endpoints }) => endpoints))].map((endpoint) => `  - ${endpoint}`),
    `Credentials: ${first?.credentials ?? ''}`,
  );
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await prompt.question('Connect? [y/N] ')).trim());
  } finally {
    prompt.close();
  }
}

function describe({ folder, account, region, files, bytes, errors }: Collected): void {
  print(`Account ${account}, ${region}: ${counted(files, 'file')}, ${size(bytes)}, in ${folder}`);
  if (errors.length > 0) print(`${errors.length} calls were refused or failed (export-errors.json):`);
  for (const { Operation, Resource, Message } of errors.slice(0, 20))
    print(`  ${[Operation, Resource].filter(Boolean).join(' ')}: ${Message}`);
  if (errors.length > 20) print(`  … and ${errors.length - 20} more`);
  print(`Import it: headwater import ${JSON.stringify(folder)}`);
}
