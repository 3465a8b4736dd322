/** Jobs by the code that they are: repository, path and version as their sources tell it. */
import { boundTo, runPartHolds } from '../past/moment.ts';
import { runsThen } from '../past/runs.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { firstHeard } from '../store/writer/runs.ts';
import type { Catalog } from '../catalog.ts';
import { canonical, jobNamed, outputsOfJob, type CodeQuery, type NamedJob } from './subject.ts';

export interface MatchedJob {
  readonly job: NamedJob;
  readonly repo: string | null;
  readonly path: string | null;
  /** The versions that matched, or the newest where none was asked for. */
  readonly versions: readonly string[];
  /** Runs that count, of `runsTotal`; both 0 where no run of the job is known. */
  readonly runs: number;
  readonly runsTotal: number;
}

export interface CodeMatches {
  readonly jobs: readonly MatchedJob[];
  /** Canonical datasets that were written with the code. */
  readonly outputs: readonly number[];
  readonly rules: readonly string[];
}

const RULES = [
  'Jobs whose source code location matches: the repository (however it is addressed), the file or a folder above it, and one of the commits, a tag or a branch.',
  'A run counts where its own events tell a matching version. One that tells none counts where it was imported while a matching version was the newest known of its job.',
  'Everything that these runs wrote, and all that reads it. Jobs of which no run is known count with what they are declared to write.',
];

interface Version {
  readonly repo: string | null;
  readonly path: string | null;
  readonly labels: readonly string[];
}

/** A version that a source stated of a job. */
interface Stated extends Version {
  /** Revisions in which it was the newest known; null: still. */
  readonly since: number;
  readonly until: number | null;
}

/** At least this many letters of a commit must agree. */
const SHORTEST_COMMIT = 7;

export function codeMatches(catalog: Catalog, asked: CodeQuery): CodeMatches {
  // Instants are stored in UTC and compared as text.
  const utc = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const code = { ...asked, from: utc(asked.from), to: utc(asked.to) };
  const jobs: MatchedJob[] = [];
  const outputs = new Set<number>();
  const stated = versionsByJob(catalog);
  const ran = runsByJob(catalog);
  for (const id of new Set([...stated.keys(), ...ran.keys()])) {
    const versions = stated.get(id) ?? [];
    const runs = ran.get(id) ?? [];
    const matching = versions.filter((version) => isMatch(version, code));
    const counted = runs.filter(
      (run) => isWithin(run, code) && ranWith(run, code, matching, versions.length),
    );
    const own = counted.flatMap(({ version }) => version ?? []);
    const shown = own.length > 0 ? own : matching;
    const job = shown.length > 0 ? jobNamed(catalog, id) : undefined;
    if (!job || (runs.length > 0 && counted.length === 0)) continue;
    const ids = counted.map((run) => run.id);
    for (const dataset of runs.length === 0 ? outputsOfJob(catalog, id) : outputsOfRuns(catalog, ids))
      outputs.add(dataset);
    jobs.push({
      job,
      repo: shown[0]!.repo,
      path: shown[0]!.path,
      versions: [...new Set(shown.flatMap(({ labels }) => labels.slice(0, 1)))],
      runs: ids.length,
      runsTotal: runs.length,
    });
  }
  return { jobs, outputs: [...outputs], rules: RULES };
}

function isMatch({ repo, path, labels }: Version, code: CodeQuery): boolean {
  const wantedRepo = repoKey(code.repo);
  if (wantedRepo !== '' && (repo === null || !repoKey(repo).endsWith(wantedRepo))) return false;
  const wantedPath = pathKey(code.path);
  if (wantedPath !== '') {
    const own = path === null ? '' : pathKey(path);
    if (own !== wantedPath && !own.startsWith(`${wantedPath}/`) && !own.endsWith(`/${wantedPath}`))
      return false;
  }
  return (
    code.commits.length === 0 || code.commits.some((one) => labels.some((label) => sameVersion(label, one)))
  );
}

function sameVersion(label: string, asked: string): boolean {
  const [a, b] = [label.toLowerCase(), asked.trim().toLowerCase()];
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  const commits = /^[0-9a-f]+$/.test(a) && /^[0-9a-f]+$/.test(b);
  return commits && shorter >= SHORTEST_COMMIT && a.slice(0, shorter) === b.slice(0, shorter);
}

