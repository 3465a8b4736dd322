import { dataset, DB, runEvent, schema } from './events.ts';

/** Runs of a few jobs, with lineage, statistics and code; every seventh event is sent twice. */
export function manyEvents(count: number): string {
  return Array.from({ length: count }, (_, n) => {
    const run = Math.floor(n / 2) - (n % 7 === 0 ? 1 : 0);
    const facets = schema('id', `c${run % 5}`);
    return JSON.stringify(
      runEvent({
        run,
        minute: n,
        type: n % 2 === 0 ? 'START' : 'COMPLETE',
        job: `job ${run % 11}`,
        jobFacets: { sql: { query: `select id from t where email = 'a@b.example' and n = ${run % 3}` } },
        runFacets: { processing_engine: { name: 'spark', version: `3.${run % 4}` } },
        inputs: [dataset(`in ${run % 13}`, facets)],
        outputs: [
          dataset(
            `out ${run % 11}`,
            {
              ...facets,
              columnLineage: {
                fields: { id: { inputFields: [{ namespace: DB, name: `in ${run % 13}`, field: 'id' }] } },
              },
            },
            { outputFacets: { outputStatistics: { rowCount: n } } },
          ),
        ],
      }),
    );
  }).join('\n');
}
