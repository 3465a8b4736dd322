/**
 * What the catalog adds to a case: origins (Art. 15(1)(g)), recipients (15(1)(c), 19), models (15(1)(h)), which
 * columns are provided, observed or derived (20), and every dataset with the reason why it is searched or not.
 */
import type { Catalog } from '../../catalog.ts';
import type { PastDataset } from '../../past/as-of.ts';
import type { ColumnOrigin } from '../dsar/categories.ts';
import type { Reached } from '../dsar/reach.ts';
import { workOf } from './outcomes.ts';
import { loadCase } from './read.ts';
import { contentOfCase } from './work.ts';

/** Longest list that is handed out; the totals are always exact, and the report has every list in full. */
const LONGEST = 500;

export interface FoundDataset {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
}

export interface FoundNear extends FoundDataset {
  readonly hops: number;
  /** Along the data, both ends included. */
  readonly path: readonly string[];
  /** Names that labels state. */
  readonly stated: readonly string[];
}

export interface Listed<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

export interface Findings {
  readonly revision: number;
  readonly sources: Listed<FoundNear>;
  readonly recipients: Listed<FoundNear>;
  readonly models: Listed<FoundNear>;
  readonly columns: Listed<{
    readonly dataset: FoundDataset;
    readonly column: string;
    readonly categories: readonly string[];
    readonly origin: ColumnOrigin;
    readonly basis: string;
    readonly check: string | null;
  }> & { readonly byOrigin: Readonly<Record<ColumnOrigin, number>> };
  /** In scope first. */
  readonly considered: Listed<{
    readonly dataset: FoundDataset;
    readonly verdict: 'in' | 'check' | 'out';
    readonly reason: string;
  }>;
  /** Systems of the case with what came of the search in each. */
  readonly systems: readonly {
    readonly task: string;
    readonly system: string;
    readonly owners: readonly string[];
    readonly stores: number;
    readonly searched: number;
    readonly open: number;
    readonly reasons: readonly string[];
  }[];
  readonly gaps: readonly { readonly code: string; readonly text: string; readonly count: number }[];
}

/** @throws Refused when there is no such case */
export async function findingsOf(catalog: Catalog, reference: string): Promise<Findings> {
  const one = loadCase(catalog.store.reader, reference);
  const { revision, around, origins, scope, gaps } = await contentOfCase(catalog, one);
  const byOrigin = { provided: 0, observed: 0, obtained: 0, derived: 0, unknown: 0 };
  for (const { origin } of origins) byOrigin[origin] += 1;
  const order = { in: 0, check: 1, out: 2 } as const;
  const considered = scope.all.toSorted((a, b) => order[a.verdict] - order[b.verdict]);
  return {
    revision,
    sources: listed(around.sources, near),
    recipients: listed(around.recipients, near),
    models: listed(around.models, near),
    columns: {
      ...listed(origins, ({ scoped, column, categories, origin, basis, check }) => ({
        dataset: found(scoped.dataset),
        column,
        categories: [...categories],
        origin,
        basis,
        check,
      })),
      byOrigin,
    },
    considered: listed(considered, ({ dataset, verdict, reason }) => ({
      dataset: found(dataset),
      verdict,
      reason,
    })),
    systems: systemsOf(catalog, one.id),
    gaps: gaps.map(({ code, text, count }) => ({ code, text, count })),
  };
}

function listed<From, To>(all: readonly From[], view: (one: From) => To): Listed<To> {
  return { total: all.length, items: all.slice(0, LONGEST).map(view) };
}

function found({ id, namespace, name, kind }: PastDataset): FoundDataset {
  return { id, namespace, name, kind };
}

function near({ dataset, hops, path, stated }: Reached): FoundNear {
  return { ...found(dataset), hops, path: path.map((one) => one.name), stated: [...stated] };
}

function systemsOf(catalog: Catalog, caseId: number): Findings['systems'] {
  const search = workOf(catalog.store.reader, caseId).filter((row) => row.work === 'search');
  return [...Map.groupBy(search, (row) => row.task)].map(([task, rows]) => {
    const owners = rows[0]?.detail.systemOwners;
    return {
      task,
      system: rows[0]?.system ?? '',
      owners: Array.isArray(owners) ? owners.map(String) : [],
      stores: rows.length,
      searched: rows.filter((row) => row.outcome === 'found' || row.outcome === 'none').length,
      open: rows.filter((row) => row.outcome === null).length,
      reasons: [...new Set(rows.flatMap((row) => row.reason ?? []))],
    };
  });
}
