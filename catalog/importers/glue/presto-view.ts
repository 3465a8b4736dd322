/**
 * The definition of an Athena (Presto) view: JSON in base64 inside a comment of `ViewOriginalText`.
 */
import { asRec, recs, str, type Rec } from './json.ts';

export interface PrestoView {
  readonly sql: string;
  /** The database of unqualified names. */
  readonly schema?: string;
  readonly columns: readonly { readonly name: string; readonly type?: string }[];
}

const COMMENT = /^\s*\/\*\s*Presto (?:Materialized )?View(?:: ([\w+/=\s-]*))?\*\//;

/** Whether the text is the comment that stands for a Presto view, with or without its definition. */
export const isPrestoComment = (text: string | undefined): boolean => COMMENT.test(text ?? '');

/** The definition; null where the table holds none, `undecodable` where it cannot be read. */
export function prestoView(table: Rec): PrestoView | 'undecodable' | null {
  const encoded = COMMENT.exec(str(table, 'ViewOriginalText') ?? '')?.[1];
  if (encoded === undefined) return null;
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return 'undecodable';
  }
  const sql = str(asRec(decoded), 'originalSql');
  if (!sql) return 'undecodable';
  const schema = str(asRec(decoded), 'schema');
  const columns = recs(asRec(decoded), 'columns').flatMap((column) => {
    const name = str(column, 'name');
    const type = str(column, 'type');
    return name ? [{ name, ...(type ? { type } : {}) }] : [];
  });
  return { sql, columns, ...(schema ? { schema } : {}) };
}
