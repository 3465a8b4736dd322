/**
 * What a record of processing answers to a field of a template: what people state first, what the catalog derives where
 * they state nothing. A field that nobody answers stays open, with what is known towards it as a hint.
 */
import { LEGAL_BASES } from '../../../stewardship/legal-basis.ts';
import { durationWords } from '../../../stewardship/duration.ts';
import { systemWords } from '../derived.ts';
import { counted } from '../../../counted.ts';
import { basesOf } from '../findings/provisions.ts';
import {
  ACTIVITY_ROLES,
  ANSWERS,
  RECIPIENT_ROLES,
  SPECIAL_CONDITIONS,
  TRANSFER_INSTRUMENTS,
  wordsOf,
} from '../vocabulary.ts';
import type { Known, World } from '../world.ts';
import { categoriesAreKnown, CONDITIONS } from './conditions.ts';
import type { TemplateField } from './templates.ts';

/** `stated` by people; `derived` from the catalog; `not-applicable`, with the reason; `open`. */
export type AnswerState = 'stated' | 'derived' | 'not-applicable' | 'open';

export interface Answer {
  readonly state: AnswerState;
  readonly text: string;
  /** Of an open field: what the catalog knows towards an answer. */
  readonly hint: string | null;
}

type Given = {
  readonly stated?: string | null;
  readonly derived?: string | null;
  readonly hint?: string | null;
};
type Answerer = (world: World, known: Known) => Given;

/** @throws Error for a field that the template has and no answer is known to: a mistake in the data files */
export function answerTo(world: World, known: Known, field: TemplateField, place: string): Answer {
  const answerer = ANSWERERS[field.field];
  const condition = field.when === null ? null : CONDITIONS[field.when];
  if (!answerer || condition === undefined)
    throw new Error(`${field.id}: ${field.field}, ${field.when} is not known`);
  const waived = known.activity.notApplicable.find(
    (one) => one.field === field.field || one.field === field.id,
  );
  if (waived) return { state: 'not-applicable', text: waived.reason, hint: null };
  const { stated, derived, hint = null } = answerer(world, known);
  if (stated) return { state: 'stated', text: stated, hint: null };
  const { applies, because } = condition?.(world, known, place) ?? { applies: true, because: '' };
  if (applies === false) return { state: 'not-applicable', text: because, hint: null };
  if (derived) return { state: 'derived', text: derived, hint: null };
  return { state: 'open', text: '', hint };
}

const lines = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join('\n'));
const text =
  (field: string): Answerer =>
  (_world, { activity }) => ({ stated: activity.text(field) });
const yesNo = (value: string | null) => (value === null ? null : wordsOf(ANSWERS, value));
const joined = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(', ');

const retention: Answerer = ({ purposes }, { activity, derived }) => ({
  stated: lines(
    activity.retentions.map(({ what, period, note }) =>
      joined(`${what}: ${period === '' ? note : durationWords(period)}`, period === '' ? null : note),
    ),
  ),
  derived: lines([
    ...activity.purposes.flatMap((key) => {
      const purpose = purposes.get(key);
      return purpose?.retention ? [`${purpose.name}: ${durationWords(purpose.retention)}`] : [];
    }),
    ...derived.retentions.map(
      ({ period, datasets }) => `${durationWords(period)}, as stated of ${counted(datasets, 'dataset')}`,
    ),
  ]),
});

/** Rights that follow from the legal basis: Art. 7(3), 15 to 18, 20(1)(a), 21(1) GDPR. */
const rights: Answerer = ({ purposes, organisation }, { activity }) => {
  const bases = basesOf(activity, purposes);
  const has = (...letters: string[]) => letters.some((letter) => bases.includes(`art6-1-${letter}`));
  const all = [
    'access (Art. 15)',
    'rectification (Art. 16)',
    'erasure (Art. 17)',
    'restriction (Art. 18)',
    ...(has('a', 'b') ? ['portability (Art. 20)'] : []),
    ...(has('e', 'f') ? ['objection (Art. 21)'] : []),
    ...(has('a') ? ['withdrawal of consent (Art. 7(3))'] : []),
  ];
  const given = `By the legal basis: ${all.join(', ')}`;
  if (bases.length === 0) return { stated: activity.text('rights') };
  return organisation.contact === ''
    ? { stated: activity.text('rights'), hint: `${given}. How they are exercised is not stated.` }
    : { stated: activity.text('rights'), derived: `${given}. To be exercised at: ${organisation.contact}` };
};

const legalBases: Answerer = ({ purposes }, { activity, derived }) => ({
  stated: lines(activity.legalBases.map((key) => wordsOf(LEGAL_BASES, key))),
  derived: lines(
    activity.purposes.some((key) => purposes.get(key)?.legalBasis)
      ? basesOf(activity, purposes).map((key) => `${wordsOf(LEGAL_BASES, key)}, by its purpose`)
      : derived.legalBases.map(({ words }) => `${words}, as stated of its datasets`),
  ),
});

