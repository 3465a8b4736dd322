/** Moments worth stopping at: revisions that changed lineage, and times at which runs happened. */
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { lastHeard } from '../store/writer/runs.ts';

/** Ticks of either kind at most; of more revisions the newest are told. */
const MAX_TICKS = 400;

export interface RevisionTick {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly label: string;
  /** Edges between datasets, and between columns, that came and went. */
  readonly added: number;
  readonly removed: number;
}

export interface RunTick {
  /** Of the last event in it: going there shows all of it. */
  readonly time: string;
  readonly runs: number;
}

export interface Timeline {
  readonly revisions: readonly RevisionTick[];
  readonly revisionsTotal: number;
  readonly runs: readonly RunTick[];
  readonly runsTotal: number;
  /** The newest revision, whether or not it changed lineage. */
  readonly newest: number;
}

export function timeline(catalog: Catalog): Timeline {
  return catalog.cached('timeline', () => {
    const revisions = revisionTicks(catalog);
    const { ticks, total } = runTicks(catalog);
    return {
      revisions: revisions.slice(-MAX_TICKS),
      revisionsTotal: revisions.length,
      runs: ticks,
      runsTotal: total,
      newest: catalog.revision(),
    };
  });
}

function revisionTicks(catalog: Catalog): RevisionTick[] {
  return catalog.store.reader
    .prepare<[], RevisionTick>(
      `SELECT e.seq AS revision, e.at, e.actor, COALESCE(json_extract(p.payload, '$.label'), e.action) AS label,
              SUM(c.added) AS added, SUM(c.removed) AS removed
       FROM (SELECT since_revision AS seq, COUNT(*) AS added, 0 AS removed FROM edge GROUP BY 1
         UNION ALL SELECT until_revision, 0, COUNT(*) FROM edge WHERE until_revision IS NOT NULL GROUP BY 1
         UNION ALL SELECT since_revision, COUNT(*), 0 FROM edge_period GROUP BY 1
         UNION ALL SELECT until_revision, 0, COUNT(*) FROM edge_period GROUP BY 1
         UNION ALL SELECT since_revision, COUNT(*), 0 FROM statement WHERE record_type = ${RECORD_TYPES.columnEdge} GROUP BY 1
         UNION ALL SELECT until_revision, 0, COUNT(*) FROM statement
           WHERE record_type = ${RECORD_TYPES.columnEdge} AND until_revision IS NOT NULL GROUP BY 1) c
       JOIN ledger_entry e ON e.seq = c.seq LEFT JOIN ledger_payload p ON p.seq = e.seq GROUP BY e.seq ORDER BY e.seq`,
    )
    .all();
}

/** Lengths of RFC 3339 prefixes: minutes, hours, days, months, years. */
const STEPS = [16, 13, 10, 7, 4];

/** Runs by the finest step of time that makes few enough ticks. */
function runTicks(catalog: Catalog): { ticks: RunTick[]; total: number } {
  const of = `FROM run r WHERE r.until_revision IS NULL AND ${lastHeard('r')} IS NOT NULL`;
  const { reader } = catalog.store;
  const total = reader.prepare<[], { n: number }>(`SELECT COUNT(*) AS n ${of}`).get()!.n;
  for (const step of STEPS) {
    const ticks = reader
      .prepare<[], RunTick>(
        `SELECT MAX(${lastHeard('r')}) AS time, COUNT(*) AS runs ${of} GROUP BY substr(${lastHeard('r')}, 1, ${step})
         ORDER BY 1 LIMIT ${MAX_TICKS + 1}`,
      )
      .all();
    if (ticks.length <= MAX_TICKS) return { ticks, total };
  }
  return { ticks: [], total };
}
