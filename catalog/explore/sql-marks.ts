/** Which part of a job's SQL makes an edge. */
import type { Card } from '../browse/cards.ts';
import { platformOf } from '../joining/platform.ts';
import type { Catalog } from '../catalog.ts';
import { SqlAnalysis } from '../sql/index.ts';
import type { SqlMark } from '../sql/lineage.ts';
import { edgeDetail } from './edge-detail.ts';

export interface MarksQuestion {
  readonly from: number;
  readonly to: number;
  readonly job: number;
}

/** Nothing where the job has no SQL, or none that can be read. */
export async function sqlMarks(
  catalog: Catalog,
  { from, to, job }: MarksQuestion,
): Promise<readonly SqlMark[]> {
  const detail = edgeDetail(catalog, from, to);
  const sql = detail?.jobs.find((entry) => entry.job.id === job)?.sql;
  if (!detail || !sql) return [];
  const analysis = new SqlAnalysis();
  try {
    const answer = await analysis.marks({
      sql,
      database: databaseOf([detail.to, detail.from]),
      source: namesOf(catalog, detail.from),
      target: namesOf(catalog, detail.to),
      from: detail.columns.map((column) => column.from),
      to: detail.columns.map((column) => column.to),
    });
    return 'marks' in answer ? answer.marks : [];
  } finally {
    await analysis.close();
  }
}

/** The first platform that speaks SQL of its own; files and models do not. */
function databaseOf(cards: readonly Card[]): string {
  const platforms = cards.map((card) => platformOf(card.namespace)).filter(({ paths }) => !paths);
  return platforms[0]?.id ?? '';
}

/** Every name of a dataset that SQL may use, in parts. */
function namesOf(catalog: Catalog, card: Card): string[][] {
  const rows = catalog.store.reader
    .prepare<[string], { name: string }>(
      'SELECT name FROM dataset WHERE id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(card.members));
  return rows.map(({ name }) => partsOf(name)).filter((parts) => parts.length > 0);
}

function partsOf(name: string): string[] {
  const glue = /^table\/([^/]+)\/([^/]+)$/.exec(name);
  if (glue) return [glue[1]!, glue[2]!];
  return name.includes('/') ? [] : name.split('.').filter(Boolean);
}
