/** Report documents of the project's own making, for the tests of all renderers. */
import type { Block, ReportDocument } from './document.ts';

const LONG_NAME =
  'warehouse_prod.customer_interactions_enriched_v2.preferred_contact_email_address_normalised';

/** Every kind of block, several scripts, and names that are hostile to layout and to HTML. */
const BLOCKS: readonly Block[] = [
  { kind: 'heading', level: 1, text: '1. Short answer' },
  {
    kind: 'paragraph',
    text: [
      { text: 'We hold personal data about you. ', style: 'strong' },
      { text: 'Three systems were searched; two hold data and one holds none. The table ' },
      { text: 'crm.customers', style: 'code' },
      { text: ' is the main source, and ' },
      { text: 'nothing', style: 'emphasis' },
      {
        text: ' was withheld. The period ran from 5 March 2026 to 7 April 2026, the working day after Easter Monday.',
      },
    ],
  },
  {
    kind: 'list',
    items: [
      'Contact details and orders',
      'Payments, kept for ten years',
      'A newsletter profile that was derived from clicks',
    ],
  },
  {
    kind: 'list',
    ordered: true,
    items: ['Read the answer', 'Compare the enclosed files with the list of checksums'],
  },
  {
    kind: 'callout',
    tone: 'info',
    text: 'This report was made from catalog revision 42. It is not legal advice.',
  },
  { kind: 'callout', tone: 'warning', text: 'The import of the billing system is 31 days old.' },
  {
    kind: 'callout',
    tone: 'gap',
    title: 'Not known',
    text: 'No retention rule is recorded for marketing.clicks.',
  },
  { kind: 'heading', level: 1, text: '2. What we hold' },
  { kind: 'heading', level: 2, text: 'Categories of data' },
  {
    kind: 'table',
    caption: 'Categories, where they lie and how long they are kept',
    columns: [
      { header: 'Category' },
      { header: 'Where' },
      { header: 'Legal basis' },
      { header: 'Rows', align: 'end' },
    ],
    rows: [
      ['E-mail address', [{ text: 'crm.customers.email', style: 'code' }], 'Art. 6(1)(b)', '1'],
      ['Orders', LONG_NAME, 'Art. 6(1)(b), Art. 6(1)(c)', '1,204'],
      ['<script>alert("x")</script> & more', '</script><!-- -->', 'Art. 6(1)(f)', '17'],
      [
        'Names: Παρασκευή Κόρακας, Ольга Ивановна, Nguyễn Thị Ánh, Łukasz Żółć',
        'محمد بن عبد الله 123 علي',
        'יוסף כהן (ירושלים)',
        '4',
      ],
    ],
    rowHeaders: true,
    total: { shown: 4, of: 1226 },
  },
  { kind: 'heading', level: 2, text: 'How it was found' },
  {
    kind: 'code',
    language: 'SQL',
    text: 'SELECT email,\n       created_at\nFROM   crm.customers\nWHERE  lower(trim(email)) = :email;',
  },
  {
    kind: 'definitions',
    items: [
      { term: 'Source', value: 'You gave us the data when you opened your account.' },
      {
        term: 'Recipients',
        value: 'Payment provider (Ireland); parcel service (Austria).\nNo transfer outside the EEA.',
      },
    ],
  },
  { kind: 'heading', level: 3, text: 'Right-to-left' },
  { kind: 'paragraph', text: 'هذا تقرير عن بياناتك الشخصية (الإصدار 42) من Headwater، وهو مرتب.' },
  {
    kind: 'paragraph',
    text: 'A glyph that is missing: 😀, an override: \u202Egpj.exe, a lone surrogate: \uD800.',
  },
  {
    kind: 'table',
    columns: [{ header: 'Withheld' }, { header: 'Ground' }],
    rows: [],
    empty: 'Nothing was withheld.',
  },
];

export const SAMPLE_REPORT: ReportDocument = {
  title: 'Your personal data: answer to your request <DSR & more>',
  subtitle: 'Access under Art. 15 GDPR',
  language: 'en',
  madeAt: '2026-11-21T09:30:00+01:00',
  author: 'Example Ltd & Söhne',
  facts: [
    { term: 'Case', value: [{ text: 'DSR-2026-0007', style: 'code' }] },
    { term: 'Received', value: '2026-10-22' },
    { term: 'Answer by', value: '2026-11-23 (22 November is a Sunday)' },
    { term: 'Catalog revision', value: '42' },
  ],
  blocks: BLOCKS,
  data: {
    case: 'DSR-2026-0007',
    schema: 'report/1',
    names: ['</script>', 'Łukasz', '😀'],
    rows: 1226,
    empty: null,
  },
};

/** A document with one table. */
export function tableReport(
  columns: number,
  rows: number,
  cell: (row: number, column: number) => string,
): ReportDocument {
  return {
    ...SAMPLE_REPORT,
    blocks: [
      { kind: 'heading', level: 1, text: 'Inventory' },
      {
        kind: 'table',
        caption: `${rows} rows`,
        columns: Array.from({ length: columns }, (_, i) => ({ header: `Column ${i + 1}` })),
        rows: Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => cell(r, c))),
      },
      { kind: 'paragraph', text: 'After the table.' },
    ],
  };
}
