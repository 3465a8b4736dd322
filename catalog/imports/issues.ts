/** What could not be used, or was used with a doubt: kept up to a bound, counted in full. */
import type { ImportIssue } from '../importers/importer.ts';

/** Issues kept in memory and in the catalog; beyond that they are counted. */
const ISSUES_KEPT = 50_000;
/** Messages and places quote the source, where a name may be of any length. Characters. */
const MAX_MESSAGE = 2_000;
const MAX_PLACE = 500;

export interface IssueRecord {
  readonly severity: 'rejected' | 'warning';
  readonly code: string;
  readonly file: string | null;
  readonly at: string | null;
  readonly message: string;
}

export class Issues {
  readonly #paths: readonly string[];
  readonly kept: IssueRecord[] = [];
  readonly #counts = { rejected: 0, warning: 0 };

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  add(issue: ImportIssue): void {
    this.#counts[issue.severity]++;
    if (this.kept.length >= ISSUES_KEPT) return;
    this.kept.push({
      severity: issue.severity,
      code: issue.code,
      file: issue.file === undefined ? null : (this.#paths[issue.file] ?? null),
      at: issue.at === undefined ? null : shortened(issue.at, MAX_PLACE),
      message: shortened(issue.message, MAX_MESSAGE),
    });
  }

  count(severity: 'rejected' | 'warning'): number {
    return this.#counts[severity];
  }

  get total(): number {
    return this.#counts.rejected + this.#counts.warning;
  }
}

/** The beginning and the end, which hold what was found and what was done; whole where it is short. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}
