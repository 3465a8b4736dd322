/** What scopes said is the same whether it is remembered or looked for in the file. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTemporaryStore } from '../../testing/temp-catalog.ts';
import type { Store } from '../store.ts';
import type { Limits } from './known-statements.ts';
import { Scopes } from './scopes.ts';
import { Sql } from './sql.ts';
import { StatementBook } from './statements.ts';

let store: Store;
beforeEach(async () => {
  store = await openTemporaryStore();
  for (const id of [1, 2]) {
    store.writer.exec(
      `INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version)
       VALUES (${id}, ${id}, '', '', '', '[]', 0, 0, 0, '{}', '')`,
    );
    store.writer.exec(
      `INSERT INTO source_file (id, import_id, path, sha256, bytes) VALUES (${id}, ${id}, 'a', 'sha ${id}', 1)`,
    );
  }
  for (const id of [1, 2, 3]) store.writer.prepare(NEW_TAG).run(id, 1);
});
afterEach(() => store.close());

const SCOPES = ['added to', 'listed', 'listed too'];
/** A scope is drawn (from its beginning), or says a value of a record. */
type Step = { readonly scope: number } & (
  | { readonly draw: true }
  | {
      readonly draw: false;
      readonly record: number;
      readonly value: string | null;
      readonly current: boolean;
    }
);

const scope = fc.nat({ max: SCOPES.length - 1 });
const steps = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ scope, draw: fc.constant(true as const) }) },
    {
      weight: 6,
      arbitrary: fc.record({
        scope,
        draw: fc.constant(false as const),
        record: fc.integer({ min: 1, max: 6 }),
        value: fc.constantFrom('a', 'b', null),
        current: fc.boolean(),
      }),
    },
  ),
  { maxLength: 40 },
);

const NEW_TAG = `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, since_revision)
  VALUES (?, 'dataset', 1, 'k', 'k', '', 'glue', 'imported', ?)`;

/** What an import answers and leaves behind. */
function told(importId: number, given: readonly Step[], limits: Limits): unknown {
  const sql = new Sql(store.writer);
  const scopes = new Scopes(sql, importId);
  const sha256 = `sha ${importId}`;
  const book = new StatementBook(sql, scopes, importId, [{ id: importId, sha256 }], limits);
  const draw = (at: number) =>
    scopes.declare({ type: 'scope', scope: SCOPES[at]!, mode: at === 0 ? 'accumulate' : 'replace' }, 'glue');
  for (const at of SCOPES.keys()) draw(at);
  // Half of the records are new in either import.
  const fresh = Array.from({ length: 3 }, () => sql.nextId('tag'));
  for (const id of fresh) sql.run(NEW_TAG, id, importId);
  const said = given.map((step, n) => {
    if (step.draw) return draw(step.scope);
    const id = step.record <= 3 ? step.record : fresh[step.record - 4]!;
    const evidence = { scope: SCOPES[step.scope]!, file: 0, at: `step ${n}` };
    return book.assert('tag', id, evidence, step.current, step.value);
  });
  const closed = book.closeUnrepeated();
  sql.flush();
  const all = (table: string) => sql.all(`SELECT * FROM ${table} ORDER BY 1, 2, 3`);
  return { said, closed, touched: book.touched, statements: all('statement'), repeated: all('also_said') };
}

it('in a first import and in the next, with redrawn scopes, changes and returns', () => {
  fc.assert(
    fc.property(steps, steps, (first, second) => {
      const answers = [
        { remembered: 1_000, atOnce: 100 },
        { remembered: 1_000, atOnce: 0 },
        { remembered: 1, atOnce: 100 },
        { remembered: 1, atOnce: 0 },
        { remembered: 3, atOnce: 2 },
      ].map((limits) => {
        store.writer.exec('SAVEPOINT one');
        const answer = [told(1, first, limits), told(2, second, limits)];
        store.writer.exec('ROLLBACK TO one; RELEASE one');
        return answer;
      });
      for (const other of answers.slice(1)) expect(other).toEqual(answers[0]);
    }),
    { numRuns: 40 },
  );
});
