/**
 * Column lineage through a visual job: what each kind of node does to the columns that reach it.
 */
import {
  IDENTITY,
  NO_COLUMNS,
  originsOf,
  SURE,
  united,
  type Columns,
  type Influence,
  type Origin,
} from './columns.ts';
import type { Transformation } from '../../model/facts.ts';
import type { Endpoint } from './endpoints.ts';
import { flag, member, recs, str, texts, type Rec } from './json.ts';
import type { SqlAnalyses } from './sql-analyses.ts';
import { queryColumns, serverDialect } from './sql-columns.ts';
import {
  columnPathOf,
  columnPaths,
  conditionColumns,
  outputColumns,
  sqlAliases,
  type VisualNode,
} from './visual-nodes.ts';

/** Same name before and after a node that we cannot see into. */
const ASSUMED = 0.5;

/** A table that a node reads. */
export interface NodeSource {
  readonly endpoint: Endpoint;
  /** Top-level columns; null where they are not known. */
  readonly columns: readonly string[] | null;
  /** Its name in the node's query, if there is one. */
  readonly name?: readonly string[];
}

/** Columns of a source node: what its query gives, those of the table, else those that the node declares. */
export function sourceColumns(
  node: VisualNode,
  sources: readonly NodeSource[],
  analyses: SqlAnalyses,
): Columns {
  const tables = sources.flatMap(({ endpoint, columns, name }) =>
    name ? [{ name, columns: tableColumns(endpoint, columns) }] : [],
  );
  if (node.query !== undefined && tables.length > 0) {
    const dialect = serverDialect(sources[0]?.endpoint.dataset.namespace ?? '');
    const query = { sql: node.query, dialect, tables, output: outputColumns(node.spec) ?? [] };
    const given = queryColumns(query, analyses);
    if (given) return given;
  }
  return declaredColumns(node, sources);
}

/** A table as it leaves its place. */
function tableColumns(endpoint: Endpoint, columns: readonly string[] | null): Columns {
  const known = new Map(
    (columns ?? []).map((name): [string, Origin[]] => [
      name,
      [
        {
          column: { dataset: endpoint.dataset, path: [name] },
          transformation: IDENTITY,
          confidence: SURE * endpoint.confidence,
        },
      ],
    ]),
  );
  return { known, open: columns === null ? [endpoint] : [], opaque: false, influences: [] };
}

function declaredColumns(node: VisualNode, sources: readonly NodeSource[]): Columns {
  const known = new Map<string, Origin[]>();
  const open: Endpoint[] = [];
  const declared = outputColumns(node.spec);
  for (const { endpoint, columns } of sources) {
    if (columns === null) open.push(endpoint);
    for (const name of columns ?? declared ?? []) {
      const origin = {
        column: { dataset: endpoint.dataset, path: [name] },
        transformation: IDENTITY,
        confidence: SURE * endpoint.confidence,
      };
      known.set(name, [...(known.get(name) ?? []), origin]);
    }
  }
  return { known, open, opaque: false, influences: [] };
}

/** Columns that leave a transform or reach a target. */
export function transformColumns(
  node: VisualNode,
  inputs: ReadonlyMap<string, Columns>,
  sources: readonly NodeSource[],
  analyses: SqlAnalyses,
): Columns {
  const all = united([...inputs.values()]);
  const { spec } = node;
  switch (node.type) {
    case 'ApplyMapping':
      return applyMapping(spec, all);
    case 'RenameField':
      return moved(
        all,
        columnPathOf(member(spec, 'SourcePath')),
        columnPathOf(member(spec, 'TargetPath')),
        true,
      );
    case 'FillMissingValues': {
      const imputed = columnPathOf(member(spec, 'ImputedPath'));
      const filled = columnPathOf(member(spec, 'FilledPath'));
      return moved(all, imputed, filled.length > 0 ? filled : [`${imputed.join('.')}_filled`], false);
    }
    case 'SelectFields':
      return selected(all, columnPaths(spec, 'Paths'));
    case 'DropFields':
      return dropped(all, columnPaths(spec, 'Paths'));
    case 'Join':
      return joined(node, inputs, all);
    case 'Aggregate':
      return aggregated(spec, all);
    case 'Filter':
    case 'Route':
      return influenced(all, conditionColumns(spec), 'FILTER');
    case 'PIIDetection':
      return masked(spec, all);
    case 'SparkSQL':
      return sparkSql(node, inputs, sources, analyses) ?? opaque(spec, all);
    case 'CustomCode':
    case 'DynamicTransform':
    case 'Recipe':
    case 'EvaluateDataQualityMultiFrame':
      return opaque(spec, all);
    case 'EvaluateDataQuality':
      return str(spec, 'Output') === 'EvaluationResults' ? { ...NO_COLUMNS, opaque: true } : all;
    default:
      return KNOWN_PASSING.has(node.type) || node.role === 'target' ? all : opaque(spec, all);
  }
}

