/** What an import did, in numbers and examples. */
import type { FoundProject, ImporterKind } from '../importers/importer.ts';
import type { ChangeCount, ChangedType, Changes } from '../store/writer/changes.ts';
import type { DatasetKey } from '../model/identity.ts';
import type { RulesFollowed } from '../stewardship/rules/follow.ts';
import type { LikelyRename } from '../store/writer/renames.ts';
import type { Sql } from '../store/writer/sql.ts';
import type { IssueRecord } from './issues.ts';

export interface ImportedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly importer: ImporterKind | null;
  readonly role: string | null;
}

export interface Example {
  readonly type: string;
  readonly change: 'added' | 'changed' | 'retired';
  readonly name: string;
}

export interface ImportOutcome {
  readonly dryRun: boolean;
  readonly unchanged: boolean;
  readonly accepted: number;
  readonly rejected: number;
  readonly warnings: number;
  readonly files: readonly ImportedFile[];
  readonly issues: readonly IssueRecord[];
  readonly issuesTotal: number;
  readonly changes: Readonly<Record<string, ChangeCount>>;
  readonly examples: readonly Example[];
  readonly importId: number | null;
  readonly revision: number | null;
  readonly ledgerEntry: { readonly seq: number; readonly hash: string } | null;
  /** Changes that were left out, by choice or by a rule. */
  readonly leftOut: number;
  /** Of a preview whose whole difference can be asked for. */
  readonly previewId: string | null;
  readonly landing: number | null;
  /** Projects whose files do not name their database server, and where they were placed. */
  readonly projects: readonly PlacedProject[];
  /** What went and what came that is likely one dataset under another name: the first of `renamesTotal`. */
  readonly renames: readonly Renamed[];
  readonly renamesTotal: number;
  /** What stewards' rules did after it; absent or null where none did. */
  readonly rules?: RulesFollowed | null;
  readonly elapsedMs: number;
}

export interface PlacedProject extends Pick<
  FoundProject,
  'name' | 'adapter' | 'namespace' | 'basis' | 'guesses'
> {
  readonly disabled: number;
}

export interface Renamed {
  readonly from: DatasetKey;
  readonly to: DatasetKey;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export function renamed({ from, to, score, reasons }: LikelyRename): Renamed {
  const key = ({ namespace, name }: DatasetKey): DatasetKey => ({ namespace, name });
  return { from: key(from), to: key(to), score, reasons };
}

export function placed({ name, adapter, namespace, basis, guesses, disabled }: FoundProject): PlacedProject {
  return { name, adapter, namespace, basis, guesses, disabled: disabled.length };
}

export type ImportPhase =
  'analysing' | 'reading' | 'resolving' | 'comparing' | 'deriving' | 'indexing' | 'committing';

export interface ImportProgress {
  readonly phase: ImportPhase;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly records: number;
  readonly file: string | null;
  /** Steps done, of how many, where the phase counts them: models analysed. */
  readonly steps?: { readonly done: number; readonly total: number };
}

const EXAMPLE_NAMES: Partial<Record<ChangedType, string>> = {
  dataset: 'SELECT name FROM dataset WHERE id = ?',
  column: `SELECT d.name || '.' || replace(c.path, char(31), '.') AS name FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE c.id = ?`,
  job: 'SELECT name FROM job WHERE id = ?',
  edge: `SELECT f.name || ' → ' || t.name AS name FROM edge e JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id WHERE e.id = ?`,
  tag: `SELECT value AS name FROM tag WHERE id = ?`,
  owner: 'SELECT name FROM owner WHERE id = ?',
  alias: `SELECT d.name || ' = ' || a.namespace || ' ' || a.name AS name FROM alias a JOIN dataset d ON d.id = a.dataset_id WHERE a.id = ?`,
  test: 'SELECT name FROM test WHERE id = ?',
};
const EXAMPLES_PER_CHANGE = 12;
const EXAMPLES_TOTAL = 200;

/** Up to some examples of each kind of change, retirements first: they are what people must see. */
export function examplesOf(sql: Sql, changes: Changes): Example[] {
  const examples: Example[] = [];
  for (const change of ['retired', 'changed', 'added'] as const) {
    for (const [type, query] of Object.entries(EXAMPLE_NAMES)) {
      let shown = 0;
      for (const id of changes.ids(type as ChangedType, change)) {
        if (shown++ >= EXAMPLES_PER_CHANGE || examples.length >= EXAMPLES_TOTAL) break;
        const row = sql.get<{ name: string }>(query, id);
        if (row) examples.push({ type, change, name: row.name });
      }
    }
  }
  return examples;
}

/** The best connected dataset among those that this import touched: a good first picture. */
export function landingOf(sql: Sql, changes: Changes): number | null {
  const edges = [...changes.ids('edge', 'added')].slice(0, 5000);
  const degree = new Map<number, number>();
  for (const id of edges) {
    const edge = sql.get<{ fromId: number; toId: number }>(
      `SELECT f.canonical_id AS fromId, t.canonical_id AS toId FROM edge e
       JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id WHERE e.id = ?`,
      id,
    );
    if (!edge || edge.fromId === edge.toId) continue;
    for (const end of [edge.fromId, edge.toId]) degree.set(end, (degree.get(end) ?? 0) + 1);
  }
  const best = [...degree].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0];
  if (best) return best[0];
  const [first] = changes.ids('dataset', 'added');
  return first === undefined
    ? null
    : sql.get<{ id: number }>('SELECT canonical_id AS id FROM dataset WHERE id = ?', first)!.id;
}
