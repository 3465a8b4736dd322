/** Figures of quality and volume. */
import type { MetricFact } from '../../model/facts.ts';
import { ALSO_SAID } from '../also-said.ts';
import type { Parent } from './fresh-rows.ts';
import { alsoSaid, saidBefore } from './said-again.ts';
import type { WriterSession } from './session.ts';

interface StoredMetric {
  readonly id: number;
  readonly value: number;
  readonly until: number | null;
  readonly since: number;
  readonly importId: number;
}

function storedMetric(
  { sql }: WriterSession,
  key: readonly [datasetId: number, columnId: number, name: string, at: string],
): StoredMetric | undefined {
  return sql.get<StoredMetric>(
    `SELECT m.id, m.value, m.until_revision AS until, m.since_revision AS since, f.import_id AS importId
     FROM metric m LEFT JOIN source_file f ON f.id = m.file_id WHERE dataset_id = ? AND column_id = ? AND name = ? AND at = ?`,
    ...key,
  );
}

export function applyMetric(session: WriterSession, fact: MetricFact): void {
  if (!Number.isFinite(fact.value)) return;
  const { identities, sql } = session;
  const dataset = identities.dataset(fact.dataset);
  const columnId = fact.path && fact.path.length > 0 ? identities.column(dataset.id, fact.path).id : 0;
  const at = fact.at ?? '';
  const key = [dataset.id, columnId, fact.name, at] as const;
  const noteKey = `${columnId}\u0000${fact.name}\u0000${at}`;
  const parent: Parent = ['dataset', dataset.id];
  const noted = session.fresh.find('metric', noteKey, parent);
  const known = noted === null ? undefined : storedMetric(session, key);
  const fileId = session.book.fileId(fact.evidence);
  if (!known) {
    const id = sql.nextId('metric');
    session.fresh.note('metric', noteKey, id, parent);
    session.newMetrics.add(id, dataset.id, columnId, fact.name, at, fact.value, fileId, session.revision);
    session.changes.addedOne('metric');
    return;
  }
  if (known.importId !== session.importId) {
    // What the import before said is kept, so that undo and redo can show it again.
    if (known.until !== null || known.value !== fact.value)
      saidBefore(session, ALSO_SAID.metric, known.id, known.importId, JSON.stringify(known.value));
    alsoSaid(session, ALSO_SAID.metric, known.id, JSON.stringify(fact.value));
  }
  if (known.until === null && known.value === fact.value) return;
  sql.run(
    'UPDATE metric SET value = ?, file_id = ?, since_revision = CASE WHEN until_revision IS NULL THEN since_revision ELSE ? END, until_revision = NULL WHERE id = ?',
    fact.value,
    fileId,
    session.revision,
    known.id,
  );
  session.changes.addedOne('metric');
}
