/**
 * SQL that a script runs: tables and temporary views that it reads, tables that it writes, views that
 * it defines.
 */
import { HOLE } from '../locations.ts';
import { sqlTableRef } from '../sql-names.ts';
import { sqlTables, type SqlStatement } from '../sql-tables.ts';
import type { NamedData } from './columns.ts';
import type { Machine } from './machine.ts';
import type { SureRef } from './recorder.ts';
import { ofData, type Read, type Value } from './values.ts';

/** Looks at a query that is run at a place; the result holds the data of all tables that it reads. */
export function runSql(
  query: Value,
  at: string,
  call: string,
  machine: Machine,
  database?: string,
  doubleQuoted: 'name' | 'string' = 'string',
): Value {
  if (query.texts.length === 0) {
    machine.recorder.problem('read', at, call);
    return ofData(query.from);
  }
  const all = new Set<Read>(query.from);
  for (const { text, confidence } of query.texts) {
    const statements = sqlTables(text, { doubleQuoted });
    for (const statement of statements) {
      if (statement.use && !statement.use.includes(HOLE)) machine.defaultDatabase = statement.use;
      const { read, tables } = statementReads(statement, confidence, at, machine, database);
      for (const one of read) all.add(one);
      // Of several alternatives or statements, none is known to give what comes out. Athena's results
      // become pandas frames, whose columns change in place, unseen.
      if (statements.length === 1 && query.texts.length === 1 && doubleQuoted === 'string') {
        machine.columns.query(text, 'spark', tables, read);
        machine.columns.query(text, 'spark', tables, all);
      }
      if (statement.view) machine.views.set(statement.view.toLowerCase(), read);
      const writes = [
        ...tableRefs(statement.writes, confidence, machine, database),
        ...paths(statement.writePaths, confidence),
      ];
      if (statement.writes.length + statement.writePaths.length > 0)
        machine.recorder.write(writes, read, at, call);
    }
  }
  return ofData(all);
}

function statementReads(
  statement: SqlStatement,
  confidence: number,
  at: string,
  machine: Machine,
  database: string | undefined,
): { readonly read: ReadonlySet<Read>; readonly tables: readonly NamedData[] } {
  const out = new Set<Read>();
  const named: NamedData[] = [];
  const tables: (readonly string[])[] = [];
  for (const parts of statement.reads) {
    const isViewName = parts.length === 1 || parts[0]?.toLowerCase() === 'global_temp';
    const view = isViewName ? machine.views.get(parts.at(-1)?.toLowerCase() ?? '') : undefined;
    if (view) for (const read of view) out.add(read);
    else tables.push(parts);
    if (view) named.push({ name: parts, data: view });
  }
  for (const parts of tables) {
    const refs = tableRefs([parts], confidence, machine, database);
    if (refs === SYSTEM) continue;
    const data = machine.columns.read(machine.recorder.read(refs, at, parts.join('.')));
    for (const read of data) out.add(read);
    named.push({ name: parts, data });
  }
  if (statement.readPaths.length > 0) {
    for (const read of machine.recorder.read(
      paths(statement.readPaths, confidence),
      at,
      statement.readPaths.join(', '),
    ))
      out.add(read);
  }
  return { read: out, tables: named };
}

/** Stands for names of system tables, which are no data of anybody's. */
const SYSTEM: SureRef[] = [];

function tableRefs(
  names: readonly (readonly string[])[],
  confidence: number,
  machine: Machine,
  database: string | undefined,
): SureRef[] {
  const out: SureRef[] = [];
  for (const parts of names) {
    // Spark's own database for names without one; only believed where the table is known.
    const fallback =
      database ??
      machine.defaultDatabase ??
      (machine.tables.find('default', parts.at(-1) ?? '') ? 'default' : undefined);
    const ref = sqlTableRef(parts, fallback, machine.tables);
    if (ref === undefined && names.length === 1) return SYSTEM;
    if (ref) out.push({ ref, confidence });
  }
  return out;
}

const paths = (texts: readonly string[], confidence: number): SureRef[] =>
  texts.map((path) => ({ ref: { kind: 'path', path }, confidence }));
