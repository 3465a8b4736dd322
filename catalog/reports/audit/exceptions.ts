/** What an auditor asks about first, at a moment: each kind with its number, of how many, and which ones. */
import { ABSENT } from '../../store/writer/absence.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import { knownAt, statedAt } from '../../past/as-of-parts.ts';
import { isPersonal } from './coverage.ts';
import { contradictionsAt } from './contradictions.ts';
import type { LineagePairs } from './lineage.ts';
import type { MomentPins } from './moment-pins.ts';

export interface ExceptionItem {
  /** The same at every moment, so that two can be compared. */
  readonly key: string;
  readonly text: string;
  readonly datasetId: number | null;
}

export interface ExceptionList {
  readonly code: string;
  readonly text: string;
  readonly count: number;
  /** Out of how many; null where there is no such number. */
  readonly of: number | null;
  /** May be fewer than the count where single ones have no history; see `listed`. */
  readonly items: readonly ExceptionItem[];
  /** `none`: only counted. `some`: the first ones. */
  readonly listed: 'all' | 'some' | 'none';
}

interface Draft {
  readonly code: string;
  readonly text: string;
  readonly of: number | null;
  readonly items: readonly ExceptionItem[];
  readonly count?: number;
}

const FINDINGS: Readonly<Record<string, string>> = {
  'less-sensitive': 'Data of a level that flow into what has a lower one or none',
  'person-says-otherwise': 'Places where a person says otherwise than what arrives along lineage',
  'source-says-otherwise': 'Places where a source says otherwise than what arrives along lineage',
  refused: 'Tags that arrive along lineage where a person refused them',
};

/** Kinds without any are left out. */
export function exceptionsAt(
  past: PastCatalog,
  described: readonly PastDataset[],
  pins: MomentPins | null,
  lineage: LineagePairs,
): ExceptionList[] {
  const of = described.length;
  const those = (test: (one: PastDataset) => boolean) => described.filter(test).map(datasetItem);
  const failing = failingTests(past);
  const drafts: Draft[] = [
    {
      code: 'no-owner',
      text: 'Datasets without an owner',
      of,
      items: those((one) => one.owners.length === 0),
    },
    {
      code: 'no-sensitivity',
      text: 'Datasets without a sensitivity level',
      of,
      items: those((one) => one.sensitivity === null),
    },
    {
      code: 'personal-data-unclassified',
      text: 'Datasets with a data category but without a sensitivity level',
      of: described.filter(isPersonal).length,
      items: those((one) => one.sensitivity === null && isPersonal(one)),
    },
    {
      code: 'no-description',
      text: 'Datasets without a description',
      of,
      items: those((one) => !one.hasDescription),
    },
    {
      code: 'failing-tests',
      text: 'Datasets with a data test whose latest result is a failure or an error',
      of,
      items: those((one) => one.members.some((id) => failing.has(id))),
    },
    ...contradictions(past),
    ...ofLineage(past, pins, lineage),
    ...(pins ? pinned(past, pins) : []),
    rejectedImports(past),
  ];
  return drafts
    .map(({ count, ...draft }): ExceptionList => {
      const total = count ?? draft.items.length;
      const listed = total === draft.items.length ? 'all' : draft.items.length === 0 ? 'none' : 'some';
      return { ...draft, count: total, listed };
    })
    .filter(({ count }) => count > 0);
}

function datasetItem({ id, namespace, name }: PastDataset): ExceptionItem {
  return { key: `${namespace} ${name}`, text: `${name} (${namespace})`, datasetId: id };
}

function contradictions(past: PastCatalog): Draft[] {
  const all = contradictionsAt(past);
  const of = (between: string): ExceptionItem[] =>
    all
      .filter((one) => one.between === between)
      .map(({ place, said, datasetId }) => ({ key: place, text: `${place} (${said})`, datasetId }));
  return [
    {
      code: 'person-and-source-differ',
      text: 'Places where a person and a source say different things',
      of: null,
      items: of('person-and-source'),
    },
    {
      code: 'sources-differ',
      text: 'Places where two sources say different things',
      of: null,
      items: of('sources'),
    },
  ];
}

