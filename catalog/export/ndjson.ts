/**
 * The catalog's current state as NDJSON: one record a line, sorted, the format of docs/export.md.
 *
 * Identities are the sources' own; joined names are listed as aliases, and stand in for the identity
 * only with `canonical`. Things that sources merely mention (a dataset inside another's column
 * lineage, a parent job) have record types of their own, so that counts of what was described hold.
 */
import type { Database } from 'better-sqlite3';
import { columns, datasets } from './datasets.ts';
import { columnEdges, edges, influences, jobEdges } from './edges.ts';
import { io, jobs, runs } from './jobs.ts';
import { Names } from './lines.ts';
import { owners, tags, tests } from './said.ts';
import { comments, descriptions, registers, rules } from './stewardship.ts';

export interface ExportOptions {
  /** Replace every identity by the one under which its group is shown. */
  readonly canonical: boolean;
}

/** Lines without their newline, type by type in the documented order, each type sorted. */
export function* exportLines(db: Database, options: ExportOptions): Iterable<string> {
  const names = new Names(db, options.canonical);
  for (const section of [
    datasets,
    columns,
    jobs,
    runs,
    io,
    edges,
    columnEdges,
    influences,
    jobEdges,
    tags,
    owners,
    tests,
    descriptions,
    registers,
    rules,
    comments,
  ]) {
    const lines = section(db, names).map((line) => JSON.stringify(line));
    let previous: string | undefined;
    for (const line of lines.sort()) {
      if (line !== previous) yield line;
      previous = line;
    }
  }
}
