/** Properties of semantic models, metrics, saved queries and functions. */
import type { Json } from '../../model/facts.ts';
import type { DatasetKind } from '../../model/identity.ts';
import { groupName } from './owners.ts';
import { kept, present, type Property } from './properties.ts';
import { metaOf } from './tags.ts';
import { projectPath, record, text, type JsonRecord } from './values.ts';

/** What is worth keeping beside the typed facts, by kind; secrets taken out. */
export function semanticProperties(kind: DatasetKind, node: JsonRecord): Property[] {
  const own =
    kind === 'metric' ? metric(node) : kind === 'saved query' ? savedQuery(node) : others(node, kind);
  return present([
    ['label', text(node['label'])],
    ...own,
    ['group', groupName(node)],
    ['package_name', text(node['package_name'])],
    ['path', projectPath(node['original_file_path'])],
    ['meta', kept(metaOf(node).block)],
  ]);
}

type Pairs = readonly (readonly [string, Json | undefined])[];

/** Metrics up to manifest v9 have a calculation, later ones a type and its parameters. */
function metric(node: JsonRecord): Pairs {
  const parameters = record(node['type_params']);
  return [
    ['metric_type', text(node['type']) ?? text(node['calculation_method'])],
    ['measure', text(record(parameters['measure'])['name'])],
    ['expression', text(parameters['expr']) ?? text(node['expression']) ?? text(node['sql'])],
    ['numerator', text(record(parameters['numerator'])['name'])],
    ['denominator', text(record(parameters['denominator'])['name'])],
    ['input_metrics', kept(parameters['metrics'])],
    ['window', kept(parameters['window'])],
    ['timestamp', text(node['timestamp'])],
    ['time_granularity', text(node['time_granularity']) ?? text(record(node['config'])['time_granularity'])],
    ['dimensions', kept(node['dimensions'])],
    ['filter', kept(node['filter']) ?? kept(node['filters'])],
  ];
}

function savedQuery(node: JsonRecord): Pairs {
  const parameters = record(node['query_params']);
  return [
    ['metrics', kept(parameters['metrics'])],
    ['group_by', kept(parameters['group_by'])],
    ['where', kept(parameters['where'])],
    ['exports', kept(node['exports'])],
  ];
}

const others = (node: JsonRecord, kind: DatasetKind): Pairs =>
  kind === 'function'
    ? [
        ['returns', kept(node['returns'])],
        ['arguments', kept(node['arguments'])],
        ['function_type', text(record(node['config'])['type'])],
        ['language', text(node['language'])],
      ]
    : [
        ['primary_entity', text(node['primary_entity'])],
        ['defaults', kept(node['defaults'])],
      ];
