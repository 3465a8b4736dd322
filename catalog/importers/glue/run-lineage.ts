/**
 * Lineage of single runs.
 */
import type { Evidence } from '../../model/facts.ts';
import { pairKey } from '../../model/identity.ts';
import { distinctEnds, stated } from './job-lineage.ts';
import type { GlueJob } from './jobs.ts';
import type { Facts, GlueModel } from './model.ts';

/** What runs read and wrote that were given other arguments: of those runs, not of the job as a whole. */
export function* runLineage(one: GlueJob, model: GlueModel): Facts {
  if (one.byArguments.length === 0) return;
  const job = model.names.job(one.name);
  const scope = model.names.scope(`job/${one.name}/run-lineage`);
  yield { type: 'scope', scope, mode: 'accumulate' };
  const { file } = one.evidence;
  for (const { runs, lineage } of one.byArguments) {
    for (const runId of runs) {
      const run = { runId, job };
      const first: Evidence = { scope, file, at: `run ${runId} (script with the run's arguments)` };
      yield { type: 'run', run, explicitFlows: true, referencedOnly: true, evidence: first };
      for (const [type, ends] of [
        ['run-input', lineage.inputs],
        ['run-output', lineage.outputs],
      ] as const) {
        for (const { endpoint } of distinctEnds(ends)) {
          const { dataset, kind, sourceId, mentionedOnly } = endpoint;
          if (!model.tables.byDataset(dataset))
            yield {
              type: 'dataset',
              dataset,
              kind,
              sourceId,
              ...(mentionedOnly ? { referencedOnly: true } : {}),
              evidence: first,
            };
          yield { type, run, dataset, evidence: first };
        }
      }
      for (const { from, to, confidence } of lineage.flows) {
        if (pairKey(from.dataset) !== pairKey(to.dataset))
          yield {
            type: 'flow',
            from: from.dataset,
            to: to.dataset,
            job,
            run,
            ...stated(confidence),
            evidence: first,
          };
      }
    }
  }
}
