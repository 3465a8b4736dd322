/** Every namespace of datasets and jobs: how much is there, what it likely is, what people said of it. */
import type { Database } from 'better-sqlite3';
import { mapped, matches, type Mapping, type Match } from '../joining/mapping.ts';
import { platformOf } from '../joining/platform.ts';
import type { Catalog } from '../catalog.ts';
import { suggestedJoins } from './suggested-joins.ts';

export interface NamespaceRow {
  readonly space: 'dataset' | 'job';
  readonly namespace: string;
  readonly count: number;
  readonly sources: readonly string[];
  readonly platform: string;
  readonly host: string | null;
  readonly port: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly label: string | null;
  /** The namespace that it stands for, where a mapping says so. */
  readonly target: string | null;
  /** Namespaces that hold names likely to be the same, with how many. */
  readonly likely: readonly { readonly namespace: string; readonly shared: number }[];
}

export interface MappingRow {
  readonly id: number;
  readonly space: 'dataset' | 'job';
  readonly match: Match;
  readonly pattern: string;
  readonly target: string | null;
  readonly label: string | null;
  readonly actor: string;
  readonly reason: string | null;
  /** Namespaces that the pattern fits now. */
  readonly fits: number;
}

export function namespaces(catalog: Catalog): { items: NamespaceRow[]; mappings: MappingRow[] } {
  return catalog.cached('namespaces', () => {
    const db = catalog.store.reader;
    const stored = mappingRows(db);
    const likely = likelyOf(catalog);
    const items = (['dataset', 'job'] as const).flatMap((space) => rowsOf(db, space, stored, likely));
    const mappings = stored.map((row) => ({
      ...row,
      fits: items.filter((item) => item.space === row.space && matches(item.namespace, row)).length,
    }));
    return { items, mappings };
  });
}

function mappingRows(db: Database): Omit<MappingRow, 'fits'>[] {
  return db
    .prepare<[], Omit<MappingRow, 'fits'>>(
      `SELECT id, space, match, pattern, target, label, actor, reason FROM namespace_mapping WHERE until_revision IS NULL
       ORDER BY space, pattern, match`,
    )
    .all();
}

function rowsOf(
  db: Database,
  space: 'dataset' | 'job',
  stored: readonly Omit<MappingRow, 'fits'>[],
  likely: ReadonlyMap<string, ReadonlyMap<string, number>>,
): NamespaceRow[] {
  const mappings = stored.filter(
    (row): row is typeof row & Mapping => row.space === space && row.target !== null,
  );
  const labels = new Map(
    stored
      .filter((row) => row.space === space && row.match === 'exact')
      .map((row) => [row.pattern, row.label]),
  );
  const sources = new Map<string, string[]>();
  const query =
    space === 'dataset'
      ? `SELECT DISTINCT d.namespace, s.importer FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id WHERE s.until_revision IS NULL ORDER BY s.importer`
      : 'SELECT DISTINCT namespace, importer FROM job WHERE until_revision IS NULL ORDER BY importer';
  for (const { namespace, importer } of db.prepare<[], { namespace: string; importer: string }>(query).all())
    sources.set(namespace, [...(sources.get(namespace) ?? []), importer]);
  return db
    .prepare<[], { namespace: string; count: number }>(
      `SELECT namespace, COUNT(*) AS count FROM ${space} WHERE until_revision IS NULL GROUP BY namespace ORDER BY count DESC, namespace`,
    )
    .all()
    .map(({ namespace, count }) => {
      const { name, host, port, account, region } = platformOf(namespace);
      const target = mapped(namespace, mappings);
      const near = space === 'dataset' ? [...(likely.get(namespace) ?? [])] : [];
      return {
        space,
        namespace,
        count,
        sources: sources.get(namespace) ?? [],
        platform: space === 'job' && name === 'Unknown' ? 'Scheduler or deployment' : name,
        host,
        port,
        account,
        region,
        label: labels.get(namespace) ?? null,
        target: target === namespace ? null : target,
        likely: near
          .map(([other, shared]) => ({ namespace: other, shared }))
          .sort((a, b) => b.shared - a.shared)
          .slice(0, 3),
      };
    });
}

/** Namespace to namespaces whose datasets are suggested to be the same by name. */
function likelyOf(catalog: Catalog): Map<string, Map<string, number>> {
  const found = new Map<string, Map<string, number>>();
  const add = (from: string, to: string): void => {
    const counts = found.get(from) ?? new Map<string, number>();
    found.set(from, counts.set(to, (counts.get(to) ?? 0) + 1));
  };
  for (const { kind, basis, a, b } of suggestedJoins(catalog)) {
    if (kind !== 'dataset' || basis !== 'relation' || !b || a.namespace === b.namespace) continue;
    add(a.namespace, b.namespace);
    add(b.namespace, a.namespace);
  }
  return found;
}
