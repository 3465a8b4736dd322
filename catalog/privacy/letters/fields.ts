/** What letters can be completed with: from the case, the catalog, the law, and by hand (`manual.…`). */

/** Single values and facts. */
export const FIELDS: Readonly<Record<string, string>> = {
  date: 'Date of the letter',
  'case.reference': 'Reference of the case',
  'case.received': 'Day of receipt',
  'case.rights': 'Rights asked for, in words',
  'case.subject': 'Kind of person',
  'case.state': 'State of the case',
  'case.closed': 'Day on which the case was done',
  'case.revision': 'Revision of the catalog',
  'case.ledger_head': 'Digest of the newest entry of the ledger',
  'case.scoped_at': 'Revision from which the tasks were made',
  'case.retention': 'How long the personal data of the case are kept',
  'organisation.name': 'Name of the organisation, from the settings',
  'organisation.contact': 'Contact of the organisation, from the settings',
  'organisation.dpo': 'Data protection officer, from the settings',
  'person.name': 'Name of the person, from the case',
  'person.contact': 'Address of the person, from the case',
  'agent.name': 'Name of who acts for the person',
  'law.name': 'Short name of the law',
  'law.title': 'Full name of the law',
  'law.period': 'Period to answer, in words',
  'law.extended_period': 'Extended period, in words',
  'law.period_article': 'Provision of the period',
  'law.rule': 'The rule of the period, in English',
  'law.is_gdpr': 'Fact: GDPR or UK GDPR',
  'law.is_uk': 'Fact: UK GDPR',
  'law.is_ccpa': 'Fact: CCPA',
  'law.is_lgpd': 'Fact: LGPD',
  'authority.name': 'Authority to complain to',
  'authority.url': 'Its address on the web',
  'clock.due': 'Last day to answer',
  'clock.first_due': 'Last day without the extension',
  'clock.waits': 'Fact: the period stands while proof is awaited',
  'identity.asked': 'Fact: proof of identity is asked for',
  'identity.confirmed': 'Day on which identity was confirmed',
  'extension.reasons': 'Reasons of the extension, in words',
  'refusal.ground': 'Ground of the refusal, in words',
  'answer.holds': 'Fact: data were found',
  'answer.systems': 'Number of systems searched',
  'answer.not_searched': 'Number of systems that were not searched',
  'answer.rows': 'Number of rows found',
  'answer.withheld': 'Number of places withheld',
  'answer.considered': 'Number of datasets considered',
  'recipient.name': 'Recipient that is told',
};

/** Lists with the members of their entries. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  rights: ['name', 'article', 'outcome', 'ground'],
  categories: ['name', 'special'],
  purposes: ['name', 'description', 'basis', 'retention'],
  sources: ['name'],
  recipients: ['name'],
  retention: ['what', 'period'],
  models: ['name'],
  portable: ['name'],
  files: ['name', 'format', 'sha256'],
  withheld: ['reason', 'count'],
  redactions: ['file', 'place', 'reason', 'by', 'why'],
  systems: ['task', 'system', 'owners', 'outcome', 'rows', 'reason', 'on', 'by'],
  erased: ['system', 'name', 'columns', 'method', 'on', 'by', 'rows', 'backups', 'check'],
  kept: ['system', 'name', 'reason', 'until'],
  told: ['name', 'on'],
  not_told: ['name', 'reason'],
  events: ['on', 'what', 'actor'],
  considered: ['name', 'verdict', 'reason'],
  gaps: ['text', 'count'],
  approvals: ['actor', 'on'],
  clocks: ['law', 'due', 'steps'],
  records: ['kind', 'name', 'sha256', 'bytes'],
};

export const LISTS = Object.keys(MEMBERS);

export function membersOf(list: string): readonly string[] {
  return MEMBERS[list] ?? [];
}

/** `manual.` with a name of one's own is always known: it is given with the letter. */
export function isKnownField(name: string): boolean {
  return Object.hasOwn(FIELDS, name) || LISTS.includes(name) || /^manual\.[a-z][a-z0-9_]*$/.test(name);
}

export type Entry = Readonly<Record<string, string>>;

export interface LetterValues {
  /** By field; absent or empty: not known. A fact is `yes` or absent. */
  readonly single: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly Entry[]>;
}
