/** When a field of a template applies to an activity: true, false with the reason, or null where that is not known. */
import { EEA } from '../countries.ts';
import { ROOT } from '../../dsar/named.ts';
import { basesOf } from '../findings/provisions.ts';
import type { World, Known } from '../world.ts';

export interface Condition {
  readonly applies: boolean | null;
  /** Where it does not apply. */
  readonly because: string;
}

type Test = (world: World, known: Known, place: string) => Condition;

const when = (applies: boolean | null, because: string): Condition => ({ applies, because });

/** Whether every category that is stated or held is one of the taxonomy, so that it can be told what it is not. */
export function categoriesAreKnown(
  terms: World['terms'],
  activity: Known['activity'],
  derived: Known['derived'],
): boolean {
  return (
    activity.categories.every((text) => terms.category(text) !== null) &&
    derived.categories.every(({ key }) => key !== ROOT)
  );
}

/** Null where nothing, or not enough, is known of the categories. */
function specialKnown(
  { terms, data }: World,
  { activity, derived }: Known,
  articles: readonly (9 | 10)[],
): boolean | null {
  const stated = activity.categories.flatMap(
    (text) => data.taxonomy.category(terms.category(text) ?? '') ?? [],
  );
  const flagged = [
    ...stated.map(({ gdprArt9, gdprArt10 }) => ({ art9: gdprArt9, art10: gdprArt10 })),
    ...derived.categories,
  ];
  if (flagged.some(({ art9, art10 }) => (articles.includes(9) && art9) || (articles.includes(10) && art10)))
    return true;
  return flagged.length > 0 && categoriesAreKnown(terms, activity, derived) ? false : null;
}

/** False where people state that the field does not apply; null where nothing is known. */
function waived({ notApplicable }: Known['activity'], field: string): false | null {
  return notApplicable.some((one) => one.field === field) ? false : null;
}

const yesNo = (text: string | null): boolean | null => (text === null ? null : text === 'yes');

export const CONDITIONS: Readonly<Record<string, Test>> = {
  joint: (_world, { activity }) =>
    when(
      activity.jointControllers.length > 0 || activity.role === 'joint-controller',
      'No joint controller is stated.',
    ),
  representative: ({ organisation }, _known, place) => {
    const { country } = organisation;
    if (country === '') return when(null, '');
    const home = place === 'GB' ? country === 'GB' : EEA.has(country);
    return when(!home, `The organisation is established in ${country}.`);
  },
  recipients: (_world, { activity }) =>
    when(activity.recipients.length > 0 ? true : waived(activity, 'recipients'), 'There are no recipients.'),
  transfers: (_world, { activity }) =>
    when(activity.transfers.length > 0 ? true : waived(activity, 'transfers'), 'There are no transfers.'),
  notFollowed: (_world, { activity }) => {
    const followed = yesNo(activity.text('retentionFollowed'));
    return when(followed === null ? null : !followed, 'The policy is followed.');
  },
  legitimateInterests: ({ purposes }, { activity }) => {
    const bases = basesOf(activity, purposes);
    return when(
      bases.length === 0 ? null : bases.includes('art6-1-f'),
      'It does not rest on legitimate interests.',
    );
  },
  consent: ({ purposes }, { activity }) => {
    const bases = basesOf(activity, purposes);
    const consent = bases.includes('art6-1-a') || activity.specialConditions.includes('art9-2-a');
    return when(bases.length === 0 ? null : consent, 'It does not rest on consent.');
  },
  special: (world, known) =>
    when(specialKnown(world, known, [9]), 'No special category is stated or known in the data.'),
  specialOrCriminal: (world, known) =>
    when(
      specialKnown(world, known, [9, 10]),
      'No special category or criminal offence data are stated or known in the data.',
    ),
  automated: (_world, { activity }) => {
    const said = [yesNo(activity.text('automatedDecisions')), yesNo(activity.text('profiling'))];
    return when(
      said.includes(true) ? true : said[0] === false && said[1] !== true ? false : null,
      'No automated decisions are made.',
    );
  },
  assessment: (_world, { activity, screening }) => {
    const said = yesNo(activity.text('assessmentNeeded'));
    const screened = { required: true, likely: null, open: null, 'not-required': false }[
      screening.conclusion
    ];
    return when(said ?? screened, 'No impact assessment is required.');
  },
  processors: (_world, { activity }) => {
    if (activity.recipients.some(({ role }) => role === 'processor')) return when(true, '');
    const told = activity.recipients.length > 0 && activity.recipients.every(({ role }) => role !== '');
    return when(told ? false : null, 'No processor is among the recipients.');
  },
};
