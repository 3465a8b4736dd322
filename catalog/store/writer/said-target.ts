/** The row that a fact says something about. */
import type { Evidence, Target } from '../../model/facts.ts';
import type { Parent } from './fresh-rows.ts';
import type { WriterSession } from './session.ts';

/** A row that something is said about. */
export interface TargetRow {
  readonly type: Target['on'];
  readonly id: number;
}

const TARGET_TABLES: Readonly<Record<Target['on'], string>> = {
  dataset: 'dataset',
  column: '"column"',
  job: 'job',
  run: 'run',
};

/** The row that something is said about, created if need be; its dataset is searched anew. */
export function targetRow(session: WriterSession, target: Target, evidence: Evidence): TargetRow {
  const { identities } = session;
  switch (target.on) {
    case 'dataset':
      return { type: 'dataset', id: identities.dataset(target.dataset).id };
    case 'column':
      return { type: 'column', id: identities.column(identities.dataset(target.dataset).id, target.path).id };
    case 'job':
      return { type: 'job', id: session.job(target.job).id };
    case 'run':
      return { type: 'run', id: session.run(target.run, evidence).id };
  }
}

/** Under which what is said of the row is remembered while it is new. */
export const parentOf = ({ type, id }: TargetRow): Parent => [TARGET_TABLES[type], id];
