/** Entries of the ledger that an auditor looks at by themselves: decisions of people, and what left the catalog. */
import { discloses } from '../../ledger/entry.ts';
import type { ChangeRow } from './ledger.ts';

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
