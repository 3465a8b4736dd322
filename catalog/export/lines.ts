/** What the sections of the export share: names of datasets, grouping, order. */
import type { Database } from 'better-sqlite3';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';

export interface Name {
  readonly namespace: string;
  readonly name: string;
}

export type Line = Readonly<Record<string, unknown>>;

export class Names {
  readonly #of = new Map<number, Name>();
  readonly #canonical = new Map<number, number>();
  readonly canonical: boolean;

  constructor(db: Database, canonical: boolean) {
    this.canonical = canonical;
    const rows = db
      .prepare<[], Name & { id: number; canonicalId: number }>(
        'SELECT id, namespace, name, canonical_id AS canonicalId FROM dataset',
      )
      .all();
    for (const row of rows) {
      this.#of.set(row.id, { namespace: row.namespace, name: row.name });
      this.#canonical.set(row.id, row.canonicalId);
    }
  }

  dataset(id: number): Name {
    return this.#of.get(this.canonical ? this.#canonical.get(id)! : id)!;
  }
}

/** `a.b` for a stored column path. */
export function dotted(path: string): string {
  return path.split(PATH_SEPARATOR).join('.');
}

export function grouped<Row extends { readonly id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

/** Without repetition, in the order of the text. */
export function distinct<Item>(items: readonly Item[]): Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
