/** The documentation of facets, written from the table. */
import { format, resolveConfig } from 'prettier';
import { FACETS, type FacetHolder } from '../facet-table.ts';

const TITLES: Readonly<Record<FacetHolder, string>> = {
  run: 'Run facets',
  job: 'Job facets',
  dataset: 'Dataset facets',
  input: 'Input facets',
  output: 'Output facets',
};

const HEAD = `# OpenLineage facets: what becomes of each

Every facet of the specification (2-0-2 with its registry), what it becomes in the catalog, and where you see that. A test
compares this page with what the importer does and with the schemas of the specification.

Facets of any other name (\`spark.logicalPlan\`, \`airflow\`, \`dbt_run\` …) are kept as they are, without secrets, and shown among
the properties of their run, job or dataset. Of one above 64 KB the beginning is kept, with "n of m bytes".

Facets of jobs and datasets hold until a later one of the same name replaces them, or \`_deleted\` withdraws them. Facets of
runs, inputs and outputs belong to one run; the latest of each name counts. Later means by event time, whatever the order in
which events arrive. A facet that lacks what its schema requires is taken as far as it can be understood, with a warning
(\`not-conforming\`) that names the place.
`;

/** The page as docs/openlineage-facets.md has it. */
export async function facetDocument(path: string): Promise<string> {
  const parts = (['run', 'job', 'dataset', 'input', 'output'] as const).map((on) =>
    [
      `## ${TITLES[on]}`,
      '',
      '| facet | schema | becomes | shown |',
      '| --- | --- | --- | --- |',
      ...FACETS.filter((entry) => entry.on === on).map(
        ({ key, schema, version, becomes, shown }) =>
          `| \`${key}\` | ${schema} ${version} | ${becomes} | ${shown} |`,
      ),
      '',
    ].join('\n'),
  );
  return format([HEAD, ...parts].join('\n'), { ...(await resolveConfig(path)), parser: 'markdown' });
}

/** What of the events themselves becomes what, in the catalog's words. */
const CORE: Readonly<Record<string, string>> = {
  eventType: 'state of the run',
  eventTime: 'start and end of the run; order of events',
  producer: 'evidence',
  'run.runId': 'run',
  'job.namespace': 'namespace of the job',
  'job.name': 'name of the job',
  'inputs.namespace': 'namespace of the dataset',
  'inputs.name': 'name of the dataset; edge from it',
  'outputs.namespace': 'namespace of the dataset',
  'outputs.name': 'name of the dataset; edge to it',
};

/** Members that are left out on purpose: they would put data into the catalog. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  EnvironmentVariablesRunFacet: ['environmentVariables.value'],
  DataQualityMetricsDatasetFacet: ['min', 'max', 'sum', 'quantiles'],
  DataQualityMetricsInputDatasetFacet: ['min', 'max', 'sum', 'quantiles'],
  DataQualityAssertionsDatasetFacet: ['assertions.expected', 'assertions.actual'],
};

/**
 * The same in the form in which consumers tell the compatibility tests of OpenLineage what they map
 * (`mapping.json`), as docs/openlineage-mapping.json has it. `*`: all members of the facet.
 */
export async function facetMapping(path: string): Promise<string> {
  const mapped: Record<string, Record<string, string>> = { core: CORE };
  for (const { schema, required, becomes } of FACETS) {
    const members = Object.keys(required);
    const fields = members.length > 0 ? members : ['*'];
    mapped[schema] = { ...mapped[schema], ...Object.fromEntries(fields.map((field) => [field, becomes])) };
  }
  const text = JSON.stringify({ mapped, knownUnmapped: LEFT_OUT });
  return format(text, { ...(await resolveConfig(path)), parser: 'json' });
}
