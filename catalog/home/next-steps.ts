/** What a steward does next: what waits for a person, the most urgent first, each with how much of it there is. */
import { categoryGroups } from '../inbox/category-groups.ts';
import { suggestedCategories, type Progress } from '../inbox/suggested-categories.ts';
import type { Catalog } from '../catalog.ts';
import { propagationInBreaths } from '../privacy/propagate/compute.ts';
import { propagationFindings } from '../privacy/propagate/list.ts';
import { isCritical } from '../questions/importance.ts';
import { datasetReviewsInBreaths } from '../stewardship/review/review.ts';
import { rulesFailed } from '../stewardship/rules/follow.ts';
import type { Card } from '../browse/cards.ts';
import { freshnessInBreaths } from '../browse/freshness.ts';
import { suggestedJoins } from '../browse/suggested-joins.ts';

/** Title and detail of each, in the order of their urgency. */
const WORDS = {
  'rules-failed': ['Rules that could not be applied', 'What they stated before stands.'],
  'import-issues': [
    'Imports that left something out',
    'Rejected records are listed with file, place and reason in the import history.',
  ],
  'failed-tests': [
    'Datasets with failing tests',
    'The latest result of at least one data test is a failure or an error.',
  ],
  'sensitive-flows': [
    'Sensitive data flow into less sensitive places',
    'Values pass from a column into one that is said to be less sensitive.',
  ],
  'personal-data-unclassified': [
    'Personal data without a sensitivity',
    'A column carries a personal-data category, but neither it nor its dataset has a sensitivity level.',
  ],
  'category-suggestions': [
    'Columns that may hold personal data',
    'One decision in the inbox covers a whole group.',
  ],
  'critical-unreviewed': [
    'Critical datasets that nobody has reviewed',
    'Somebody said that they are critical; nobody has looked at them as they are now.',
  ],
  'alias-suggestions': [
    'Possible duplicates to decide',
    'Two names may mean the same thing. Join or reject them.',
  ],
  'no-owner': ['Datasets without an owner', 'Nobody is named who answers for them.'],
  'outdated-reviews': [
    'Datasets that changed since their review',
    'Sources, rules or the lineage say something else than what was reviewed.',
  ],
  stale: [
    'Datasets that no run uses any more',
    'Runs used them once, but none in the 30 days before the newest run.',
  ],
  gaps: [
    'Gaps in the lineage',
    'A source mentions these datasets, but none describes them: lineage stops here.',
  ],
  'no-sensitivity': ['Datasets without a sensitivity', 'They have not been classified yet.'],
  'no-description': ['Datasets without a description', 'Neither a source nor a person says what they are.'],
} as const satisfies Readonly<Record<string, readonly [title: string, detail: string]>>;

export type StepCode = keyof typeof WORDS;
const STEP_CODES = Object.keys(WORDS) as StepCode[];

export interface NextStep {
  readonly code: StepCode;
  readonly count: number;
  readonly title: string;
  readonly detail: string;
  /** Groups that one decision each can settle; null where there are none. */
  readonly groups: number | null;
}

export interface NextSteps {
  readonly steps: readonly NextStep[];
  /** How far the classification of columns is, whose suggestions are not counted yet; null once they are. */
  readonly working: Progress | null;
}

/** Steps without anything to do are left out. Made with rests for others: nobody waits for it. */
export async function nextSteps(catalog: Catalog): Promise<NextSteps> {
  await catalog.prepareCards();
  const reviews = await datasetReviewsInBreaths(catalog);
  const { stale } = await freshnessInBreaths(catalog);
  await propagationInBreaths(catalog);
  const all = [...catalog.cards().all()].filter((card) => !card.retired);
  const described = all.filter((card) => !card.referencedOnly);
  const suggested = suggestedCategories(catalog);
  const ready = suggested instanceof Map;
  const categories = ready ? categoryGroups(catalog, suggested) : [];
  const joins = suggestedJoins(catalog);
  const of = (fits: (card: Card) => boolean) => described.filter(fits).length;
  const counts: Readonly<Record<StepCode, number>> = {
    'rules-failed': rulesFailed(catalog)?.problems.length ?? 0,
    'import-issues': importsWithIssues(catalog),
    'failed-tests': of((card) => card.failedTests > 0),
    'sensitive-flows': propagationFindings(catalog).filter(({ kind }) => kind === 'less-sensitive').length,
    'personal-data-unclassified': of((card) => card.categories.size > 0 && card.sensitivity === null),
    'category-suggestions': categories.reduce((sum, { items }) => sum + items.length, 0),
    'critical-unreviewed': of((card) => isCritical(card) && reviews.get(card.id)?.state !== 'reviewed'),
    'alias-suggestions': joins.length,
    'no-owner': of((card) => card.owners.length === 0),
    'outdated-reviews': of((card) => reviews.get(card.id)?.state === 'changed'),
    stale: of((card) => stale.has(card.id)),
    gaps: all.filter((card) => card.referencedOnly && card.upstream + card.downstream > 0).length,
    'no-sensitivity': of((card) => card.sensitivity === null),
    'no-description': of((card) => card.description === null),
  };
  const groups: Partial<Record<StepCode, number>> = { 'category-suggestions': categories.length };
  return {
    steps: STEP_CODES.flatMap((code): NextStep[] => {
      const [title, detail] = WORDS[code];
      return counts[code] > 0
        ? [{ code, count: counts[code], title, detail, groups: groups[code] ?? null }]
        : [];
    }),
    working: ready ? null : (suggested as Progress),
  };
}

/** Imports that left something out, until the same is imported again without. */
function importsWithIssues(catalog: Catalog): number {
  return catalog.store.reader
    .prepare<[], { n: number }>(
      `SELECT COUNT(*) AS n FROM import_batch b WHERE rejected > 0 AND undone_in IS NULL
       AND NOT EXISTS (SELECT 1 FROM import_batch later
         WHERE later.id > b.id AND later.label = b.label AND later.rejected = 0 AND later.undone_in IS NULL)`,
    )
    .get()!.n;
}