/** A SQL node: its query over the nodes before it and over catalog tables that it names itself. */
function sparkSql(
  node: VisualNode,
  inputs: ReadonlyMap<string, Columns>,
  sources: readonly NodeSource[],
  analyses: SqlAnalyses,
): Columns | null {
  if (node.query === undefined) return null;
  const aliased = sqlAliases(node.spec).map(({ alias, from }) => ({
    name: [alias],
    columns: inputs.get(from) ?? NO_COLUMNS,
  }));
  const named = sources.flatMap(({ endpoint, columns, name }) =>
    name ? [{ name, columns: tableColumns(endpoint, columns) }] : [],
  );
  const tables = [...aliased, ...named];
  const output = outputColumns(node.spec) ?? [];
  return queryColumns({ sql: node.query, dialect: 'spark', tables, output }, analyses);
}

/** Transforms that change rows or how they are grouped, and no column. */
const KNOWN_PASSING = new Set([
  'DropNullFields',
  'DropDuplicates',
  'SelectFromCollection',
  'SplitFields',
  'Union',
  'Merge',
  'Spigot',
  'Repartition',
]);

/** Mappings inside mappings; the service allows fewer. */
const MAX_MAPPING_DEPTH = 20;

function applyMapping(spec: Rec, columns: Columns): Columns {
  const known = new Map<string, readonly Origin[]>();
  const map = (mappings: readonly Rec[], prefix: string, depth: number): void => {
    for (const mapping of mappings) {
      const key = str(mapping, 'ToKey');
      if (!key || flag(mapping, 'Dropped')) continue;
      const name = prefix + key;
      const children = recs(mapping, 'Children');
      if (children.length > 0 && depth < MAX_MAPPING_DEPTH) {
        map(children, `${name}.`, depth + 1);
        continue;
      }
      const cast =
        str(mapping, 'FromType') !== str(mapping, 'ToType') &&
        !sameType(str(mapping, 'FromType'), str(mapping, 'ToType'));
      const origins = originsOf(columns, columnPathOf(member(mapping, 'FromPath')));
      known.set(
        name,
        cast
          ? origins.map((one) => transformed(one, `cast to ${str(mapping, 'ToType') ?? 'another type'}`))
          : origins,
      );
    }
  };
  map(recs(spec, 'Mapping'), '', 0);
  // A mapping lists every column that leaves, so nothing passes unseen.
  return { ...columns, known, open: [] };
}

const sameType = (from: string | undefined, to: string | undefined): boolean => {
  const plain = (type: string | undefined): string =>
    type === 'bigint' ? 'long' : type === 'integer' ? 'int' : (type ?? '');
  return plain(from) === plain(to);
};

/** What only influences a value, or was combined with others, stays so. */
const transformed = (origin: Origin, description: string): Origin =>
  origin.transformation.type === 'INDIRECT'
    ? origin
    : {
        ...origin,
        transformation: {
          type: 'DIRECT',
          subtype: origin.transformation.subtype === 'AGGREGATION' ? 'AGGREGATION' : 'TRANSFORMATION',
          description,
          ...(origin.transformation.masking ? { masking: true } : {}),
        },
      };

function moved(columns: Columns, from: readonly string[], to: readonly string[], removes: boolean): Columns {
  if (from.length === 0 || to.length === 0) return columns;
  const origins = originsOf(columns, from);
  const known = new Map(columns.known);
  if (removes) known.delete(from.join('.'));
  known.set(
    to.join('.'),
    removes ? origins : origins.map((one) => transformed(one, 'missing values filled in')),
  );
  return { ...columns, known };
}

