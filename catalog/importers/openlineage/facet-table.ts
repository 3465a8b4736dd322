/**
 * Every facet of the OpenLineage specification (2-0-2 and its registry), what its schema requires, what
 * becomes of it here, and where that is shown. The documentation (docs/openlineage-facets.md) and the
 * check of events against the specification are made from this table.
 */

export type FacetHolder = 'run' | 'job' | 'dataset' | 'input' | 'output';
export type MemberType = 'string' | 'integer' | 'object' | 'array';

export interface FacetEntry {
  /** As the specification names its schema. */
  readonly schema: string;
  readonly version: string;
  /** The name under which events carry it. */
  readonly key: string;
  readonly on: FacetHolder;
  /** Members that the schema requires. */
  readonly required: Readonly<Record<string, MemberType>>;
  /** What it becomes in the catalog. */
  readonly becomes: string;
  /** Where a person sees that. */
  readonly shown: string;
}

type Row = readonly [
  schema: string,
  version: string,
  key: string,
  required: Readonly<Record<string, MemberType>>,
  becomes: string,
  shown: string,
];

const rowsOn = (on: FacetHolder, rows: readonly Row[]): FacetEntry[] =>
  rows.map(([schema, version, key, required, becomes, shown]) => ({
    schema,
    version,
    key,
    on,
    required,
    becomes,
    shown,
  }));

const RUN = rowsOn('run', [
  [
    'NominalTimeRunFacet',
    '1-0-1',
    'nominalTime',
    { nominalStartTime: 'string' },
    'nominal start and end of the run',
    'run, list of runs',
  ],
  [
    'ParentRunFacet',
    '1-2-0',
    'parent',
    { run: 'object', job: 'object' },
    'parent run, parent job, root run (also under the old name `parentRun`)',
    'run, job',
  ],
  [
    'ErrorMessageRunFacet',
    '1-0-1',
    'errorMessage',
    { message: 'string', programmingLanguage: 'string' },
    'error and stack trace of the run, without secrets',
    'run',
  ],
  [
    'ExternalQueryRunFacet',
    '1-0-2',
    'externalQuery',
    { externalQueryId: 'string', source: 'string' },
    'property of the run',
    'run, properties',
  ],
  [
    'ExtractionErrorRunFacet',
    '1-1-2',
    'extractionError',
    { totalTasks: 'integer', failedTasks: 'integer', errors: 'array' },
    'mark: lineage of the run is known to be incomplete',
    'run, job, edge, filter of the list of jobs',
  ],
  [
    'ProcessingEngineRunFacet',
    '1-1-1',
    'processing_engine',
    { version: 'string' },
    'property of the run',
    'run, properties',
  ],
  [
    'EnvironmentVariablesRunFacet',
    '1-0-0',
    'environmentVariables',
    { environmentVariables: 'array' },
    'names of the variables; no value is kept',
    'run, properties',
  ],
  [
    'ExecutionParametersRunFacet',
    '1-0-0',
    'executionParameters',
    {},
    'property of the run, without secrets',
    'run, properties',
  ],
  [
    'JobDependenciesRunFacet',
    '1-0-1',
    'jobDependencies',
    {},
    'order of jobs, apart from data flow; property of the run',
    'job (order and parts), run',
  ],
  ['TagsRunFacet', '1-0-0', 'tags', {}, 'labels of the run', 'run'],
  [
    'TestRunFacet',
    '1-0-1',
    'test',
    { tests: 'array' },
    'tests with results, of the dataset where the run deals with one; property of the run',
    'dataset (tests), run',
  ],
  [
    'GcpComposerRunFacet',
    '1-0-0',
    'gcp_composer_run',
    { dagRunId: 'string' },
    'kept as it is',
    'run, properties',
  ],
  [
    'GcpDataprocRunFacet',
    '1-0-0',
    'gcp_dataproc',
    { appId: 'string', appName: 'string', projectId: 'string' },
    'kept as it is',
    'run, properties',
  ],
]);

const JOB = rowsOn('job', [
  ['DocumentationJobFacet', '1-1-0', 'documentation', { description: 'string' }, 'description', 'job'],
  ['OwnershipJobFacet', '1-0-1', 'ownership', {}, 'owners', 'job'],
  ['TagsJobFacet', '1-0-0', 'tags', {}, 'labels', 'job'],
  [
    'JobTypeJobFacet',
    '2-0-4',
    'jobType',
    { processingType: 'string', integration: 'string' },
    'kind of the job; property',
    'job, list of jobs',
  ],
  [
    'SQLJobFacet',
    '1-1-0',
    'sql',
    { query: 'string' },
    'SQL, with literals hidden that look like personal data or secrets',
    'job, edge',
  ],
  [
    'SourceCodeJobFacet',
    '1-0-1',
    'sourceCode',
    { language: 'string', sourceCode: 'string' },
    'source code, without secrets',
    'job',
  ],
  [
    'SourceCodeLocationJobFacet',
    '1-1-0',
    'sourceCodeLocation',
    { type: 'string', url: 'string' },
    'place of the code; property',
    'job, edge',
  ],
  [
    'LineageFacet',
    '1-0-0',
    'lineage',
    {},
    'flows, column edges, influences and data between jobs, as stated; inputs × outputs and column lineage of the same target do not count',
    'lineage, job, run',
  ],
  [
    'GcpComposerJobFacet',
    '1-0-0',
    'gcp_composer_job',
    { environmentName: 'string', dagId: 'string', airflowVersion: 'string', composerVersion: 'string' },
    'kept as it is',
    'job, properties',
  ],
  ['GcpLineageJobFacet', '1-0-0', 'gcp_lineage', {}, 'kept as it is', 'job, properties'],
]);

