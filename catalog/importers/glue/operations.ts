/**
 * Which AWS CLI operation a document comes from, told by its content: the top-level key, else the
 * members that only that kind of object has. File names do not matter here.
 */
import { asRec, onlyRecs, type Rec } from './json.ts';

export type Operation =
  | 'get-databases'
  | 'get-database'
  | 'get-tables'
  | 'get-table'
  | 'get-table-versions'
  | 'get-partitions'
  | 'get-partition-indexes'
  | 'get-user-defined-functions'
  | 'get-jobs'
  | 'get-job'
  | 'studio-job'
  | 'get-job-runs'
  | 'get-job-run'
  | 'get-crawlers'
  | 'get-crawler'
  | 'get-triggers'
  | 'get-trigger'
  | 'get-connections'
  | 'get-connection'
  | 'get-workflow'
  | 'list-workflows'
  | 'get-dataflow-graph'
  | 'get-ml-transforms'
  | 'list-data-quality-rulesets'
  | 'get-data-quality-ruleset'
  | 'batch-get-data-quality-result'
  | 'get-data-quality-result'
  | 'get-column-statistics-for-table'
  | 'get-resource-lf-tags'
  | 'list-lf-tags'
  | 'list-permissions'
  | 'get-tags'
  | 'get-job-bookmark'
  | 'get-workflow-runs'
  | 'get-workflow-run'
  | 'batch-get-workflows'
  | 'list-crawls'
  | 'list-data-cells-filter'
  | 'list-resources'
  | 'list-sessions'
  | 'list-blueprints'
  | 'export-errors'
  | 'terraform'
  | 'get-caller-identity';

/** The members of a document, as far as they tell its kind. */
export interface Shape {
  /** The document is a list; `keys` are then those of its elements. */
  readonly bare: boolean;
  readonly keys: ReadonlySet<string>;
  /** Members of the objects one level down (values, or elements of list values). */
  readonly inner: ReadonlySet<string>;
}

interface Rule {
  readonly operation: Operation;
  /** Top-level members of which all must be there. */
  readonly all: readonly string[];
  /** Top-level members of which one must be there. */
  readonly any?: readonly string[];
  /** Members one level down of which one must be there, unless nothing is there at all (an empty list). */
  readonly inner?: readonly string[];
  /** Top-level members that rule it out. */
  readonly none?: readonly string[];
}

/** What a response is wrapped in. */
const WRAPPED: readonly Rule[] = [
  { operation: 'studio-job', all: ['jobConfig', 'dag'] },
  { operation: 'get-databases', all: ['DatabaseList'] },
  {
    operation: 'get-database',
    all: ['Database'],
    inner: ['CatalogId', 'CreateTime', 'CreateTableDefaultPermissions'],
  },
  { operation: 'get-tables', all: ['TableList'] },
  { operation: 'get-table', all: ['Table'], inner: ['DatabaseName', 'StorageDescriptor'] },
  { operation: 'get-table-versions', all: ['TableVersions'] },
  {
    operation: 'get-partitions',
    all: ['Partitions'],
    inner: ['StorageDescriptor', 'TableName', 'DatabaseName'],
  },
  { operation: 'get-partition-indexes', all: ['PartitionIndexDescriptorList'] },
  { operation: 'get-user-defined-functions', all: ['UserDefinedFunctions'] },
  {
    operation: 'get-jobs',
    all: ['Jobs'],
    inner: ['Command', 'Role', 'CodeGenConfigurationNodes', 'DefaultArguments'],
  },
  { operation: 'get-job', all: ['Job'], inner: ['Command', 'Role', 'CodeGenConfigurationNodes'] },
  { operation: 'get-job-runs', all: ['JobRuns'] },
  { operation: 'get-job-run', all: ['JobRun'], inner: ['JobName', 'JobRunState'] },
  { operation: 'get-crawlers', all: ['Crawlers'], inner: ['Targets', 'DatabaseName', 'Role'] },
  { operation: 'get-crawler', all: ['Crawler'], inner: ['Targets', 'DatabaseName'] },
  { operation: 'get-triggers', all: ['Triggers'], inner: ['Actions', 'Type', 'Predicate'] },
  { operation: 'get-trigger', all: ['Trigger'], inner: ['Actions', 'Type'] },
  { operation: 'get-connections', all: ['ConnectionList'] },
  { operation: 'get-connection', all: ['Connection'], inner: ['ConnectionProperties', 'ConnectionType'] },
  {
    operation: 'get-workflow',
    all: ['Workflow'],
    inner: ['Graph', 'LastRun', 'DefaultRunProperties', 'CreatedOn'],
  },
  { operation: 'get-workflow-runs', all: ['Runs'], inner: ['WorkflowRunId'] },
  { operation: 'get-workflow-run', all: ['Run'], inner: ['WorkflowRunId'] },
  { operation: 'batch-get-workflows', all: ['Workflows', 'MissingWorkflows'] },
  { operation: 'list-workflows', all: ['Workflows'], none: ['name', 'id'] },
  { operation: 'list-blueprints', all: ['Blueprints'], none: ['name', 'id'] },
  { operation: 'list-crawls', all: ['Crawls'], inner: ['CrawlId', 'State'] },
  { operation: 'get-job-bookmark', all: ['JobBookmarkEntry'] },
  { operation: 'list-data-cells-filter', all: ['DataCellsFilters'] },
  { operation: 'list-resources', all: ['ResourceInfoList'] },
  { operation: 'list-sessions', all: ['Sessions'], inner: ['CreatedOn', 'Role', 'IdleTimeout'] },
  { operation: 'export-errors', all: ['ExportErrors'] },
  { operation: 'terraform', all: ['format_version', 'terraform_version'], any: ['values', 'planned_values'] },
  { operation: 'terraform', all: ['terraform_version', 'lineage', 'serial', 'resources'] },
  { operation: 'get-dataflow-graph', all: ['DagNodes'] },
  { operation: 'get-ml-transforms', all: ['Transforms'], inner: ['TransformId', 'InputRecordTables'] },
  { operation: 'list-data-quality-rulesets', all: ['Rulesets'], inner: ['TargetTable', 'RuleCount', 'Name'] },
  { operation: 'batch-get-data-quality-result', all: ['Results'], inner: ['ResultId', 'RuleResults'] },
  { operation: 'get-column-statistics-for-table', all: ['ColumnStatisticsList'] },
  {
    operation: 'get-resource-lf-tags',
    all: [],
    any: ['LFTagOnDatabase', 'LFTagsOnTable', 'LFTagsOnColumns'],
  },
  { operation: 'list-lf-tags', all: ['LFTags'] },
  { operation: 'list-permissions', all: ['PrincipalResourcePermissions'] },
];

