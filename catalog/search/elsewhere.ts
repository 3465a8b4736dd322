/** What a text finds besides datasets and columns: jobs, runs, files, tags, owners, digests. */
import type { Catalog } from '../catalog.ts';
import type { FacetName } from './data/facet-table.ts';
import { jobData } from './data/jobs.ts';
import { testOf } from './evaluate/values.ts';
import { findJobs } from './find-jobs.ts';
import { knownValues } from './known-values.ts';
import { parseQuery } from './language/parse.ts';

export interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

export interface Elsewhere {
  readonly jobs: Page<{
    readonly id: number;
    readonly namespace: string;
    readonly name: string;
    readonly kind: string | null;
  }>;
  readonly runs: Page<{
    readonly id: number;
    readonly runId: string;
    readonly job: string;
    readonly state: string;
  }>;
  readonly files: Page<{
    readonly importId: number;
    readonly path: string;
    readonly sha256: string;
    readonly at: string;
  }>;
  readonly values: Page<{ readonly name: FacetName; readonly value: string; readonly datasets: number }>;
  readonly digests: readonly {
    readonly on: 'ledger' | 'report' | 'version';
    readonly id: number;
    readonly label: string;
  }[];
}

const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i;
/** The beginning of a digest, long enough not to be a word. */
const DIGEST_BEGINNING = /^(?:sha256:)?(?=.*\d)([0-9a-f]{8,64})$/i;
const NONE = { total: 0, items: [] };

export async function elsewhere(catalog: Catalog, text: string, limit: number): Promise<Elsewhere> {
  const typed = text.trim();
  const { ids } = findJobs(catalog, typed);
  const { jobs, numberOf } = jobData(catalog);
  const found = typed === '' ? [] : ids;
  return {
    jobs: {
      total: found.length,
      items: found.slice(0, limit).map((id) => {
        const { namespace, name, kind } = jobs[numberOf.get(id)!]!;
        return { id, namespace, name, kind };
      }),
    },
    runs: runs(catalog, typed, limit),
    files: files(catalog, typed, limit),
    values: await values(catalog, typed, limit),
    digests: digests(catalog, typed),
  };
}

/** By the beginning of the id, which an index answers. */
function runs(catalog: Catalog, typed: string, limit: number): Elsewhere['runs'] {
  if (!/^[\w:.+-]{4,200}$/.test(typed) || !(/\d/.test(typed) || typed.length >= 12)) return NONE;
  const db = catalog.store.reader;
  const where = 'r.run_id >= @from AND r.run_id < @to AND r.until_revision IS NULL';
  const range = { from: typed, to: `${typed}\u{10ffff}` };
  const { total } = db
    .prepare<object, { total: number }>(`SELECT COUNT(*) AS total FROM run r WHERE ${where}`)
    .get(range)!;
  const items = db
    .prepare<object, Elsewhere['runs']['items'][number]>(
      `SELECT r.id, r.run_id AS runId, j.name AS job, r.state FROM run r JOIN job j ON j.id = r.job_id
       WHERE ${where} ORDER BY r.run_id LIMIT @limit`,
    )
    .all({ ...range, limit });
  return { total, items };
}

/** By a part of the path, or by the digest. Newest first; the same file of several imports is listed for each. */
function files(catalog: Catalog, typed: string, limit: number): Elsewhere['files'] {
  const digest = DIGEST_BEGINNING.exec(typed)?.[1]?.toLowerCase();
  if (digest === undefined && !/^\S{3,}$/.test(typed)) return NONE;
  const byPath = 'instr(lower(f.path), @part) > 0';
  // A date in digits, too, could be the beginning of a digest.
  const where = digest === undefined ? byPath : `(${byPath} OR f.sha256 >= @digest AND f.sha256 < @beyond)`;
  const named = {
    part: typed.toLowerCase(),
    ...(digest === undefined ? {} : { digest, beyond: `${digest}g` }),
  };
  const db = catalog.store.reader;
  const { total } = db
    .prepare<object, { total: number }>(`SELECT COUNT(*) AS total FROM source_file f WHERE ${where}`)
    .get(named)!;
  const items = db
    .prepare<object, Elsewhere['files']['items'][number]>(
      `SELECT f.import_id AS importId, f.path, f.sha256, i.at FROM source_file f JOIN import_batch i ON i.id = f.import_id
       WHERE ${where} ORDER BY f.id DESC LIMIT @limit`,
    )
    .all({ ...named, limit });
  return { total, items };
}

async function values(catalog: Catalog, typed: string, limit: number): Promise<Elsewhere['values']> {
  const { query } = parseQuery(typed);
  if (query?.type !== 'text' || typed.length < 2) return NONE;
  const test = testOf(query.value);
  const known = await knownValues(catalog);
  const found = (['labels', 'categories', 'sensitivities', 'owners'] as const).flatMap((name) =>
    known[name]
      .filter(({ value }) => value !== 'none' && test(value))
      .map(({ value, count }) => ({ name, value, datasets: count })),
  );
  return { total: found.length, items: found.sort((a, b) => b.datasets - a.datasets).slice(0, limit) };
}

/** Where else a whole SHA-256 occurs: ledger entries, files of reports, versions of datasets. */
function digests(catalog: Catalog, typed: string): Elsewhere['digests'] {
  const digest = DIGEST.exec(typed)?.[1]?.toLowerCase();
  if (digest === undefined) return [];
  const db = catalog.store.reader;
  const bytes = Buffer.from(digest, 'hex');
  const entries = db
    .prepare<object, { id: number }>(
      'SELECT seq AS id FROM ledger_entry WHERE entry_hash = @bytes OR commitment = @bytes ORDER BY seq LIMIT 20',
    )
    .all({ bytes });
  const reports = db
    .prepare<object, { id: number; title: string }>(
      'SELECT id, title FROM report WHERE instr(files, @digest) > 0 ORDER BY id LIMIT 20',
    )
    .all({ digest });
  const versions = db
    .prepare<object, { id: number; name: string }>(
      `SELECT d.canonical_id AS id, d.name FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
       WHERE lower(v.label) IN (@digest, 'sha256:' || @digest) LIMIT 20`,
    )
    .all({ digest });
  return [
    ...entries.map(({ id }) => ({ on: 'ledger' as const, id, label: `Ledger entry ${id}` })),
    ...reports.map(({ id, title }) => ({ on: 'report' as const, id, label: title })),
    ...versions.map(({ id, name }) => ({ on: 'version' as const, id, label: name })),
  ];
}
