/**
 * What runs saw, kept once by its digest: thousands of runs of a job see the same columns and run the same
 * code. Content is never changed or removed: it says nothing by itself, only what names it does.
 */
import { hash } from 'node:crypto';
import type { Json } from '../../model/facts.ts';
import type { Sql } from './sql.ts';

const REMEMBERED = 10_000;

export class SeenContent {
  readonly #sql: Sql;
  /** Importers share one object between equal contents where they can. */
  readonly #byObject = new WeakMap<object, string>();
  readonly #stored = new Set<string>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Digest of the content's JSON, under which it is stored. */
  digestOf(content: Json): string {
    const shared = typeof content === 'object' && content !== null ? content : null;
    const known = shared && this.#byObject.get(shared);
    if (known) return known;
    const json = JSON.stringify(content);
    const digest = hash('sha256', json, 'base64url').slice(0, 22);
    if (!this.#stored.has(digest)) {
      this.#sql.run('INSERT OR IGNORE INTO seen_content (digest, content) VALUES (?, ?)', digest, json);
      if (this.#stored.size >= REMEMBERED) this.#stored.clear();
      this.#stored.add(digest);
    }
    if (shared) this.#byObject.set(shared, digest);
    return digest;
  }
}
