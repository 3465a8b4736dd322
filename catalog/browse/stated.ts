/**
 * What sources and people state of a dataset, as SQL makes it for the lists of evidence and of history. Each is an
 * object told apart by `is`, so that its words are chosen where it is shown.
 */
import type { StatementKind } from '../stewardship/statement-kinds.ts';

/** `column`: its path, with points; null: it is said of the dataset itself. */
export type Stated =
  | { readonly is: 'source'; readonly source: string; readonly id: string }
  | { readonly is: 'alias'; readonly namespace: string; readonly name: string }
  | { readonly is: 'column'; readonly column: string }
  | ({
      readonly is: 'tag';
      readonly kind: StatementKind;
      readonly key: string;
      readonly value: string;
    } & Decided)
  | ({ readonly is: 'owner'; readonly name: string; readonly role: string } & Decided)
  | { readonly is: 'description'; readonly column: string | null }
  | { readonly is: 'property'; readonly key: string }
  | {
      readonly is: 'comment';
      readonly column: string | null;
      readonly number: number;
      readonly settled: boolean;
    }
  | { readonly is: 'test'; readonly column: string | null; readonly name: string }
  /** `to`: values flow to the other dataset, not from it. */
  | { readonly is: 'edge'; readonly to: boolean; readonly dataset: string }
  | { readonly is: 'column edge'; readonly column: string; readonly from: string; readonly dataset: string }
  | { readonly is: 'read'; readonly job: string; readonly run: string | null }
  | { readonly is: 'written'; readonly job: string; readonly run: string | null };

interface Decided {
  readonly column: string | null;
  /** A person says that it is not so. */
  readonly refused: boolean;
  /** Number of the rule of people, name of the rule of imports. */
  readonly rule: string | null;
  readonly importRule: string | null;
}

/**
 * SQL for the JSON of one statement.
 * @param fields SQL expressions by the names of their fields
 */
export function statedSql<Is extends Stated['is']>(
  is: Is,
  fields: Readonly<Record<Exclude<keyof Extract<Stated, { is: Is }>, 'is'>, string>>,
): string {
  const given = Object.entries<string>(fields).map(([name, sql]) => `'${name}', ${sql}`);
  return `json_object('is', '${is}', ${given.join(', ')})`;
}

/** A column's path as people write it. */
export const pathSql = (path: string): string => `replace(${path}, char(31), '.')`;

const flag = (condition: string): string => `json(iif(${condition}, 'true', 'false'))`;
const decided = (row: string) => ({
  refused: flag(`${row}.status = 'rejected'`),
  rule: `iif(${row}.origin LIKE 'rule:%', substr(${row}.origin, 6), NULL)`,
  importRule: 'NULL',
});

/** A row `t` of `tag`. @param column SQL of the path of its column, `NULL` for the dataset itself */
export const tagSql = (column: string): string =>
  statedSql('tag', { column, kind: 't.kind', key: 't.key', value: 't.value', ...decided('t') });

/** A row `o` of `owner`. @param column SQL of the path of its column, `NULL` for the dataset itself */
export const ownerSql = (column: string): string =>
  statedSql('owner', { column, name: 'o.name', role: 'o.role', ...decided('o') });

/** A row `x` of `comment`. @param column SQL of the path of its column, `NULL` for the dataset itself */
export const commentSql = (column: string): string =>
  statedSql('comment', { column, number: 'x.number', settled: flag('x.resolved_by IS NOT NULL') });

/** An edge to or from the dataset `d`. */
export const edgeSql = (to: boolean): string =>
  statedSql('edge', { to: flag(to ? '1' : '0'), dataset: 'd.name' });
