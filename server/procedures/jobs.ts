import { jobDetail, type JobDatasetRow } from '../../catalog/browse/job-detail.ts';
import { jobList } from '../../catalog/search/job-list.ts';
import { jobRuns, runDetail, type RunDatasetRow } from '../../catalog/browse/run-detail.ts';
import { originSchema, type JobDataset, type RunDataset } from '../../contract/index.ts';
import { os } from './context.ts';
import { ref } from './datasets.ts';
import { asked } from './moments.ts';
import { toNear } from './search.ts';

export const jobs = os.jobs.router({
  list: os.jobs.list.handler(async ({ context, input: { at, ...query }, errors }) => {
    const { catalog } = await asked(context.catalog, at, errors);
    const knownAt = catalog.moment?.past.revision;
    const { total, items, problems, near } = jobList(context.catalog, {
      ...query,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
    return { total, items: [...items], problems: [...problems], near: near.map(toNear) };
  }),
  get: os.jobs.get.handler(({ context, input, errors }) => {
    const found = jobDetail(context.catalog, input.id);
    if (!found) throw errors.NOT_FOUND({ message: `There is no job ${input.id}` });
    const { job, inputs, outputs, labels, owners, ...detail } = found;
    return {
      id: job.id,
      namespace: job.namespace,
      name: job.name,
      kind: job.kind,
      sourceId: job.sourceId,
      retired: job.until !== null,
      referencedOnly: job.referencedOnly === 1,
      sinceRevision: job.since,
      ...detail,
      owners: owners.map((owner) => ({ ...owner, origin: originSchema.parse(owner.origin) })),
      labels: labelsOf(labels),
      inputs: inputs.map(datasetOfJob),
      outputs: outputs.map(datasetOfJob),
    };
  }),
  runs: os.jobs.runs.handler(({ context, input }) => jobRuns(context.catalog, input.id, input)),
  run: os.jobs.run.handler(({ context, input, errors }) => {
    const found = runDetail(context.catalog, input.id);
    if (!found) throw errors.NOT_FOUND({ message: `There is no run ${input.id}` });
    const { run, inputs, outputs, flows, labels, ref: named, ...detail } = found;
    return {
      ...named,
      ...detail,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      firstAt: run.firstAt,
      lastAt: run.lastAt,
      nominalStart: run.nominalStart,
      nominalEnd: run.nominalEnd,
      referencedOnly: run.referencedOnly === 1,
      sinceRevision: run.since,
      labels: labelsOf(labels),
      inputs: inputs.map(datasetOfRun),
      outputs: outputs.map(datasetOfRun),
      flows: flows && flows.map(({ from, to }) => ({ from: ref(from), to: ref(to) })),
      evidence: { file: run.file, sha256: run.sha256, at: run.at },
    };
  }),
});

function labelsOf(labels: readonly { key: string; value: string; origin: string }[]) {
  return labels.map((label) => ({ ...label, origin: originSchema.parse(label.origin) }));
}

const datasetOfJob = ({ card, ...row }: JobDatasetRow): JobDataset => ({ ...row, dataset: ref(card) });

const datasetOfRun = ({ card, facets, ...row }: RunDatasetRow): RunDataset => ({
  ...row,
  dataset: ref(card),
  facets: [...facets],
});
