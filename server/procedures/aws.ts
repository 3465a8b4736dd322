/** Collection from AWS for the app: first what it would do, then, when the person agrees, the work. */
import type { AwsEvent, AwsInput } from '../../contract/index.ts';
import {
  AwsConnectError,
  AwsRequestError,
  collectFromAws,
  ExportFolderError,
  planOf,
  type AwsPlan,
  type AwsSource,
} from '../aws/index.ts';
import { discardCollected, newCollectedFolder } from '../aws/collected.ts';
import { os } from './context.ts';
import { newestProgress, streamed } from './stream.ts';
import { FaceError } from './trouble.ts';

/** Errors that are listed; the folder holds all. */
const SHOWN = 100;

export const aws = os.aws.router({
  plan: os.aws.plan.handler(({ input }) => {
    const { endpoints, credentials, reads } = explained(() => planOf(sourceOf(input))) satisfies AwsPlan;
    return { endpoints: [...endpoints], credentials, reads: [...reads] };
  }),
  collect: os.aws.collect.handler(({ input, signal }) => {
    const source = sourceOf(input);
    explained(() => planOf(source));
    return streamed<AwsEvent>(
      async ({ signal: cancelled, emit }) => {
        const { token, folder } = newCollectedFolder();
        try {
          const done = await collectFromAws({
            source,
            folder,
            signal: cancelled,
            onProgress: (progress) => emit({ type: 'progress', ...progress }),
          });
          const errors = done.errors.map(({ Operation, Resource, Message }) => ({
            operation: Operation,
            resource: Resource,
            message: Message,
          }));
          emit({
            type: 'done',
            token,
            label: `AWS Glue, ${done.account}, ${done.region}`,
            account: done.account,
            region: done.region,
            files: done.files,
            bytes: done.bytes,
            errors: errors.slice(0, SHOWN),
            errorsTotal: errors.length,
          });
        } catch (error) {
          discardCollected(token);
          throw inWords(error);
        }
      },
      { signal, join: newestProgress },
    );
  }),
});

function sourceOf({ region, profile, details }: AwsInput): AwsSource {
  return {
    region: region.trim(),
    details: details ?? false,
    ...(profile === undefined ? {} : { profile }),
  };
}

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inWords(error);
  }
}

function inWords(error: unknown): unknown {
  const known =
    error instanceof AwsRequestError ||
    error instanceof AwsConnectError ||
    error instanceof ExportFolderError;
  return known ? new FaceError(400, error.message) : error;
}
