/**
 * Properties of nodes: what is worth keeping beside the typed facts, with secrets taken out. Never
 * taken: `root_path` and other absolute paths, `env`, `user_id`.
 */
import type { Json } from '../../model/facts.ts';
import { isSecretKey, REDACTED, redactText, redactUri } from '../redact.ts';
import { groupName } from './owners.ts';
import { isBlank, metaOf } from './tags.ts';
import { isRecord, list, projectPath, record, text, type JsonRecord } from './values.ts';

export type Property = readonly [key: string, value: Json];

/** Of the dataset behind a model, seed, snapshot or source. */
export function datasetProperties(node: JsonRecord): Property[] {
  const config = record(node['config']);
  return present([
    ['materialization', text(config['materialized'])],
    ['package_name', text(node['package_name'])],
    ['path', projectPath(node['original_file_path'])],
    ['access', text(node['access']) ?? text(config['access'])],
    ['group', groupName(node)],
    ['version', node['version']],
    ['latest_version', node['latest_version']],
    ['defined_in', projectPath(node['defined_in'])],
    ['deprecation_date', text(node['deprecation_date'])],
    ['contract_enforced', contractEnforced(node)],
    ['constraints', kept(node['constraints'])],
    ['primary_key', kept(node['primary_key'])],
    ['source_name', text(node['source_name'])],
    ['loader', text(node['loader'])],
    ['loaded_at_field', text(node['loaded_at_field']) ?? text(config['loaded_at_field'])],
    ['freshness', node['resource_type'] === 'source' ? kept(node['freshness']) : undefined],
    ['meta', kept(metaOf(node).block)],
  ]);
}

/** Of the job that builds a model, seed or snapshot: its code and where it lies. */
export function jobProperties(node: JsonRecord): Property[] {
  const compiled = text(node['compiled_code']) ?? text(node['compiled_sql']);
  const raw = text(node['raw_code']) ?? text(node['raw_sql']);
  return present([
    ['sql', compiled === undefined ? undefined : redactText(compiled)],
    ['rawSql', compiled !== undefined || raw === undefined ? undefined : redactText(raw)],
    ['language', text(node['language'])],
    ['checksum', checksum(node)],
    ['path', projectPath(node['original_file_path'])],
    ['package_name', text(node['package_name'])],
  ]);
}

const NONE: readonly Property[] = [];

export function columnProperties(column: JsonRecord): readonly Property[] {
  // True of nearly every column.
  if (isBlank(column['constraints']) && isBlank(column['meta']) && isBlank(record(column['config'])['meta']))
    return NONE;
  return present([
    ['constraints', kept(column['constraints'])],
    ['meta', kept(metaOf(column).block)],
  ]);
}

export function exposureProperties(exposure: JsonRecord): Property[] {
  const url = text(exposure['url']);
  return present([
    ['exposure_type', text(exposure['type'])],
    ['label', text(exposure['label'])],
    ['url', url === undefined ? undefined : redactUri(url)],
    ['maturity', text(exposure['maturity'])],
    ['package_name', text(exposure['package_name'])],
    ['path', projectPath(exposure['original_file_path'])],
    ['meta', kept(metaOf(exposure).block)],
  ]);
}

/** Digest of the node's file; of large seeds dbt takes the path instead, which tells nothing. */
function checksum(node: JsonRecord): string | undefined {
  const { name, checksum: digest } = record(node['checksum']);
  return name === 'sha256' ? text(digest) : undefined;
}

function contractEnforced(node: JsonRecord): boolean | undefined {
  const contract = [node['contract'], record(node['config'])['contract']].find(isRecord);
  const enforced = contract?.['enforced'];
  return typeof enforced === 'boolean' ? enforced : undefined;
}

/** A list or object that holds something, its secrets taken out; undefined otherwise. */
export function kept(value: Json | undefined): Json | undefined {
  const holds = Array.isArray(value) ? list(value).length > 0 : Object.keys(record(value)).length > 0;
  return holds && value !== undefined ? redactJson(value) : undefined;
}

/** The pairs that have a value. */
export const present = (pairs: readonly (readonly [string, Json | undefined])[]): Property[] =>
  pairs.flatMap(([key, value]) => (value === undefined || value === null ? [] : [[key, value] as const]));

/** A value with its secrets taken out, by key and by content. Depth is bounded by the reader. */
function redactJson(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return list(value).map(redactJson);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' && isSecretKey(key) ? REDACTED : redactJson(item),
    ]),
  );
}
