/**
 * The AWS clients: the only file of the product that imports them, and it is itself imported only when
 * a person starts a collection. All calls here read; none writes.
 */
import {
  BatchGetDataQualityResultCommand,
  GetColumnStatisticsForTableCommand,
  GetConnectionsCommand,
  GetCrawlersCommand,
  GetDatabasesCommand,
  GetDataflowGraphCommand,
  GetDataQualityRulesetCommand,
  GetJobBookmarkCommand,
  GetJobRunsCommand,
  GetJobsCommand,
  GetMLTransformsCommand,
  GetPartitionIndexesCommand,
  GetPartitionsCommand,
  GetTablesCommand,
  GetTableVersionsCommand,
  GetTagsCommand,
  GetTriggersCommand,
  GetUserDefinedFunctionsCommand,
  GetWorkflowCommand,
  GlueClient,
  ListCrawlsCommand,
  ListDataQualityResultsCommand,
  ListDataQualityRulesetsCommand,
  ListWorkflowsCommand,
} from '@aws-sdk/client-glue';
import {
  GetResourceLFTagsCommand,
  LakeFormationClient,
  ListDataCellsFilterCommand,
  ListPermissionsCommand,
} from '@aws-sdk/client-lakeformation';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsAccess } from './access.ts';
import type { AwsSource } from './plan.ts';

/** Scripts above this are left out. Bytes. */
const MAX_SCRIPT = 16 * 1024 * 1024;

const GLUE = {
  'get-databases': GetDatabasesCommand,
  'get-tables': GetTablesCommand,
  'get-user-defined-functions': GetUserDefinedFunctionsCommand,
  'get-table-versions': GetTableVersionsCommand,
  'get-partitions': GetPartitionsCommand,
  'get-partition-indexes': GetPartitionIndexesCommand,
  'get-column-statistics-for-table': GetColumnStatisticsForTableCommand,
  'get-jobs': GetJobsCommand,
  'get-job-runs': GetJobRunsCommand,
  'get-job-bookmark': GetJobBookmarkCommand,
  'get-dataflow-graph': GetDataflowGraphCommand,
  'get-tags': GetTagsCommand,
  'get-crawlers': GetCrawlersCommand,
  'list-crawls': ListCrawlsCommand,
  'get-triggers': GetTriggersCommand,
  'get-connections': GetConnectionsCommand,
  'list-workflows': ListWorkflowsCommand,
  'get-workflow': GetWorkflowCommand,
  'get-ml-transforms': GetMLTransformsCommand,
  'list-data-quality-rulesets': ListDataQualityRulesetsCommand,
  'get-data-quality-ruleset': GetDataQualityRulesetCommand,
  'list-data-quality-results': ListDataQualityResultsCommand,
  'batch-get-data-quality-result': BatchGetDataQualityResultCommand,
} as const;

const LAKE_FORMATION = {
  'list-permissions': ListPermissionsCommand,
  'get-resource-lf-tags': GetResourceLFTagsCommand,
  'list-data-cells-filter': ListDataCellsFilterCommand,
} as const;

/** What the clients have in common of a command, whichever it is. */
type AnyCommand = new (input: never) => object;
interface AnyClient {
  send(command: never, options: { readonly abortSignal: AbortSignal }): Promise<object>;
}

/** Makes the clients. Nothing is connected to before the first call. */
export function openAws({ region, profile, endpoint }: AwsSource): AwsAccess {
  const config = {
    region,
    maxAttempts: 8,
    retryMode: 'adaptive',
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  } as const;
  const glue = new GlueClient(config);
  const lakeFormation = new LakeFormationClient(config);
  const sts = new STSClient(config);
  const s3 = new S3Client({ ...config, followRegionRedirects: true, forcePathStyle: endpoint !== undefined });
  const call = async (operation: string, input: object, abortSignal: AbortSignal): Promise<object> => {
    const ofGlue = (GLUE as Readonly<Record<string, AnyCommand>>)[operation];
    const Command = ofGlue ?? (LAKE_FORMATION as Readonly<Record<string, AnyCommand>>)[operation];
    if (!Command) throw new Error(`No such call: ${operation}`);
    const client = (ofGlue ? glue : lakeFormation) as unknown as AnyClient;
    return withoutMetadata(await client.send(new Command(input as never) as never, { abortSignal }));
  };
  return {
    identity: async (abortSignal) => {
      const { UserId, Account, Arn } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
      return { UserId, Account, Arn };
    },
    call,
    object: async (bucket, key, abortSignal) => {
      const { Body, ContentLength } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
        abortSignal,
      });
      if (!Body || (ContentLength ?? 0) > MAX_SCRIPT)
        throw new Error(`The script is larger than ${MAX_SCRIPT} bytes and was left out`);
      return Body.transformToByteArray();
    },
    close: () => {
      for (const client of [glue, lakeFormation, sts, s3]) client.destroy();
    },
  };
}

function withoutMetadata(answer: object): object {
  return Object.fromEntries(Object.entries(answer).filter(([key]) => key !== '$metadata'));
}
