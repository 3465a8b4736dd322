/**
 * The catalog's current state as NDJSON: one record a line, sorted, the format of docs/export.md.
 *
 * Identities are the sources' own; joined names are listed as aliases, and stand in for the identity
 * only with `canonical`. Things that sources merely mention (a dataset inside another's column
 * lineage, a parent job) have record types of their own, so that counts of what was described hold.
 */
import type { Database } from 'better-sqlite3';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';

export interface ExportOptions {
  /** Replace every identity by the one under which its group is shown. */
  readonly canonical: boolean;
}

interface Name {
  readonly namespace: string;
  readonly name: string;
}

type Line = Readonly<Record<string, unknown>>;

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
  ]) {
    const lines = section(db, names).map((line) => JSON.stringify(line));
    let previous: string | undefined;
    for (const line of lines.sort()) {
      if (line !== previous) yield line;
      previous = line;
    }
  }
}

class Names {
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

interface DatasetRow extends Name {
  id: number;
  kind: string;
  canonicalId: number;
  referencedOnly: number;
}

function datasets(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<[], DatasetRow>(
      `SELECT id, namespace, name, kind, canonical_id AS canonicalId, referenced_only AS referencedOnly
       FROM dataset WHERE until_revision IS NULL`,
    )
    .all();
  const aliasesOf = grouped(
    db
      .prepare<[], Name & { id: number }>(
        `SELECT a.dataset_id AS id, a.namespace, a.name FROM alias a WHERE a.status = 'joined' AND a.until_revision IS NULL
       UNION SELECT d.id, m.namespace, m.name FROM dataset d JOIN dataset m ON m.canonical_id = d.canonical_id AND m.id <> d.id
         WHERE d.until_revision IS NULL AND m.until_revision IS NULL`,
      )
      .all(),
  );
  const sourcesOf = grouped(
    db
      .prepare<[], { id: number; importer: string; sourceId: string }>(
        'SELECT dataset_id AS id, importer, source_id AS sourceId FROM dataset_source WHERE until_revision IS NULL',
      )
      .all(),
  );
  const members = grouped(rows.map((row) => ({ ...row, id: row.canonicalId, own: row.id })));
  return rows
    .filter((row) => !names.canonical || row.canonicalId === row.id)
    .map((row) => {
      const ids = names.canonical ? (members.get(row.id) ?? []).map((one) => one.own) : [row.id];
      const described = names.canonical
        ? (members.get(row.id) ?? []).some((one) => !one.referencedOnly)
        : !row.referencedOnly;
      if (!described) return { type: 'dataset_ref', namespace: row.namespace, name: row.name };
      return {
        type: 'dataset',
        namespace: row.namespace,
        name: row.name,
        kind: row.kind,
        aliases: distinct(
          ids
            .flatMap((id) => aliasesOf.get(id) ?? [])
            .map(({ namespace, name }) => ({ namespace, name }))
            .filter((alias) => alias.namespace !== row.namespace || alias.name !== row.name),
        ),
        sources: distinct(
          ids
            .flatMap((id) => sourcesOf.get(id) ?? [])
            .map(({ importer, sourceId }) => ({ importer, id: sourceId })),
        ),
      };
    });
}

interface Field {
  name: string;
  dataType: string | null;
  fields?: Field[];
}

/** Top-level columns; nested ones lie in `fields`, as in the sources. */
function columns(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<[], { datasetId: number; path: string; dataType: string | null }>(
      `SELECT c.dataset_id AS datasetId, c.path, c.data_type AS dataType FROM "column" c JOIN dataset d ON d.id = c.dataset_id
       WHERE c.until_revision IS NULL AND c.referenced_only = 0 AND d.until_revision IS NULL
       ORDER BY c.dataset_id, c.depth, c.ordinal, c.path`,
    )
    .all();
  const lines: { type: 'column'; dataset: Name; name: string; dataType: string | null; fields?: Field[] }[] =
    [];
  const byPath = new Map<string, Field>();
  for (const row of rows) {
    const path = row.path.split(PATH_SEPARATOR);
    const parent =
      path.length > 1 ? byPath.get(`${row.datasetId}\n${path.slice(0, -1).join(PATH_SEPARATOR)}`) : undefined;
    const name = path.at(-1)!;
    if (parent) {
      const field: Field = { name, dataType: row.dataType };
      (parent.fields ??= []).push(field);
      byPath.set(`${row.datasetId}\n${row.path}`, field);
    } else {
      const line = {
        type: 'column' as const,
        dataset: names.dataset(row.datasetId),
        name: path.join('.'),
        dataType: row.dataType,
      };
      lines.push(line);
      byPath.set(`${row.datasetId}\n${row.path}`, line);
    }
  }
  return lines;
}

function jobs(db: Database): Line[] {
  return db
    .prepare<
      [],
      Name & {
        kind: string | null;
        referencedOnly: number;
        parentNamespace: string | null;
        parentName: string | null;
      }
    >(
      `SELECT j.namespace, j.name, j.kind, j.referenced_only AS referencedOnly, p.namespace AS parentNamespace, p.name AS parentName
       FROM job j LEFT JOIN job p ON p.id = j.parent_id WHERE j.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: row.referencedOnly ? 'job_ref' : 'job',
      namespace: row.namespace,
      name: row.name,
      kind: row.kind,
      ...(row.parentName === null
        ? {}
        : { parent: { namespace: row.parentNamespace, name: row.parentName } }),
    }));
}

function runs(db: Database): Line[] {
  return db
    .prepare<
      [],
      Name & {
        id: string;
        state: string;
        startedAt: string | null;
        endedAt: string | null;
        referencedOnly: number;
      }
    >(
      `SELECT r.run_id AS id, j.namespace, j.name, r.state, r.started_at AS startedAt, r.ended_at AS endedAt, r.referenced_only AS referencedOnly
       FROM run r JOIN job j ON j.id = r.job_id`,
    )
    .all()
    .map((row) =>
      row.referencedOnly
        ? { type: 'run_ref', id: row.id, job: { namespace: row.namespace, name: row.name } }
        : {
            type: 'run',
            id: row.id,
            job: { namespace: row.namespace, name: row.name },
            state: row.state,
            startedAt: row.startedAt,
            endedAt: row.endedAt,
          },
    );
}

function io(db: Database, names: Names): Line[] {
  return db
    .prepare<[], Name & { datasetId: number; direction: string }>(
      `SELECT DISTINCT j.namespace, j.name, x.datasetId, x.direction FROM (
         SELECT job_id AS jobId, dataset_id AS datasetId, 'input' AS direction FROM job_input WHERE until_revision IS NULL
         UNION SELECT job_id, dataset_id, 'output' FROM job_output WHERE until_revision IS NULL
         UNION SELECT r.job_id, i.dataset_id, 'input' FROM run_input i JOIN run r ON r.id = i.run_id
         UNION SELECT r.job_id, o.dataset_id, 'output' FROM run_output o JOIN run r ON r.id = o.run_id
       ) x JOIN job j ON j.id = x.jobId`,
    )
    .all()
    .map((row) => ({
      type: 'io',
      job: { namespace: row.namespace, name: row.name },
      dataset: names.dataset(row.datasetId),
      direction: row.direction,
    }));
}

function edges(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<
      [],
      { fromId: number; toId: number; basis: string; namespace: string | null; name: string | null }
    >(
      `SELECT e.from_id AS fromId, e.to_id AS toId, e.basis, j.namespace, j.name FROM edge e LEFT JOIN job j ON j.id = e.job_id
       WHERE e.until_revision IS NULL`,
    )
    .all();
  const byEnds = new Map<string, { type: 'edge'; from: Name; to: Name; jobs: Name[]; basis: string }>();
  for (const row of rows) {
    const from = names.dataset(row.fromId);
    const to = names.dataset(row.toId);
    const key = JSON.stringify([from, to, row.basis]);
    let line = byEnds.get(key);
    if (!line) byEnds.set(key, (line = { type: 'edge', from, to, jobs: [], basis: row.basis }));
    if (row.name !== null) line.jobs.push({ namespace: row.namespace!, name: row.name });
  }
  return [...byEnds.values()].map((line) => ({ ...line, jobs: distinct(line.jobs) }));
}

function columnEdges(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<
      [],
      { fromDataset: number; fromPath: string; toDataset: number; toPath: string; transformations: string }
    >(
      `SELECT f.dataset_id AS fromDataset, f.path AS fromPath, t.dataset_id AS toDataset, t.path AS toPath, e.transformations
       FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id WHERE e.until_revision IS NULL`,
    )
    .all();
  const byEnds = new Map<string, { from: Line; to: Line; transformations: Line[] }>();
  for (const row of rows) {
    const from = { ...names.dataset(row.fromDataset), column: dotted(row.fromPath) };
    const to = { ...names.dataset(row.toDataset), column: dotted(row.toPath) };
    const key = JSON.stringify([from, to]);
    let line = byEnds.get(key);
    if (!line) byEnds.set(key, (line = { from, to, transformations: [] }));
    line.transformations.push(...(JSON.parse(row.transformations) as Line[]));
  }
  return [...byEnds.values()].map(({ from, to, transformations }) => {
    const all = distinct(transformations);
    return {
      type: 'column_edge',
      from,
      to,
      transformation: all[0] ?? null,
      ...(all.length > 1 ? { transformations: all } : {}),
    };
  });
}

function influences(db: Database, names: Names): Line[] {
  return db
    .prepare<[], { fromDataset: number; fromPath: string; toId: number; transformations: string }>(
      `SELECT f.dataset_id AS fromDataset, f.path AS fromPath, e.to_id AS toId, e.transformations
       FROM influence e JOIN "column" f ON f.id = e.from_id WHERE e.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'dataset_influence',
      from: { ...names.dataset(row.fromDataset), column: dotted(row.fromPath) },
      to: names.dataset(row.toId),
      transformations: JSON.parse(row.transformations) as unknown,
    }));
}

