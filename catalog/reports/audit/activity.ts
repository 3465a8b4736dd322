/** What happened in a period, and what of it an auditor looks at by itself: decisions of people, and what left the catalog. */
import type { Database } from 'better-sqlite3';
import { discloses } from '../../ledger/entry.ts';
import {
  changesIn,
  countBy,
  importsIn,
  type ChangeRow,
  type ChangeLog,
  type Counted,
  type ImportRow,
} from './ledger.ts';
import { within, type Period } from './period.ts';

/** Kinds of decisions, by the action that records them. */
const DECISIONS: Readonly<Record<string, string>> = {
  'review.edit': 'Reviews of datasets and columns',
  'alias.decide': 'Suggested names accepted or refused',
  'join.decide': 'Datasets joined or kept apart',
  'join.merge': 'Datasets joined or kept apart',
  'join.split': 'Datasets joined or kept apart',
  'partition.decide': 'Partitions shown as one or apart',
  'namespace.map': 'Names of places',
  'inbox.decide': 'Questions of the inbox settled',
  'propagation.decide': 'Tags that arrive along lineage accepted or refused',
  'propagation.apply': 'Tags carried on along lineage',
  'propagation.policy': 'Rules for carrying tags',
  'propagation.block': 'Rules for carrying tags',
  'rule.edit': 'Rules of stewards',
  'import.rule': 'Rules for imports',
  'import.rules': 'Rules for imports',
  'privacy.edit': 'Laws, letters and control mappings',
  'history.undo': 'Changes taken back or made again',
  'history.redo': 'Changes taken back or made again',
  'import.undo': 'Changes taken back or made again',
  'import.redo': 'Changes taken back or made again',
  'ledger.erase': 'Content of the ledger erased',
  'ledger.key': 'Signing keys',
  'ledger.restore': 'Older copies accepted',
};

export interface Decision extends ChangeRow {
  readonly kind: string;
}

/** Suggested categories are confirmed and refused as tags; the entry says so in its payload. */
export interface EntryWithDetail extends ChangeRow {
  /** Of a case: what happened; of tags: what was decided on a suggestion. */
  readonly detail: string | null;
}

/** What an entry decides; null for any other entry. */
function decisionKind({ action, detail }: EntryWithDetail): string | null {
  if (action === 'case.event') {
    if (detail === 'approve') return 'Answers to data subjects approved';
    if (detail === 'decide') return 'Rights of data subjects decided';
    if (detail === 'extend') return 'Periods for answers extended';
    return null;
  }
  if (action === 'tag.edit')
    return detail === 'confirm' || detail === 'refuse' ? 'Suggested categories confirmed or refused' : null;
  return Object.hasOwn(DECISIONS, action) ? DECISIONS[action]! : null;
}

export function decisionsOf(rows: readonly EntryWithDetail[]): Decision[] {
  return rows.flatMap((row): Decision[] => {
    const kind = decisionKind(row);
    const { detail: _detail, ...entry } = row;
    return kind === null ? [] : [{ ...entry, kind }];
  });
}

/** Reports, exports, packs, files handed out, personal data of cases read. */
export function disclosuresOf<Row extends ChangeRow>(rows: readonly Row[]): Row[] {
  return rows.filter(({ action }) => discloses(action));
}

export interface Issue {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly example: string;
}

/** What happened between the two ends. */
export interface Activity {
  readonly imports: readonly ImportRow[];
  readonly issues: readonly Issue[];
  readonly changes: ChangeLog;
  readonly decisions: readonly Decision[];
  readonly decisionsByKind: readonly Counted[];
  readonly disclosures: readonly ChangeRow[];
  readonly disclosuresByAction: readonly Counted[];
}

export function activityIn(db: Database, upTo: number, period: Period): Activity {
  const changes = changesIn(db, upTo, period);
  const decisions = decisionsOf(withDetail(db, changes.rows));
  const disclosures = disclosuresOf(changes.rows);
  return {
    imports: importsIn(db, upTo, period),
    issues: issuesIn(db, upTo, period),
    changes,
    decisions,
    decisionsByKind: countBy(decisions, ({ kind }) => kind),
    disclosures,
    disclosuresByAction: countBy(disclosures, ({ action }) => action),
  };
}

/** What tells decisions apart from other changes of the same action. */
function withDetail(db: Database, rows: readonly ChangeRow[]): EntryWithDetail[] {
  const detail = db
    .prepare<[number], string | null>(
      `SELECT CASE WHEN json_valid(payload) THEN COALESCE(json_extract(payload, '$.event'), json_extract(payload, '$.decision')) END
       FROM ledger_payload WHERE seq = ?`,
    )
    .pluck();
  return rows.map((row) => ({
    ...row,
    detail: row.action === 'case.event' || row.action === 'tag.edit' ? (detail.get(row.seq) ?? null) : null,
  }));
}

function issuesIn(db: Database, upTo: number, { from, to }: Period): Issue[] {
  return db
    .prepare<[object], Issue>(
      `SELECT i.code, i.severity, COUNT(*) AS count, MIN(i.message) AS example FROM import_issue i JOIN import_batch b ON b.id = i.import_id
       WHERE b.revision <= @upTo AND ${within('b.at')}
       GROUP BY i.code, i.severity ORDER BY i.severity, count DESC, i.code`,
    )
    .all({ upTo, from, to });
}
