/** Processing activities and impact assessments as the rest reads them: rows of fields as objects. */
import type { Database } from 'better-sqlite3';
import { entriesOf } from '../../../stewardship/registers/read.ts';
import { rowOf, type RowOf } from '../../../stewardship/registers/rows.ts';
import type { Entry } from '../../../stewardship/registers/spec.ts';
import type { ActivityRole, LinkKind } from '../vocabulary.ts';
import {
  ANSWER_PARTS,
  CONTROLLER_PARTS,
  JOINT_PARTS,
  LINK_PARTS,
  NOT_APPLICABLE_PARTS,
  RECIPIENT_PARTS,
  RETENTION_PARTS,
  RISK_PARTS,
  TRANSFER_PARTS,
} from './fields.ts';

type Row<Parts extends readonly string[]> = RowOf<Parts[number]>;
export type RecipientRow = Row<typeof RECIPIENT_PARTS>;
export type TransferRow = Row<typeof TRANSFER_PARTS>;
export type RetentionRow = Row<typeof RETENTION_PARTS>;
export type ActivityLink = Row<typeof LINK_PARTS> & { readonly kind: LinkKind };
export type RiskRow = Row<typeof RISK_PARTS>;
export type AnswerRow = Row<typeof ANSWER_PARTS>;

/** What people state of a processing activity. Texts are null and lists empty where nothing is said. */
export interface Activity {
  readonly key: string;
  readonly name: string;
  /** A controller, where nothing else is said. */
  readonly role: ActivityRole;
  readonly status: 'active' | 'planned' | 'ended';
  readonly stewards: readonly string[];
  readonly purposes: readonly string[];
  readonly processingCategories: readonly string[];
  readonly legalBases: readonly string[];
  readonly specialConditions: readonly string[];
  readonly subjects: readonly string[];
  readonly categories: readonly string[];
  readonly controllers: readonly Row<typeof CONTROLLER_PARTS>[];
  readonly jointControllers: readonly Row<typeof JOINT_PARTS>[];
  readonly recipients: readonly RecipientRow[];
  readonly transfers: readonly TransferRow[];
  readonly retentions: readonly RetentionRow[];
  readonly links: readonly ActivityLink[];
  readonly notApplicable: readonly Row<typeof NOT_APPLICABLE_PARTS>[];
  /** A field of text as it is stated; null for nothing. */
  readonly text: (field: string) => string | null;
}

export interface Assessment {
  readonly key: string;
  readonly name: string;
  readonly status: 'draft' | 'approved';
  readonly answers: readonly AnswerRow[];
  readonly risks: readonly RiskRow[];
  readonly text: (field: string) => string | null;
}

/** In order of their keys. Without a revision: now. */
export function activitiesAt(db: Database, revision?: number): Activity[] {
  return entriesOf(db, 'activity', revision).map(activityOf);
}

export function assessmentsAt(db: Database, revision?: number): Map<string, Assessment> {
  return new Map(
    entriesOf(db, 'assessment', revision).map((entry) => [entry.key, assessmentOf(entry)] as const),
  );
}

export function activityOf(entry: Entry): Activity {
  const { text, list, rows } = readerOf(entry);
  return {
    key: entry.key,
    name: entry.name,
    role: (text('role') as ActivityRole | null) ?? 'controller',
    status: (text('status') as Activity['status'] | null) ?? 'active',
    stewards: list('stewards'),
    purposes: list('purposes'),
    processingCategories: list('processingCategories'),
    legalBases: list('legalBases'),
    specialConditions: list('specialConditions'),
    subjects: list('subjects'),
    categories: list('categories'),
    controllers: rows('controllers', CONTROLLER_PARTS),
    jointControllers: rows('jointControllers', JOINT_PARTS),
    recipients: rows('recipients', RECIPIENT_PARTS),
    transfers: rows('transfers', TRANSFER_PARTS),
    retentions: rows('retentions', RETENTION_PARTS),
    links: rows('links', LINK_PARTS) as ActivityLink[],
    notApplicable: rows('notApplicable', NOT_APPLICABLE_PARTS),
    text,
  };
}

function assessmentOf(entry: Entry): Assessment {
  const { text, rows } = readerOf(entry);
  return {
    key: entry.key,
    name: entry.name,
    status: (text('status') as Assessment['status'] | null) ?? 'draft',
    answers: rows('answers', ANSWER_PARTS),
    risks: rows('risks', RISK_PARTS),
    text,
  };
}

function readerOf(entry: Entry) {
  const list = (field: string): readonly string[] => {
    const value = entry[field] ?? [];
    return typeof value === 'string' ? [value] : value;
  };
  return {
    list,
    text: (field: string): string | null => {
      const value = entry[field];
      return typeof value === 'string' ? value : null;
    },
    rows: <Part extends string>(field: string, parts: readonly Part[]) =>
      list(field).map((row) => rowOf(parts, row)),
  };
}
