/** Tests of data, and their results: the latest is what the test shows. */
import type { TestFact, TestResultFact } from '../../model/facts.ts';
import { ALSO_SAID } from '../also-said.ts';
import { ABSENT, endAbsence } from './absence.ts';
import { standing } from './apply-graph.ts';
import { alsoSaid, saidBefore } from './said-again.ts';
import type { WriterSession } from './session.ts';

/** Tests have no parent that stays the same. Where the first of all is new, all are. */
const ALL_TESTS = ['test', 1] as const;

export function applyTest(session: WriterSession, fact: TestFact): void {
  const { identities } = session;
  const dataset = identities.dataset(fact.dataset);
  const column = fact.path && fact.path.length > 0 ? identities.column(dataset.id, fact.path).id : null;
  standing(session, fact, {
    type: 'test',
    counted: 'test',
    table: 'test',
    key: { importer: session.importer, test_id: fact.testId },
    parent: ALL_TESTS,
    values: {
      name: fact.name,
      dataset_id: dataset.id,
      column_id: column,
      kind: fact.kind ?? null,
      severity: fact.severity ?? null,
    },
  });
}

export function applyTestResult(session: WriterSession, fact: TestResultFact): void {
  const { sql } = session;
  const test = sql.get<{
    id: number;
    status: string | null;
    statusAt: string | null;
    severity: string | null;
  }>(
    'SELECT id, status, status_at AS statusAt, severity FROM test WHERE importer = ? AND test_id = ?',
    session.importer,
    fact.testId,
  );
  if (!test) return;
  const at = fact.at ?? '';
  const { failures = null, message = null } = fact;
  const known = sql.get<{ id: number; until: number | null; since: number; importId: number | null }>(
    `SELECT r.id, r.until_revision AS until, r.since_revision AS since, f.import_id AS importId
     FROM test_result r LEFT JOIN source_file f ON f.id = r.file_id WHERE r.test_id = ? AND r.at = ? AND r.status = ?`,
    test.id,
    at,
    fact.status,
  );
  const fileId = session.book.fileId(fact.evidence);
  if (known && known.until === null) {
    if (known.since !== session.revision) alsoSaid(session, ALSO_SAID.testResult, known.id, null);
    return;
  }
  if (known) {
    if (known.importId !== null) saidBefore(session, ALSO_SAID.testResult, known.id, known.importId, null);
    alsoSaid(session, ALSO_SAID.testResult, known.id, null);
    sql.run(
      'UPDATE test_result SET failures = ?, message = ?, file_id = ?, until_revision = NULL WHERE id = ?',
      failures,
      message,
      fileId,
      known.id,
    );
    endAbsence(sql, ABSENT.testResult, known.id, session.revision);
  } else {
    sql.run(
      'INSERT INTO test_result (id, test_id, at, status, failures, message, file_id, since_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      sql.nextId('test_result'),
      test.id,
      at,
      fact.status,
      failures,
      message,
      fileId,
      session.revision,
    );
  }
  session.changes.addedOne('test_result');
  if (test.statusAt !== null && isOutdone(fact, at, test)) return;
  sql.run(
    'UPDATE test SET status = ?, status_at = ?, failures = ?, message = ?, severity = ? WHERE id = ?',
    fact.status,
    at,
    fact.failures ?? null,
    fact.message ?? null,
    fact.severity === undefined ? test.severity : fact.severity,
    test.id,
  );
}

const GRAVITY = ['skip', 'pass', 'warn', 'fail', 'error'];

/** A later result is known, or a graver one of the same instant. */
function isOutdone(
  { status, severity }: TestResultFact,
  at: string,
  known: {
    readonly status: string | null;
    readonly statusAt: string | null;
    readonly severity: string | null;
  },
): boolean {
  const knownAt = known.statusAt ?? '';
  if (at !== knownAt || at === '') return at < knownAt;
  const graver = GRAVITY.indexOf(status) - GRAVITY.indexOf(known.status ?? '');
  return graver < 0 || (graver === 0 && (severity ?? '') < (known.severity ?? ''));
}
