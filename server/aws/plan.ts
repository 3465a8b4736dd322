/**
 * What a collection from AWS would do, told before anything is connected to. Nothing here touches the
 * network or reads a credential.
 */

export interface AwsSource {
  /** `eu-west-1`. */
  readonly region: string;
  /** Profile of the AWS configuration on this machine; the default chain without one. */
  readonly profile?: string;
  /** All services at this address instead of AWS's own. */
  readonly endpoint?: string;
  /** Also what takes a call per table: partitions, versions, statistics, tags. */
  readonly details: boolean;
}

export interface AwsPlan {
  readonly endpoints: readonly string[];
  /** Where the credentials come from, in words. */
  readonly credentials: string;
  /** What is read, a line each. */
  readonly reads: readonly string[];
}

const REGION = /^[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/;

/** Something in the request that the person can mend. */
export class AwsRequestError extends Error {}

/** @throws AwsRequestError for what is no region, profile or address */
export function planOf(source: AwsSource, environment: NodeJS.ProcessEnv = process.env): AwsPlan {
  if (!REGION.test(source.region))
    throw new AwsRequestError(`"${source.region}" is not the name of an AWS region, such as eu-west-1.`);
  if (source.profile !== undefined && !/^[^\0-\x1f[\]]{1,256}$/.test(source.profile))
    throw new AwsRequestError('This is not the name of a profile.');
  return {
    endpoints: endpointsOf(source, environment),
    credentials: credentialsOf(source, environment),
    reads: readsOf(source),
  };
}

function endpointsOf({ region, endpoint }: AwsSource, environment: NodeJS.ProcessEnv): string[] {
  if (endpoint !== undefined) {
    const { protocol, origin } = URL.parse(endpoint) ?? {};
    if (protocol !== 'https:' && protocol !== 'http:')
      throw new AwsRequestError(`"${endpoint}" is not an http or https address.`);
    return [origin ?? endpoint];
  }
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  // The clients go by these variables as the AWS CLI does.
  const configured = (service: string): string | undefined =>
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? environment['AWS_ENDPOINT_URL'];
  const services = ['sts', 'glue', 'lakeformation'].map(
    (name) => configured(name) ?? `https://${name}.${region}.${suffix}`,
  );
  const s3 = configured('s3') ?? `https://<bucket of a script>.s3.${region}.${suffix}`;
  return [...new Set([...services, s3])];
}

function credentialsOf({ profile }: AwsSource, environment: NodeJS.ProcessEnv): string {
  if (profile !== undefined) return `The profile "${profile}" of the AWS configuration on this machine.`;
  if (environment['AWS_PROFILE'])
    return `The profile "${environment['AWS_PROFILE']}" that AWS_PROFILE names.`;
  if (environment['AWS_ACCESS_KEY_ID']) return 'The keys in the environment (AWS_ACCESS_KEY_ID).';
  return 'What the AWS tools on this machine would use: the default profile, a sign-in, or the role of the machine (which asks its metadata service at 169.254.169.254).';
}

function readsOf({ details }: AwsSource): string[] {
  return [
    'Databases, tables, functions',
    'Jobs, their last 50 runs, their tags, and their scripts from S3',
    'Crawlers and their last crawls, triggers, workflows, connections without passwords',
    'Machine-learning transforms, data-quality rules and results, Lake Formation permissions',
    ...(details
      ? ['For every table: partitions, indexes, versions, column statistics, Lake Formation tags and filters']
      : []),
    'No data: no table is queried and no file of a table is opened',
  ];
}
