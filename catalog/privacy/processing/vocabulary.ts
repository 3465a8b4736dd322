/** Words of Regulation (EU) 2016/679 that records of processing are filled in with: keys, and what they say. */
import { LEGAL_BASES } from '../../stewardship/legal-basis.ts';

export const ACTIVITY_ROLES = {
  controller: 'Controller',
  'joint-controller': 'Joint controller (Art. 26)',
  processor: 'Processor',
} as const;
export type ActivityRole = keyof typeof ACTIVITY_ROLES;

export const ACTIVITY_STATES = {
  active: 'Active',
  planned: 'Planned',
  ended: 'Ended',
} as const;

/** Art. 9(2): when special categories may be processed. */
export const SPECIAL_CONDITIONS = {
  'art9-2-a': 'Explicit consent, Art. 9(2)(a)',
  'art9-2-b': 'Employment, social security and social protection law, Art. 9(2)(b)',
  'art9-2-c': 'Vital interests, Art. 9(2)(c)',
  'art9-2-d': 'Members of a not-for-profit body, Art. 9(2)(d)',
  'art9-2-e': 'Manifestly made public by the data subject, Art. 9(2)(e)',
  'art9-2-f': 'Legal claims, Art. 9(2)(f)',
  'art9-2-g': 'Substantial public interest, Art. 9(2)(g)',
  'art9-2-h': 'Health or social care, Art. 9(2)(h)',
  'art9-2-i': 'Public health, Art. 9(2)(i)',
  'art9-2-j': 'Archiving, research or statistics, Art. 9(2)(j)',
} as const;

/** Chapter V: on what a transfer to a third country rests. */
export const TRANSFER_INSTRUMENTS = {
  adequacy: 'Adequacy decision, Art. 45',
  'public-instrument': 'Legally binding instrument between public bodies, Art. 46(2)(a)',
  bcr: 'Binding corporate rules, Art. 46(2)(b) and 47',
  scc: 'Standard data protection clauses, Art. 46(2)(c) and (d)',
  'code-of-conduct': 'Approved code of conduct, Art. 46(2)(e)',
  certification: 'Approved certification mechanism, Art. 46(2)(f)',
  'contractual-clauses': 'Contractual clauses authorised by the authority, Art. 46(3)(a)',
  'administrative-arrangement': 'Administrative arrangement between public bodies, Art. 46(3)(b)',
  'art49-1-a': 'Explicit consent, Art. 49(1)(a)',
  'art49-1-b': 'Contract with the data subject, Art. 49(1)(b)',
  'art49-1-c': 'Contract in the interest of the data subject, Art. 49(1)(c)',
  'art49-1-d': 'Important reasons of public interest, Art. 49(1)(d)',
  'art49-1-e': 'Legal claims, Art. 49(1)(e)',
  'art49-1-f': 'Vital interests, Art. 49(1)(f)',
  'art49-1-g': 'Public register, Art. 49(1)(g)',
  'art49-1-compelling': 'Compelling legitimate interests, Art. 49(1) second subparagraph',
} as const;

/** Art. 4(9) and who stands behind a recipient. */
export const RECIPIENT_ROLES = {
  processor: 'Processor (Art. 28)',
  controller: 'Controller of its own',
  'joint-controller': 'Joint controller (Art. 26)',
  group: 'Company of the group',
  authority: 'Public authority',
  internal: 'Department of the organisation',
} as const;

/** What datasets of an activity are found by. */
export const LINK_KINDS = {
  dataset: 'Dataset',
  namespace: 'Namespace',
  domain: 'Domain',
  purpose: 'Purpose',
  label: 'Label',
  category: 'Category of personal data',
  subject: 'Data subjects',
  except: 'Except the dataset',
} as const;
export type LinkKind = keyof typeof LINK_KINDS;

export const RISK_LEVELS = { low: 'Low', medium: 'Medium', high: 'High' } as const;
export const ANSWERS = { yes: 'Yes', no: 'No' } as const;
export const ASSESSMENT_STATES = { draft: 'Draft', approved: 'Approved' } as const;

/** By field, `field.part` or `register:field`, where only some keys may stand. */
export const OPTIONS_OF: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: ACTIVITY_ROLES,
  'activity:status': ACTIVITY_STATES,
  'assessment:status': ASSESSMENT_STATES,
  legalBases: LEGAL_BASES,
  specialConditions: SPECIAL_CONDITIONS,
  thirdParties: ANSWERS,
  retentionFollowed: ANSWERS,
  automatedDecisions: ANSWERS,
  profiling: ANSWERS,
  assessmentNeeded: ANSWERS,
  priorConsultation: ANSWERS,
  'recipients.role': RECIPIENT_ROLES,
  'transfers.instrument': TRANSFER_INSTRUMENTS,
  'links.kind': LINK_KINDS,
  'answers.answer': ANSWERS,
  'risks.likelihood': RISK_LEVELS,
  'risks.severity': RISK_LEVELS,
  'risks.residual': RISK_LEVELS,
};

/** The words of a key; the key itself where there are none. */
export function wordsOf(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? words[key]! : key;
}

/** Reads one of the keys, in any case, with spaces or underscores for hyphens; or its words. */
export function oneOf(words: Readonly<Record<string, string>>): {
  readonly read: (text: string) => string | null;
  readonly expected: string;
} {
  const keys = Object.keys(words);
  const byText = new Map(Object.entries(words).map(([key, text]) => [text.toLowerCase(), key]));
  return {
    read: (text) => {
      const plain = text.trim().toLowerCase();
      return keys.find((key) => key === plain.replace(/[\s_]+/g, '-')) ?? byText.get(plain) ?? null;
    },
    expected: keys.join(', '),
  };
}

const LETTER_OF_9 = /^(?:art(?:icle|\.)?\s*)?(?:9\s*[-(]?\s*2\s*\)?\s*[-(]?\s*)?\(?([a-j])\)?(?:\s+gdpr)?$/;

/** `a`, `9(2)(a)`, `Art. 9(2)(a)` or the key. */
export function specialConditionOf(text: string): string | null {
  const letter = LETTER_OF_9.exec(text.trim().toLowerCase())?.[1];
  return letter ? `art9-2-${letter}` : oneOf(SPECIAL_CONDITIONS).read(text);
}

/** Exact, or with `*` for any run of letters; without regard to case. */
export function matcherOf(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().split('*');
  const [first, ...rest] = parts;
  if (rest.length === 0) return (text) => text.toLowerCase() === first;
  const last = rest.pop()!;
  return (text) => {
    const whole = text.toLowerCase();
    if (!whole.startsWith(first!) || !whole.endsWith(last)) return false;
    let at = first!.length;
    const end = whole.length - last.length;
    for (const part of rest) {
      const found = whole.indexOf(part, at);
      if (found < 0 || found + part.length > end) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}