function jobEdges(db: Database): Line[] {
  return db
    .prepare<[], { fns: string; fname: string; tns: string; tname: string; kind: string }>(
      `SELECT f.namespace AS fns, f.name AS fname, t.namespace AS tns, t.name AS tname, e.kind
       FROM job_edge e JOIN job f ON f.id = e.from_id JOIN job t ON t.id = e.to_id WHERE e.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'job_edge',
      from: { namespace: row.fns, name: row.fname },
      to: { namespace: row.tns, name: row.tname },
      kind: row.kind,
    }));
}

/** What a tag or owner is about, as part of its line; null for what is not exported. */
function target(db: Database, names: Names): (type: string, id: number) => Line | null {
  const column = db.prepare<[number], { datasetId: number; path: string }>(
    'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ?',
  );
  const job = db.prepare<[number], Name>('SELECT namespace, name FROM job WHERE id = ?');
  return (type, id) => {
    if (type === 'dataset') return { dataset: names.dataset(id) };
    if (type === 'column') {
      const row = column.get(id);
      return row ? { dataset: names.dataset(row.datasetId), column: dotted(row.path) } : null;
    }
    const row = type === 'job' ? job.get(id) : undefined;
    return row ? { job: row } : null;
  };
}

function tags(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<
      [],
      {
        targetType: string;
        targetId: number;
        kind: string;
        key: string;
        value: string;
        origin: string;
        status: string;
      }
    >(
      `SELECT target_type AS targetType, target_id AS targetId, kind, key, value, origin, status FROM tag WHERE until_revision IS NULL`,
    )
    .all()
    .flatMap((row) => {
      const of = about(row.targetType, row.targetId);
      return of
        ? [
            {
              type: 'tag',
              ...of,
              kind: row.kind,
              key: row.key,
              value: row.value,
              origin: row.origin,
              status: row.status,
            },
          ]
        : [];
    });
}

function owners(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<
      [],
      {
        targetType: string;
        targetId: number;
        name: string;
        email: string | null;
        role: string;
        origin: string;
        status: string;
      }
    >(
      `SELECT target_type AS targetType, target_id AS targetId, name, email, role, origin, status FROM owner WHERE until_revision IS NULL`,
    )
    .all()
    .flatMap((row) => {
      const of = about(row.targetType, row.targetId);
      return of
        ? [
            {
              type: 'owner',
              ...of,
              name: row.name,
              email: row.email,
              role: row.role,
              origin: row.origin,
              status: row.status,
            },
          ]
        : [];
    });
}

function tests(db: Database, names: Names): Line[] {
  return db
    .prepare<
      [],
      {
        testId: string;
        name: string;
        datasetId: number;
        path: string | null;
        kind: string | null;
        severity: string | null;
        status: string | null;
        statusAt: string | null;
        failures: number | null;
      }
    >(
      `SELECT t.test_id AS testId, t.name, t.dataset_id AS datasetId, c.path, t.kind, t.severity, t.status, t.status_at AS statusAt, t.failures
       FROM test t LEFT JOIN "column" c ON c.id = t.column_id WHERE t.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'test',
      id: row.testId,
      name: row.name,
      dataset: names.dataset(row.datasetId),
      column: row.path === null ? null : dotted(row.path),
      kind: row.kind,
      severity: row.severity,
      status: row.status,
      at: row.statusAt || null,
      failures: row.failures,
    }));
}

function dotted(path: string): string {
  return path.split(PATH_SEPARATOR).join('.');
}

function grouped<Row extends { readonly id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group) group.push(row);
    else groups.set(row.id, [row]);
  }
  return groups;
}

/** Without repetition, in the order of the text. */
function distinct<Item>(items: readonly Item[]): Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
