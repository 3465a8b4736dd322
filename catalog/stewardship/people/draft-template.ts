/** The words of a mail to owners, with fields in double braces. */

export interface DraftTemplate {
  readonly subject: string;
  readonly body: string;
}

/** What each field stands for; the names of the fields are part of what people write. */
export const DRAFT_FIELDS = {
  'owner.name': 'Name of the owner',
  'owner.email': 'E-mail of the owner',
  'owner.roles': 'Roles of the owner: steward, business owner',
  datasets: 'List of the datasets, a line each, with what is open',
  count: 'Number of the datasets',
  open: 'List of the datasets with something open',
  'open.count': 'Number of the datasets with something open',
  sender: 'Who writes: the name in the settings',
  catalog: 'Name of the catalog',
  revision: 'Revision of the catalog',
  date: 'Today, as 2026-01-31',
} as const;
export type DraftField = keyof typeof DRAFT_FIELDS;

export const DEFAULT_TEMPLATE: DraftTemplate = {
  subject: 'Your datasets in {{catalog}}: {{open.count}} of {{count}} need a look',
  body: [
    'Hello {{owner.name}},',
    '',
    'our data catalog names you as {{owner.roles}} (datasets: {{count}}). This is open:',
    '',
    '{{open}}',
    '',
    'Please complete what is missing, or say who should own these datasets instead.',
    '',
    '{{sender}}',
    '',
    'Catalog {{catalog}}, revision {{revision}}, {{date}}.',
  ].join('\n'),
};

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

export function isDraftField(name: string): name is DraftField {
  return Object.hasOwn(DRAFT_FIELDS, name);
}

/** Placeholders that stand for nothing, each once, in the order of the text. */
export function unknownFields({ subject, body }: DraftTemplate): string[] {
  const named = [subject, body].flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!));
  return [...new Set(named)].filter((name) => !isDraftField(name));
}

/** Puts values in. What is unknown stays as it is written; what a value says is never read as a placeholder. */
export function filledIn(text: string, values: Readonly<Record<DraftField, string>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (isDraftField(name) ? values[name] : whole));
}