/** `git@host:team/app.git`, `https://host/team/app/` and `host/team/app` are one. */
function repoKey(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/(?:\.git)?\/*$/, '');
}

const pathKey = (text: string): string =>
  text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^\.?\/+/, '')
    .replace(/\/+$/, '');

/** Every version of code that was ever told of each job that is shown. */
function versionsByJob(catalog: Catalog): ReadonlyMap<number, readonly Stated[]> {
  return catalog.cached('code-versions', () => {
    const revision = catalog.moment?.revision ?? catalog.revision();
    const rows = catalog.store.reader
      .prepare<[object], { jobId: number; value: string; since: number; until: number | null }>(
        `SELECT COALESCE(j.canonical_id, j.id) AS jobId, COALESCE(v.value, p.value) AS value,
                s.since_revision AS since, s.until_revision AS until
         FROM property p JOIN job j ON j.id = p.target_id
         JOIN statement s ON s.record_type = @type AND s.record_id = p.id
         LEFT JOIN property_value v ON v.property_id = p.id AND v.digest = s.value
         WHERE p.target_type = 'job' AND p.key IN ('sourceCodeLocation', 'path') AND s.since_revision <= @revision
         ORDER BY jobId, s.since_revision, s.id`,
      )
      .all({ type: RECORD_TYPES.property, revision });
    const versions = rows.flatMap(({ jobId, value, since, until }) => {
      const version = versionOf(JSON.parse(value));
      const stillThen = until === null || until > revision;
      return version ? [{ jobId, ...version, since, until: stillThen ? null : until }] : [];
    });
    return Map.groupBy(versions, ({ jobId }) => jobId);
  });
}

/** SourceCodeLocationJobFacet 1-1-0, or a bare path. */
function versionOf(value: unknown): Version | null {
  if (typeof value === 'string') return { repo: null, path: value, labels: [] };
  if (typeof value !== 'object' || value === null) return null;
  const text = (key: string): string | null => {
    const found = (value as Record<string, unknown>)[key];
    return typeof found === 'string' && found !== '' ? found : null;
  };
  const url = text('url');
  const labels = ['version', 'tag', 'branch'].flatMap((key) => text(key) ?? []);
  return {
    repo: text('repoUrl') ?? url,
    path: text('path') ?? url,
    labels: [...labels, ...commitIn(url)],
  };
}

/** `…/blob/<commit>/path` names a commit, too. */
function commitIn(url: string | null): string[] {
  return url?.match(/(?<=\/)[0-9a-f]{7,64}(?=\/|$)/g) ?? [];
}

interface Run {
  readonly id: number;
  readonly since: number;
  readonly began: string | null;
  /** As its own events tell it. */
  readonly version: Version | null;
}

/** Every run of each job that is shown. */
function runsByJob(catalog: Catalog): ReadonlyMap<number, readonly Run[]> {
  return catalog.cached('code-of-runs', () => {
    const { reader } = catalog.store;
    const { table, bind } = runsThen(catalog);
    const versions = new Map<string, Version | null>();
    for (const { digest, location } of reader
      .prepare<[], { digest: string; location: string | null }>(
        `SELECT digest, content ->> '$.location' AS location FROM seen_content WHERE digest IN (SELECT code FROM run)`,
      )
      .all())
      versions.set(digest, location === null ? null : versionOf(JSON.parse(location)));
    const rows = reader
      .prepare<
        [object],
        { jobId: number; id: number; since: number; began: string | null; code: string | null }
      >(
        `SELECT COALESCE(j.canonical_id, j.id) AS jobId, r.id, r.since_revision AS since, ${firstHeard('r')} AS began, r.code
         FROM ${table} r JOIN job j ON j.id = r.job_id WHERE r.referenced_only = 0`,
      )
      .all(bind);
    const runs = rows.map(({ code, ...run }) => ({ ...run, version: versions.get(code ?? '') ?? null }));
    return Map.groupBy(runs, ({ jobId }) => jobId);
  });
}

function isWithin({ began }: Run, { from, to }: CodeQuery): boolean {
  if (from === null && to === null) return true;
  return began !== null && (from === null || began >= from) && (to === null || began <= to);
}

/** `matching`: those among the `known` stated versions of the job. */
function ranWith(
  { version, since }: Run,
  code: CodeQuery,
  matching: readonly Stated[],
  known: number,
): boolean {
  if (version) return isMatch(version, code);
  if (matching.length === 0) return false;
  return (
    matching.length === known ||
    matching.some((stated) => stated.since <= since && (stated.until === null || since < stated.until))
  );
}

function outputsOfRuns(catalog: Catalog, ids: readonly number[]): number[] {
  return canonical(
    catalog,
    catalog.store.reader
      .prepare<[object], { id: number }>(
        `SELECT DISTINCT o.dataset_id AS id FROM run_output o
         WHERE o.run_id IN (SELECT value FROM json_each(@ids)) AND ${runPartHolds(catalog.moment, 'o')}`,
      )
      .all({ ...boundTo(catalog.moment), ids: JSON.stringify(ids) }),
  );
}