function ofLineage(past: PastCatalog, pins: MomentPins | null, lineage: LineagePairs): Draft[] {
  const dangling = past.datasets.filter(
    (one, index) =>
      !one.described && past.graph.degree(index, 'upstream') + past.graph.degree(index, 'downstream') > 0,
  );
  const unobserved = lineage.unobserved.flatMap(([from, to]): ExceptionItem[] => {
    const [a, b] = [past.datasets[from], past.datasets[to]];
    return a && b
      ? [
          {
            key: `${a.namespace} ${a.name} → ${b.namespace} ${b.name}`,
            text: `${a.name} → ${b.name}`,
            datasetId: b.id,
          },
        ]
      : [];
  });
  return [
    {
      code: 'dangling-lineage',
      text: 'Datasets in the lineage that no source describes',
      of: past.datasets.length,
      items: dangling.map(datasetItem),
    },
    {
      code: 'unobserved-lineage',
      text: 'Lineage between datasets that is declared and that no run has shown',
      of: lineage.pairs,
      items: unobserved,
    },
    {
      code: 'inferred-lineage',
      text: 'Lineage between datasets that is only inferred',
      of: lineage.pairs,
      items: [],
      count: pins?.inferred ?? 0,
    },
  ];
}

function pinned(past: PastCatalog, { findings, stale, dated, cases }: MomentPins): Draft[] {
  const byId = (id: number) => past.datasets[past.indexOf.get(id) ?? -1];
  const late = cases.filter(({ overdue }) => overdue);
  return [
    ...findings.byKind.map(({ key, count }): Draft => ({
      code: `propagation-${key}`,
      text: FINDINGS[key] ?? `Findings along lineage: ${key}`,
      of: null,
      count,
      items: findings.items
        .filter(({ kind }) => kind === key)
        .map(({ tag, place, cause, said }) => ({
          key: `${tag} ${place} ${cause}`,
          text: `${tag} from ${cause} in ${place}; ${said}`,
          datasetId: null,
        })),
    })),
    {
      code: 'stale',
      text: 'Datasets that no run used in the 30 days before the newest run',
      of: dated.length,
      count: stale.length,
      items: stale.flatMap((id) => byId(id) ?? []).map(datasetItem),
    },
    {
      code: 'overdue-cases',
      text: 'Requests of data subjects that were overdue',
      of: cases.filter(({ done }) => !done).length,
      items: late.map(({ reference, due }) => ({
        key: reference,
        text: `${reference}, due ${due ?? ''}`,
        datasetId: null,
      })),
    },
  ];
}

function rejectedImports({ db, revision }: PastCatalog): Draft {
  const rows = db
    .prepare<[object], { revision: number; label: string; rejected: number }>(
      'SELECT revision, label, rejected FROM import_batch WHERE revision <= @revision AND rejected > 0 ORDER BY revision',
    )
    .all({ revision });
  const { n } = db
    .prepare<[object], { n: number }>('SELECT COUNT(*) AS n FROM import_batch WHERE revision <= @revision')
    .get({ revision })!;
  return {
    code: 'imports-with-refused-parts',
    text: 'Imports with parts that were refused, from the first to the revision',
    of: n,
    items: rows.map((row) => ({
      key: `import ${row.revision}`,
      text: `Revision ${row.revision}, ${row.label}: ${row.rejected} refused`,
      datasetId: null,
    })),
  };
}

/** Datasets of tests whose latest result by then failed. */
function failingTests(past: PastCatalog): Set<number> {
  const latest = new Map<number, { datasetId: number; status: string }>();
  const rows = past.db
    .prepare<[object], { testId: number; datasetId: number; status: string }>(
      `SELECT r.test_id AS testId, t.dataset_id AS datasetId, r.status FROM test_result r JOIN test t ON t.id = r.test_id
       WHERE r.since_revision <= @revision AND ${knownAt(ABSENT.testResult, 'r')} AND ${statedAt('test', 't')} ORDER BY r.test_id, r.at, r.id`,
    )
    .iterate({ revision: past.revision });
  for (const row of rows) latest.set(row.testId, row);
  return new Set(
    [...latest.values()]
      .filter((one) => one.status === 'fail' || one.status === 'error')
      .map((one) => one.datasetId),
  );
}
