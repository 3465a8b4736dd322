/**
 * What the OpenLineage naming rules tell about a dataset whose producer says no more.
 */
import type { DatasetKind } from '../../model/identity.ts';
import { BROKER_SCHEMES, FILE_SCHEMES } from '../../model/schemes.ts';
import { redactUri } from '../redact.ts';

/** The kind that a namespace implies; undefined for tables, which are the default. */
export function kindOfNamespace(namespace: string): DatasetKind | undefined {
  const scheme = (/^[A-Za-z][A-Za-z0-9+-]*(?=:\/\/|$)/.exec(namespace)?.[0] ?? '').toLowerCase();
  if (FILE_SCHEMES.has(scheme)) return 'file';
  return BROKER_SCHEMES.has(scheme) ? 'topic' : undefined;
}

const KINDS: Readonly<Record<string, DatasetKind>> = {
  TABLE: 'table',
  VIEW: 'view',
  FILE: 'file',
  TOPIC: 'topic',
  STREAM: 'topic',
  MODEL: 'model',
  JOB_OUTPUT: 'ephemeral',
};

/** The kind that a datasetType facet states (DatasetTypeDatasetFacet 1-0-1). */
export function kindOfType(datasetType: string): DatasetKind | undefined {
  const type = datasetType.toUpperCase();
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

const USERINFO = /^((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/@:]*:[^/]*@(?=[^@])/;
/** A user alone, where what stands before the `@` can be nothing else (in Azure storage it is the container). */
const USER =
  /^((?:jdbc:)?(?:https?|postgres(?:ql)?|redshift|mysql|mariadb|mssql|sqlserver|oracle|db2|snowflake|trino|presto|hive2?|teradata|clickhouse|cassandra|mongodb(?:\+srv)?|kafka|hdfs):\/\/)[^/@]*@(?=[^@])/i;
const SECRET_HINT = /pass|pwd|secret|token|key|cred|sig/i;

/**
 * A namespace or name without what a producer should not have left in it: user name and password, secret
 * parameters of a URL. The naming rules have no place for them; `container@account` of Azure storage
 * stays, as it holds no password.
 */
export function withoutCredentials(name: string): string {
  let clean = name;
  if (name.includes('@')) {
    clean = name.replace(USERINFO, '$1').replace(USER, '$1');
    if (clean.startsWith('jdbc:oracle:')) clean = redactUri(clean);
  }
  return /[?;&]/.test(clean) && clean.includes('=') && SECRET_HINT.test(clean) ? redactUri(clean) : clean;
}