const special: Answerer = ({ terms, data }, { activity, derived }) => {
  const stated = activity.categories.flatMap((one) => {
    const category = data.taxonomy.category(terms.category(one) ?? '');
    return category ? [{ name: category.name, art9: category.gdprArt9, art10: category.gdprArt10 }] : [];
  });
  const found = [...stated, ...derived.categories].filter(({ art9, art10 }) => art9 || art10);
  const names = [
    ...new Set(found.map(({ name, art9 }) => `${name} (${art9 ? 'Art. 9' : 'Art. 10'})`)),
  ].sort();
  if (names.length > 0) return { derived: `Yes: ${names.join('; ')}` };
  if (stated.length + derived.categories.length === 0) return {};
  return categoriesAreKnown(terms, activity, derived)
    ? { derived: 'No: none of the categories stated or known in the data' }
    : { hint: 'None among the categories that are known; of some data the category is not' };
};

const source: Answerer = (_world, { activity, derived }) => ({
  stated: activity.text('source'),
  derived: derived.sources.length === 0 ? null : `By lineage: ${derived.sources.map(systemWords).join('; ')}`,
});

const recipients: Answerer = (_world, { activity, derived }) => ({
  stated: lines(
    activity.recipients.map(({ organisation, role, country }) =>
      joined(organisation, role === '' ? null : wordsOf(RECIPIENT_ROLES, role), country),
    ),
  ),
  hint:
    derived.recipients.length === 0
      ? null
      : `Data flow on to: ${derived.recipients.map(systemWords).join('; ')}`,
});

const thirdParties: Answerer = (_world, { activity }) => {
  const others = activity.recipients.filter(({ role }) => role !== 'internal' && role !== '');
  const told = activity.recipients.length > 0 && activity.recipients.every(({ role }) => role !== '');
  const no =
    told && others.length === 0 ? 'No: every recipient stated is a department of the organisation' : null;
  const yes = others.length > 0 ? `Yes: ${others.map(({ organisation }) => organisation).join('; ')}` : no;
  return { stated: yesNo(activity.text('thirdParties')) ?? yes };
};

const transfers: Answerer = (_world, { activity }) => ({
  stated: lines(activity.transfers.map(({ country, recipient }) => joined(country, recipient))),
});

const safeguards: Answerer = (_world, { activity }) => {
  const named = activity.transfers.filter(({ instrument }) => instrument !== '');
  const told = named.map(({ country, instrument, document }) =>
    joined(`${country}: ${wordsOf(TRANSFER_INSTRUMENTS, instrument)}`, document),
  );
  return named.length < activity.transfers.length
    ? {
        hint: `${activity.transfers.length - named.length} of ${activity.transfers.length} transfers name none`,
      }
    : { stated: lines(told) };
};

const automated =
  (...fields: readonly string[]): Answerer =>
  (_world, { activity, derived }) => {
    const [first, ...rest] = fields.map((field) => activity.text(field));
    const said = first === null || first === undefined ? (rest.find((one) => one !== null) ?? null) : first;
    const models = derived.models.map(({ dataset }) => dataset.name);
    return {
      stated: yesNo(said === 'no' && rest.includes('yes') ? 'yes' : said),
      hint:
        models.length === 0 ? null : `Data reach ${models.length} models: ${models.slice(0, 5).join(', ')}`,
    };
  };

const assessmentNeeded: Answerer = (_world, { activity, screening }) => ({
  stated: yesNo(activity.text('assessmentNeeded')),
  ...(screening.conclusion === 'required' || screening.conclusion === 'not-required'
    ? { derived: screening.words }
    : { hint: screening.words }),
});

const named = (people: readonly Readonly<Record<string, string>>[], ...parts: readonly string[]) =>
  lines(people.map((one) => joined(...parts.map((part) => one[part] ?? ''))));

const organisationNameContact: Answerer = ({ organisation: { name, contact } }) =>
  name === '' || contact === '' ? { hint: joined(name, contact) || null } : { stated: `${name}, ${contact}` };

const dpo: Answerer = ({ organisation }, { activity }) => ({
  stated: activity.text('dpo') ?? organisation.dpo,
});

