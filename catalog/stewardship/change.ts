/**
 * Every change that a person makes goes through here: one transaction, one ledger entry, the search
 * index fed, listeners told. A change that turns out to change nothing leaves no trace.
 */
import { counted } from '../counted.ts';
import type { Area, Catalog } from '../catalog.ts';
import { appendEntry, nextRevision } from '../ledger/append.ts';
import type { Json } from '../model/facts.ts';
import { refreshSearch } from '../store/search-index.ts';
import { Sql } from '../store/writer/sql.ts';

export type Target = { readonly on: 'dataset' | 'column'; readonly id: number };

export interface MutationResult {
  readonly revision: number | null;
  readonly changed: number;
  readonly label: string;
}

export interface Change {
  readonly sql: Sql;
  readonly revision: number;
  readonly actor: string;
  /** Note every dataset whose searchable content changes. */
  readonly touchedDatasets: Set<number>;
}

export interface ChangeDeed {
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly areas: readonly Area[];
  /** Made after the work is done, when the count is known. */
  readonly label: (changed: number) => string;
  readonly payload?: (change: Change) => Readonly<Record<string, Json>>;
  /** Find out what the change would do, and take it back. */
  readonly dryRun?: boolean | undefined;
}

class NothingChanged extends Error {}

/** Ends the transaction of a dry run. */
class Rehearsed extends Error {
  readonly result: MutationResult;

  constructor(result: MutationResult) {
    super();
    this.result = result;
  }
}

/** `work` answers how many statements it made or withdrew; it may rest, and other writers then wait for it. */
export async function makeChange(
  catalog: Catalog,
  deed: ChangeDeed,
  work: (change: Change) => number | Promise<number>,
): Promise<MutationResult> {
  try {
    const result = await catalog.store.write(async (db): Promise<MutationResult> => {
      const change: Change = {
        sql: new Sql(db),
        revision: nextRevision(db),
        actor: deed.actor,
        touchedDatasets: new Set(),
      };
      const changed = await work(change);
      if (changed === 0) throw new NothingChanged();
      if (deed.dryRun) throw new Rehearsed({ revision: null, changed, label: deed.label(changed) });
      refreshSearch(db, change.touchedDatasets);
      const label = deed.label(changed);
      appendEntry(db, {
        actor: deed.actor,
        action: deed.action,
        objectType: deed.objectType,
        objectId: String(change.revision),
        payload: { ...deed.payload?.(change), label, changed },
      });
      return { revision: change.revision, changed, label };
    });
    catalog.announce([...deed.areas, 'ledger']);
    return result;
  } catch (error) {
    if (error instanceof NothingChanged) return { revision: null, changed: 0, label: deed.label(0) };
    if (error instanceof Rehearsed) return error.result;
    throw error;
  }
}

/** The dataset that a target belongs to; undefined when there is no such target. */
export function datasetOf(sql: Sql, target: Target): number | undefined {
  return target.on === 'dataset'
    ? sql.get<{ id: number }>('SELECT id FROM dataset WHERE id = ?', target.id)?.id
    : sql.get<{ id: number }>('SELECT dataset_id AS id FROM "column" WHERE id = ?', target.id)?.id;
}

/**
 * Row ids under which statements about the target may lie: all identities of a joined dataset, and
 * the same column of each of them.
 */
export function groupOf(sql: Sql, target: Target): number[] {
  const rows =
    target.on === 'dataset'
      ? sql.all<{ id: number }>(
          `SELECT m.id FROM dataset m WHERE m.canonical_id = (SELECT canonical_id FROM dataset WHERE id = ?)`,
          target.id,
        )
      : sql.all<{ id: number }>(
          `SELECT c.id FROM "column" self JOIN dataset d ON d.id = self.dataset_id
           JOIN dataset m ON m.canonical_id = d.canonical_id
           JOIN "column" c ON c.dataset_id = m.id AND lower(c.path) = lower(self.path)
           WHERE self.id = ?`,
          target.id,
        );
  return rows.map((row) => row.id);
}

/** "3 columns", "1 dataset", "2 datasets and 5 columns". */
export function countTargets(targets: readonly Target[]): string {
  const datasets = targets.filter((target) => target.on === 'dataset').length;
  const columns = targets.length - datasets;
  const parts = [
    ...(datasets > 0 ? [counted(datasets, 'dataset')] : []),
    ...(columns > 0 ? [counted(columns, 'column')] : []),
  ];
  return parts.join(' and ') || 'nothing';
}