const DATASET = rowsOn('dataset', [
  [
    'SchemaDatasetFacet',
    '1-2-0',
    'schema',
    {},
    'columns with type, order, nesting and description',
    'dataset (columns), lineage',
  ],
  [
    'DatasourceDatasetFacet',
    '1-0-1',
    'dataSource',
    {},
    'property, the address without credentials',
    'dataset, properties',
  ],
  [
    'DatasetVersionDatasetFacet',
    '1-0-1',
    'version',
    { datasetVersion: 'string' },
    'version that a run read or wrote; property',
    'run, dataset (runs)',
  ],
  [
    'DocumentationDatasetFacet',
    '1-1-0',
    'documentation',
    { description: 'string' },
    'description',
    'dataset',
  ],
  ['OwnershipDatasetFacet', '1-0-1', 'ownership', {}, 'owners', 'dataset'],
  [
    'TagsDatasetFacet',
    '1-0-0',
    'tags',
    {},
    'labels and sensitivity of the dataset or a column',
    'dataset, lineage',
  ],
  [
    'ColumnLineageDatasetFacet',
    '1-2-0',
    'columnLineage',
    { fields: 'object' },
    'column edges with transformations and masking; influence on the dataset as a whole',
    'lineage, edge',
  ],
  [
    'LineageFacet',
    '1-0-0',
    'lineage',
    {},
    'flows and column edges without a job (dataset events)',
    'lineage',
  ],
  ['SymlinksDatasetFacet', '1-0-1', 'symlinks', {}, 'other names, joined at once', 'dataset (other names)'],
  ['StorageDatasetFacet', '1-0-1', 'storage', { storageLayer: 'string' }, 'property', 'dataset, properties'],
  [
    'CatalogDatasetFacet',
    '1-1-0',
    'catalog',
    { framework: 'string', type: 'string', name: 'string' },
    'property, without secrets',
    'dataset, properties',
  ],
  ['HierarchyDatasetFacet', '1-0-0', 'hierarchy', { hierarchy: 'array' }, 'property', 'dataset, properties'],
  [
    'DatasetTypeDatasetFacet',
    '1-0-1',
    'datasetType',
    { datasetType: 'string' },
    'kind of the dataset; property',
    'dataset, lists, lineage',
  ],
  [
    'LifecycleStateChangeDatasetFacet',
    '1-0-1',
    'lifecycleStateChange',
    { lifecycleStateChange: 'string' },
    'DROP retires, RENAME keeps the old name as another name; property',
    'dataset, lineage (hollow)',
  ],
  [
    'DataQualityMetricsDatasetFacet',
    '1-0-0',
    'dataQualityMetrics',
    { columnMetrics: 'object' },
    'figures of dataset and columns: counts only, never sample values',
    'dataset (tests and quality)',
  ],
]);

const INPUT = rowsOn('input', [
  [
    'DataQualityMetricsInputDatasetFacet',
    '1-0-3',
    'dataQualityMetrics',
    { columnMetrics: 'object' },
    'figures of dataset and columns: counts only, never sample values',
    'dataset (tests and quality)',
  ],
  [
    'DataQualityAssertionsDatasetFacet',
    '1-1-0',
    'dataQualityAssertions',
    { assertions: 'array' },
    'tests with results; no expected or actual values',
    'dataset (tests and quality)',
  ],
  [
    'InputStatisticsInputDatasetFacet',
    '1-0-0',
    'inputStatistics',
    {},
    'rows, bytes and files that the run read',
    'run, dataset (runs)',
  ],
  [
    'BaseSubsetDatasetFacet',
    '1-0-0',
    'subset',
    {},
    'kept as it is, with the run and the dataset',
    'run (read)',
  ],
  [
    'IcebergScanReportInputDatasetFacet',
    '1-0-1',
    'icebergScanReport',
    {},
    'kept as it is, with the run and the dataset',
    'run (read)',
  ],
]);

const OUTPUT = rowsOn('output', [
  [
    'OutputStatisticsOutputDatasetFacet',
    '1-0-2',
    'outputStatistics',
    {},
    'rows, bytes and files that the run wrote',
    'run, job, dataset (runs)',
  ],
  [
    'BaseSubsetDatasetFacet',
    '1-0-0',
    'subset',
    {},
    'kept as it is, with the run and the dataset',
    'run (wrote)',
  ],
  [
    'IcebergCommitReportOutputDatasetFacet',
    '1-0-2',
    'icebergCommitReport',
    {},
    'kept as it is, with the run and the dataset',
    'run (wrote)',
  ],
]);

export const FACETS: readonly FacetEntry[] = [...RUN, ...JOB, ...DATASET, ...INPUT, ...OUTPUT];