export const ANSWERERS: Readonly<Record<string, Answerer>> = {
  controllerName: ({ organisation }) => ({ stated: organisation.name }),
  controllerContact: ({ organisation }) => ({ stated: organisation.contact }),
  controllerNameContact: organisationNameContact,
  processorName: organisationNameContact,
  dpo,
  processorDpo: dpo,
  jointControllers: (_world, { activity }) => ({
    stated: named(activity.jointControllers, 'name', 'contact', 'responsibilities'),
  }),
  representative: text('representative'),
  role: (_world, { activity }) => ({
    stated: activity.text('role') === null ? null : ACTIVITY_ROLES[activity.role],
  }),
  department: text('department'),
  stewards: (_world, { activity }) => ({ stated: lines(activity.stewards) }),
  name: (_world, { activity }) => ({ stated: activity.name }),
  description: text('description'),
  purposes: ({ purposes }, { activity, derived }) => ({
    stated: lines(
      activity.purposes.map((key) => {
        const known = purposes.get(key);
        return known?.description ? `${known.name}: ${known.description}` : (known?.name ?? key);
      }),
    ),
    derived: lines(derived.purposes.map((one) => `${one.name}, as stated of its datasets`)),
  }),
  subjects: ({ terms }, { activity, derived }) => ({
    stated: lines(activity.subjects.map(terms.subjectWords)),
    derived: lines(derived.subjects.map(({ key }) => terms.subjectWords(key))),
  }),
  categories: ({ terms }, { activity, derived }) => ({
    stated: lines(activity.categories.map(terms.categoryWords)),
    derived: lines(derived.categories.map((one) => `${one.name} (${counted(one.columns, 'column')})`)),
  }),
  special,
  source,
  recipients,
  thirdParties,
  recipientCategories: (_world, { activity }) =>
    activity.recipients.every(({ categories }) => categories !== '')
      ? { stated: lines(activity.recipients.map((one) => `${one.organisation}: ${one.categories}`)) }
      : { hint: 'Not stated for each recipient' },
  transfers,
  safeguards,
  retention,
  retentionPolicy: text('retentionPolicy'),
  retentionFollowed: (_world, { activity, findings }) => ({
    stated: yesNo(activity.text('retentionFollowed')),
    hint: findings.find(({ rule }) => rule === 'retention-longer')?.message ?? null,
  }),
  retentionReason: text('retentionReason'),
  security: text('security'),
  locations: (_world, { activity, derived }) => ({
    stated: activity.text('locations'),
    derived: lines(
      derived.systems.map(({ namespace, datasets }) => `${namespace} (${counted(datasets, 'dataset')})`),
    ),
  }),
  legalBases,
  legitimateInterests: text('legitimateInterests'),
  interestsAssessment: text('interestsAssessment'),
  specialConditions: (_world, { activity }) => ({
    stated: lines(activity.specialConditions.map((key) => wordsOf(SPECIAL_CONDITIONS, key))),
  }),
  nationalCondition: text('nationalCondition'),
  automated: automated('automatedDecisions', 'profiling'),
  automatedDecisions: automated('automatedDecisions'),
  profiling: automated('profiling'),
  automatedDescription: text('automatedDescription'),
  automatedBasis: text('automatedBasis'),
  assessmentNeeded,
  assessmentPlace: (_world, { activity, assessment }) => ({
    stated: activity.text('assessmentPlace'),
    derived: assessment ? `${assessment.name}, in this catalog (${assessment.status})` : null,
  }),
  otherAssessment: text('otherAssessment'),
  rights,
  privacyPolicy: text('privacyPolicy'),
  privacyNotices: text('privacyNotices'),
  consentRecord: text('consentRecord'),
  breachProcedure: text('breachProcedure'),
  breachRecord: text('breachRecord'),
  processorContract: (_world, { activity }) => ({
    stated:
      activity.text('processorContract') ??
      lines(
        activity.recipients
          .filter(({ role, contract }) => role === 'processor' && contract !== '')
          .map(({ organisation, contract }) => `${organisation}: ${contract}`),
      ),
  }),
  controllerContract: text('processorContract'),
  review: (_world, { activity }) => {
    const [on, by] = [activity.text('reviewedOn'), activity.text('reviewedBy')];
    return on !== null && by !== null ? { stated: `${on}, ${by}` } : { hint: joined(on, by) || null };
  },
  controllers: (_world, { activity }) => ({ stated: named(activity.controllers, 'name', 'contact') }),
  controllerRepresentatives: (_world, { activity }) => ({
    stated: lines([
      ...(activity.text('representative') ? [activity.text('representative')!] : []),
      ...activity.controllers.flatMap((one) =>
        one.representative === '' ? [] : [`${one.name}: ${one.representative}`],
      ),
    ]),
  }),
  controllerDpos: (_world, { activity }) => ({
    stated: lines(activity.controllers.flatMap((one) => (one.dpo === '' ? [] : [`${one.name}: ${one.dpo}`]))),
  }),
  processingCategories: (_world, { activity }) => ({ stated: lines(activity.processingCategories) }),
  subprocessors: (_world, { activity }) => ({
    stated: lines(
      activity.recipients
        .filter(({ role }) => role === 'processor')
        .map((one) => joined(one.organisation, one.country)),
    ),
  }),
};
