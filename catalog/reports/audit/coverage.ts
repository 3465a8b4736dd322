/** How far what a catalog should say of data is said, at a moment: n of m each. */
import { breathe } from '../../breathe.ts';
import { entriesOf } from '../../stewardship/registers/read.ts';
import { ReviewContent } from '../../stewardship/review/content.ts';
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import type { MomentPins } from './moment-pins.ts';

export const COVERAGE_KEYS = [
  'owned',
  'classified',
  'described',
  'reviewed',
  'purpose',
  'legal-basis',
  'retention',
  'categorised',
  'fresh',
  'observed',
] as const;
export type CoverageKey = (typeof COVERAGE_KEYS)[number];

export interface Coverage {
  readonly key: CoverageKey;
  readonly what: string;
  readonly covered: number;
  readonly of: number;
}

export const isPersonal = (one: PastDataset): boolean =>
  one.tags.some((tag) => tag.kind === 'category') ||
  one.taggedColumns.some((column) => column.categories.length > 0);

/** @param lineage pairs of datasets with lineage, and those that a run has shown */
export async function coverageOf(
  past: PastCatalog,
  described: readonly PastDataset[],
  pins: MomentPins | null,
  lineage: { readonly pairs: number; readonly observed: number },
): Promise<Coverage[]> {
  const of = described.length;
  const columns = described.reduce((sum, one) => sum + one.columns, 0);
  const categorised = described.reduce(
    (sum, one) =>
      sum +
      one.taggedColumns.filter((column) => column.path.length === 1 && column.categories.length > 0).length,
    0,
  );
  const having = (test: (one: PastDataset) => boolean) => described.filter(test).length;
  return [
    { key: 'owned', what: 'Datasets with an owner', covered: having((one) => one.owners.length > 0), of },
    {
      key: 'classified',
      what: 'Datasets with a sensitivity level, of their own or of a column',
      covered: having((one) => one.sensitivity !== null),
      of,
    },
    {
      key: 'described',
      what: 'Datasets with a description',
      covered: having((one) => one.hasDescription),
      of,
    },
    {
      key: 'reviewed',
      what: 'Datasets that a person has reviewed as they were at the revision',
      covered: await reviewed(past, described),
      of,
    },
    ...forPersonalData(past, described),
    {
      key: 'categorised',
      what: 'Top-level columns with a category',
      covered: Math.min(categorised, columns),
      of: columns,
    },
    ...(pins === null
      ? []
      : [
          {
            key: 'fresh' as const,
            what: 'Datasets known from runs that a run used in the 30 days before the newest run',
            covered: pins.dated.length - pins.stale.length,
            of: pins.dated.length,
          },
        ]),
    {
      key: 'observed',
      what: 'Lineage between datasets that a run has shown',
      covered: lineage.observed,
      of: lineage.pairs,
    },
  ];
}

/** Datasets looked at between two rests. */
const AT_ONCE = 100;

/** A review holds while what there is to review is what was reviewed. */
async function reviewed({ db, revision }: PastCatalog, described: readonly PastDataset[]): Promise<number> {
  let count = 0;
  let read = 0;
  for (const { tags, members } of described) {
    const marks = tags.filter(({ kind }) => kind === 'review');
    if (marks.length === 0) continue;
    const digest = new ReviewContent(db, members).digest(null, revision);
    if (marks.some(({ key }) => key === digest)) count++;
    if (++read % AT_ONCE === 0) await breathe();
  }
  return count;
}

/** Purpose, legal basis and retention, stated of the dataset or by a purpose that it serves. */
function forPersonalData(past: PastCatalog, described: readonly PastDataset[]): Coverage[] {
  const register = new Map(entriesOf(past.db, 'purpose', past.revision).map((entry) => [entry.key, entry]));
  const personal = described.filter(isPersonal);
  const covered = (kind: 'legal-basis' | 'retention', field: 'legalBasis' | 'retention') =>
    personal.filter(({ tags }) =>
      tags.some((tag) => tag.kind === kind || (tag.kind === 'purpose' && register.get(tag.value)?.[field])),
    ).length;
  const of = personal.length;
  return [
    {
      key: 'purpose',
      what: 'Datasets with a data category that have a purpose',
      covered: personal.filter(({ tags }) => tags.some(({ kind }) => kind === 'purpose')).length,
      of,
    },
    {
      key: 'legal-basis',
      what: 'Datasets with a data category that have a legal basis, of their own or of a purpose',
      covered: covered('legal-basis', 'legalBasis'),
      of,
    },
    {
      key: 'retention',
      what: 'Datasets with a data category that have a retention period, of their own or of a purpose',
      covered: covered('retention', 'retention'),
      of,
    },
  ];
}