function selected(columns: Columns, paths: readonly (readonly string[])[]): Columns {
  const known = new Map<string, readonly Origin[]>();
  for (const path of paths) {
    const inside = [...columns.known].filter(([name]) => name.startsWith(`${path.join('.')}.`));
    if (inside.length > 0 && !columns.known.has(path.join('.')))
      for (const [name, origins] of inside) known.set(name, origins);
    else known.set(path.join('.'), originsOf(columns, path));
  }
  return { ...columns, known, open: [] };
}

function dropped(columns: Columns, paths: readonly (readonly string[])[]): Columns {
  const names = new Set(paths.map((path) => path.join('.')));
  const isDropped = (name: string): boolean => {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
      if (names.has(name.slice(0, dot))) return true;
    return names.has(name);
  };
  return { ...columns, known: new Map([...columns.known].filter(([name]) => !isDropped(name))) };
}

function joined(node: VisualNode, inputs: ReadonlyMap<string, Columns>, all: Columns): Columns {
  const influences = recs(node.spec, 'Columns').flatMap((side) => {
    const from = inputs.get(str(side, 'From') ?? '') ?? NO_COLUMNS;
    return columnPaths(side, 'Keys').flatMap((path) => originsOf(from, path));
  });
  return {
    ...all,
    influences: [
      ...all.influences,
      ...influences.map(({ column }) => ({ column, subtype: 'JOIN' as const })),
    ],
  };
}

function influenced(
  columns: Columns,
  paths: readonly (readonly string[])[],
  subtype: Influence['subtype'],
): Columns {
  const added = paths.flatMap((path) => originsOf(columns, path)).map(({ column }) => ({ column, subtype }));
  return added.length > 0 ? { ...columns, influences: [...columns.influences, ...added] } : columns;
}

/** Groups pass; each aggregate makes a column that is literally named `func(column)`. */
function aggregated(spec: Rec, columns: Columns): Columns {
  const groups = columnPaths(spec, 'Groups');
  const grouped = influenced(columns, groups, 'GROUP_BY');
  const known = new Map<string, readonly Origin[]>();
  for (const path of groups) known.set(path.join('.'), originsOf(columns, path));
  for (const aggregate of recs(spec, 'Aggs')) {
    const path = columnPathOf(member(aggregate, 'Column'));
    const name = `${str(aggregate, 'AggFunc') ?? ''}(${path.join('.')})`;
    const transformation: Transformation = { type: 'DIRECT', subtype: 'AGGREGATION', description: name };
    known.set(
      name,
      originsOf(columns, path).map((origin) =>
        origin.transformation.type === 'INDIRECT' ? origin : { ...origin, transformation },
      ),
    );
  }
  return { ...grouped, known, open: [] };
}

/**
 * Detection may mask values in any column, in those that it finds at run time. Which ones is not known
 * here, so nothing is said to be masked; the step is written down.
 */
function masked(spec: Rec, columns: Columns): Columns {
  const kind = str(spec, 'PiiType') ?? 'detection';
  const description = `PIIDetection ${kind}: ${texts(spec, 'EntityTypesToDetect').join(', ')}`.slice(0, 500);
  const known = new Map(
    [...columns.known].map(
      ([name, origins]) => [name, origins.map((one) => transformed(one, description))] as const,
    ),
  );
  return { ...columns, known };
}

/** A node that we cannot see into: columns that keep their name are assumed to be the same. */
function opaque(spec: Rec, columns: Columns): Columns {
  const declared = outputColumns(spec);
  const assumed = (origins: readonly Origin[]): Origin[] =>
    origins.map((one) => ({
      column: one.column,
      transformation: { type: 'DIRECT' },
      confidence: Math.min(one.confidence, ASSUMED),
    }));
  const names = declared ?? [...columns.known.keys()];
  // Only columns that are known to arrive are assumed to be the same; a name that is new may be made here.
  const arriving = { ...columns, open: [] };
  const known = new Map(names.map((name) => [name, assumed(originsOf(arriving, [name]))] as const));
  return { known, open: declared ? [] : columns.open, opaque: true, influences: columns.influences };
}
