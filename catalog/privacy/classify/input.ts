/** What the classifier takes and gives: plain data, no catalog behind it. */
import type { Level } from '../../model/sensitivity.ts';
import type { Form } from './match.ts';

export interface Label {
  /** Empty for a tag without a key. */
  readonly key: string;
  readonly value: string;
}

export interface ColumnInput {
  /** Segments of the path; one for a column that is not nested. */
  readonly path: readonly string[];
  readonly dataType?: string | null;
  readonly description?: string | null;
  /** Tags, dbt meta, LF-tags, of whatever source. */
  readonly labels?: readonly Label[];
}

export interface TableInput {
  readonly name: string;
  readonly schema?: string | null;
  readonly description?: string | null;
  readonly labels?: readonly Label[];
  readonly columns: readonly ColumnInput[];
}

export interface Suggestion {
  /** Key of a data category of the taxonomy. */
  readonly category: string;
  readonly sensitivity: Level;
  /** Probability that a steward agrees, 0 to 1. */
  readonly confidence: number;
  readonly strength: 'strong' | 'likely';
  readonly rule: string;
  /** A hash is a pseudonym; a masked or encrypted value keeps its category. */
  readonly form: Form;
  /** Special category, Art. 9(1) GDPR. */
  readonly gdprArt9: boolean;
  /** Convictions and offences, Art. 10 GDPR. */
  readonly gdprArt10: boolean;
  /** Sensitive personal information, Cal. Civ. Code § 1798.140(ae). */
  readonly cpraSpi: boolean;
  /** Sentences, the weightiest first. */
  readonly evidence: readonly string[];
}

/** What was considered and not suggested, for those who ask why. */
export interface Considered {
  readonly category: string;
  readonly rule: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
}

export interface ColumnResult {
  readonly path: readonly string[];
  /** Best first; empty where nothing is suggested. */
  readonly suggestions: readonly Suggestion[];
  readonly considered: Considered | null;
}

export interface SubjectResult {
  /** Data subject of the taxonomy, e.g. `customer`. */
  readonly subject: string;
  /** Whether the table is about them, or only refers to them. */
  readonly basis: 'table' | 'columns';
  readonly evidence: string;
}

export interface TableResult {
  readonly columns: readonly ColumnResult[];
  readonly subjects: readonly SubjectResult[];
  /** Categories of all columns, sorted. */
  readonly categories: readonly string[];
  /** The highest of all columns; null where nothing is suggested. */
  readonly sensitivity: Level | null;
  readonly gdprArt9: boolean;
  readonly gdprArt10: boolean;
  readonly cpraSpi: boolean;
}