/** Objects without a wrapper: some responses, the console's JSON, and what `--query` leaves. */
const BARE: readonly Rule[] = [
  { operation: 'get-caller-identity', all: ['Account', 'Arn', 'UserId'] },
  { operation: 'get-data-quality-ruleset', all: ['Name', 'Ruleset'] },
  { operation: 'get-data-quality-result', all: ['ResultId', 'RuleResults'] },
  { operation: 'get-job-run', all: ['Id', 'JobName', 'JobRunState'] },
  {
    operation: 'get-job',
    all: ['Name', 'Command'],
    any: ['Role', 'DefaultArguments', 'GlueVersion', 'ExecutionProperty'],
  },
  { operation: 'get-crawler', all: ['Name', 'Targets'] },
  {
    operation: 'get-connection',
    all: ['Name', 'ConnectionType'],
    any: ['ConnectionProperties', 'PhysicalConnectionRequirements'],
  },
  { operation: 'get-trigger', all: ['Name', 'Actions'], any: ['Type', 'State', 'Predicate'] },
  { operation: 'get-workflow', all: ['Name', 'Graph'] },
  { operation: 'get-table', all: ['Name', 'StorageDescriptor'] },
  {
    operation: 'get-table',
    all: ['Name', 'DatabaseName'],
    any: ['TableType', 'TargetTable', 'PartitionKeys', 'Parameters', 'ViewOriginalText'],
    none: ['Targets'],
  },
  {
    operation: 'get-database',
    all: ['Name'],
    any: ['CreateTableDefaultPermissions', 'TargetDatabase', 'LocationUri'],
  },
];

/** The operation that gave a document of this shape, or null. */
export function operationOf(shape: Shape): Operation | null {
  const rules = shape.bare ? BARE : [...WRAPPED, ...BARE];
  const found = rules.find((rule) => applies(rule, shape));
  if (found) return found.operation;
  // SDKs add what they know of the call.
  const beside = ['$metadata', 'ResponseMetadata'].filter((key) => shape.keys.has(key)).length;
  const onlyTags = !shape.bare && shape.keys.size - beside === 1 && shape.keys.has('Tags');
  return onlyTags ? 'get-tags' : null;
}

function applies(rule: Rule, shape: Shape): boolean {
  if (!rule.all.every((key) => shape.keys.has(key))) return false;
  if (rule.any && !rule.any.some((key) => shape.keys.has(key))) return false;
  if (rule.none?.some((key) => shape.keys.has(key))) return false;
  return !rule.inner || shape.inner.size === 0 || rule.inner.some((key) => shape.inner.has(key));
}

/** The shape of a parsed document; the first few elements of a list speak for it. */
export function shapeOf(value: unknown): Shape {
  const bare = Array.isArray(value);
  const tops: Rec[] = onlyRecs(bare ? (value as unknown[]).slice(0, 3) : [value]);
  const inner = new Set<string>();
  for (const child of tops.flatMap((top) => Object.values(top))) {
    for (const one of Array.isArray(child) ? (child as unknown[]).slice(0, 3) : [child]) {
      for (const key of Object.keys(asRec(one) ?? {})) inner.add(key);
    }
  }
  return { bare, keys: new Set(tops.flatMap((top) => Object.keys(top))), inner };
}
