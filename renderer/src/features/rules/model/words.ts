/** Kinds of statements, in words. */
import type { TagValue } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

/** Before a value: `legal basis Contract`. */
export const STATEMENT_WORD: Readonly<Record<TagValue['kind'], string>> = {
  sensitivity: say('sensitivity'),
  category: say('category'),
  label: say('label'),
  criticality: say('criticality'),
  certification: say('certification'),
  domain: say('domain'),
  term: say('term'),
  purpose: say('purpose'),
  'legal-basis': say('legal basis'),
  retention: say('retention'),
  subject: say('subject'),
  origin: say('origin'),
  property: say('property'),
  review: say('review'),
};

/** As the name of a field. */
export const STATEMENT_NAME: Readonly<Record<TagValue['kind'], string>> = {
  sensitivity: say('Sensitivity'),
  category: say('Data category'),
  label: say('Label'),
  criticality: say('Criticality'),
  certification: say('Certification'),
  domain: say('Domain'),
  term: say('Term'),
  purpose: say('Purpose'),
  'legal-basis': say('Legal basis'),
  retention: say('Retention'),
  subject: say('Whom the data are about'),
  origin: say('Origin'),
  property: say('Property'),
  review: sayIn('a kind of statement', 'Review'),
};
