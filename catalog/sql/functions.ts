/**
 * Functions that matter to lineage for more than having arguments: aggregates and hashes.
 */
import { functionName, type Expression } from './tree.ts';

const AGGREGATE_KINDS = new Set([
  'aggregate_function',
  'any_value',
  'approx_count_distinct',
  'approx_distinct',
  'approx_percentile',
  'approx_quantile',
  'approx_quantiles',
  'approx_top_k',
  'approx_top_sum',
  'anonymous_agg_func',
  'arg_max',
  'arg_min',
  'avg',
  'combined_agg_func',
  'combined_parameterized_agg',
  'corr',
  'count',
  'count_if',
  'covar_pop',
  'covar_samp',
  'first',
  'group_concat',
  'hll',
  'last',
  'logical_and',
  'logical_or',
  'max',
  'median',
  'min',
  'minhash',
  'mode',
  'parameterized_agg',
  'percentile',
  'percentile_cont',
  'percentile_disc',
  'quantile',
  'skewness',
  'stddev',
  'stddev_pop',
  'stddev_samp',
  'sum',
  'sum_if',
  'var_pop',
  'var_samp',
  'variance',
]);

/** Aggregates that the grammars read as plain calls. */
const AGGREGATE_NAMES = new Set([
  'bool_and',
  'bool_or',
  'collect_list',
  'collect_set',
  'count_big',
  'every',
  'first_agg',
  'grouparray',
  'groupuniqarray',
  'kurtosis',
  'list',
  'uniq',
  'uniqcombined',
  'uniqexact',
  'uniqhll12',
]);

/** True for an expression that makes one value of many rows. */
export function aggregates(expression: Expression): boolean {
  const { kind } = expression;
  return AGGREGATE_KINDS.has(kind) || kind.endsWith('_agg') || AGGREGATE_NAMES.has(functionName(expression));
}

/** Aggregates whose last argument chooses rows and does not become the value. */
export function isConditionLast(expression: Expression): boolean {
  const name = functionName(expression);
  return (
    /^arg_(max|min)$/.test(expression.kind) ||
    /^(max_by|min_by|arg_?max|arg_?min)$/.test(name) ||
    (expression.kind === 'aggregate_function' && /^[a-z]\w*if$/.test(name))
  );
}

const HASHES =
  /^(md5|sha|sha1|sha2|sha224|sha256|sha384|sha512)(_(hex|binary|digest|number_lower64|number_upper64))?$|^(hash|hashbytes|hash_agg|hash_code|hmac\w*|digest|crc32\w*|xxhash\w*|murmur\w*|farm_?fingerprint\w*|city_?hash\w*|sip_?hash\w*|standard_hash|ora_hash|checksum|binary_checksum|fnv_hash|spooky_hash\w*|to_base64_hash|blake3|halfmd5)$/;

/** True for a function whose result does not show what went in. */
export const hashes = (expression: Expression): boolean => HASHES.test(functionName(expression));
