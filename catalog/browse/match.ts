/**
 * Full-text matching: which datasets and columns a text finds, and through what.
 *
 * The words of the text must all occur (the last one may be a beginning); `_ - . /` separate words, so
 * `customer email` finds `customer_email`. A text of three letters or more also finds names that
 * contain it anywhere.
 */
import type { Database } from 'better-sqlite3';

export interface Matches {
  /** Canonical dataset id → through what it was found. */
  readonly datasets: ReadonlyMap<number, ReadonlySet<string>>;
  /** Column ids found by their name, description or tags. */
  readonly columns: ReadonlySet<number>;
}

const FIELDS = ['name', 'namespace', 'columns', 'description', 'tags', 'owners'] as const;
const REASONS: Readonly<Record<(typeof FIELDS)[number], string>> = {
  name: 'name',
  namespace: 'namespace',
  columns: 'column',
  description: 'description',
  tags: 'tag',
  owners: 'owner',
};

export function matchText(db: Database, text: string): Matches {
  const datasets = new Map<number, Set<string>>();
  const columns = new Set<number>();
  const words = wordsOf(text);
  const note = (rowid: number, reason: string) => {
    if (rowid % 2 === 1) columns.add((rowid - 1) / 2);
    else {
      const id = rowid / 2;
      const reasons = datasets.get(id);
      if (reasons) reasons.add(reason);
      else datasets.set(id, new Set([reason]));
    }
  };
  if (words.length > 0) {
    const all = words.map(quoted).join(' AND ');
    const select = db.prepare<[string], { rowid: number }>(
      'SELECT rowid FROM search_words WHERE search_words MATCH ?',
    );
    const hits = new Set(select.all(all).map((row) => row.rowid));
    const any = words.map(quoted).join(' OR ');
    for (const field of FIELDS) {
      for (const { rowid } of select.all(`{${field}} : (${any})`))
        if (hits.has(rowid)) note(rowid, REASONS[field]);
    }
  }
  const bare = text.trim();
  if (bare.length >= 3) {
    const contained = db
      .prepare<{ like: string; text: string }, { rowid: number }>(
        'SELECT rowid FROM search_names WHERE name LIKE @like AND instr(lower(name), lower(@text)) > 0',
      )
      .all({ like: `%${bare}%`, text: bare });
    for (const { rowid } of contained) note(rowid, 'name');
  }
  return { datasets, columns };
}

/** Letters and digits of any script, as the index's tokeniser splits them. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu)?.slice(0, 20) ?? [];
}

/** A word as an FTS5 string; quotes cannot occur in it. Every word may be a beginning. */
function quoted(word: string): string {
  return `"${word}"*`;
}
