/** The DSAR report as a document: plain words, each part naming its provision. */
import type { Block, ReportDocument } from '../../reports/render/document.ts';
import { instantText, listed, numeric, table } from '../../reports/tables.ts';
import { rightIn } from './clock.ts';
import type { DsarContent } from './content.ts';
import { dsarData } from './data.ts';
import { informationBlocks } from './document-information.ts';
import { erasureBlocks, portabilityBlocks, taskBlocks } from './document-work.ts';
import { provisionsOf } from './provisions.ts';
import type { Right } from './request.ts';
import { counted } from '../../counted.ts';

export function dsarDocument(content: DsarContent, fileStem: string): ReportDocument {
  const { request, clock, organisation } = content;
  const { deadline, law } = clock;
  return {
    title: `Response basis for request ${request.reference}`,
    subtitle: `${law.name}: what the catalog knows, and what must still be collected`,
    language: request.language,
    madeAt: content.at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    facts: [
      { term: 'Case', value: request.reference },
      { term: 'Received', value: request.receivedOn },
      { term: 'Answer due', value: deadline.due ?? 'The clock stands; see below' },
      { term: 'Law and place', value: `${law.law}; ${request.place}` },
      { term: 'About', value: content.subjectName },
      {
        term: 'In scope',
        value: `${counted(content.scope.within.length, 'dataset')} in ${counted(content.tasks.length, 'system')}, of ${counted(content.scope.all.length, 'dataset')} considered`,
      },
      { term: 'Catalog', value: `Revision ${content.revision} of ${instantText(content.at)}` },
    ],
    blocks: [
      {
        kind: 'callout',
        tone: 'info',
        text: `A working document for the organisation that answers the request, not the answer itself. It is made from metadata: it says where personal data can be and what is known about their use; whether data of the person are there, only the search shows. ${clock.disclaimer}`,
      },
      ...clockBlocks(content),
      ...rightsBlocks(content),
      ...gapBlocks(content),
      ...informationBlocks(content),
      ...taskBlocks(content, fileStem),
      ...erasureBlocks(content),
      ...portabilityBlocks(content),
      ...consideredBlocks(content),
      ...methodBlocks(content),
    ],
    data: dsarData(content),
    dataName: `${fileStem}-response-basis.json`,
  };
}

function clockBlocks({ request, clock, organisation }: DsarContent): Block[] {
  const { deadline, law } = clock;
  const { article } = request.extended && law.extension ? law.extension : law.response;
  const dates: [string, string | null][] = [
    ['Received', request.receivedOn],
    ['Identity confirmed', request.identityConfirmedOn],
    ['Period starts', deadline.start],
    ['Acknowledge by', deadline.acknowledgeBy],
    [
      `Internal target (${counted(law.internalTargetWorkingDays, 'working day')} early)`,
      deadline.internalTarget,
    ],
    [`Safe date (${law.safeDays ?? 0} days)`, deadline.safeDate],
    ['Due on a cautious reading of the statute', deadline.strictDue],
    [request.extended ? 'Due, extension included' : 'Due', deadline.due],
    ['Tell the person of an extension by', deadline.extensionNoticeBy],
    ['Due if extended', request.extended ? null : deadline.extendedDue],
  ];
  return [
    { kind: 'heading', level: 1, text: 'The request and its clock' },
    {
      kind: 'definitions',
      items: dates.flatMap(([term, value]) => (value === null ? [] : [{ term, value }])),
    },
    {
      kind: 'paragraph',
      text: `Rule applied${deadline.ruleText.includes(article) ? '' : ` (${article})`}: ${deadline.ruleText}`,
    },
    { kind: 'list', ordered: true, items: deadline.steps },
    ...(deadline.holidaysUsed.length > 0
      ? [
          {
            kind: 'paragraph' as const,
            text: `Public holidays that counted (${clock.calendar}): ${deadline.holidaysUsed.map(({ date, name }) => `${date} ${name}`).join('; ')}.`,
          },
        ]
      : [
          {
            kind: 'paragraph' as const,
            text: `Calendar: ${clock.calendar}. No public holiday moved a date.`,
          },
        ]),
    ...deadline.warnings.map((text): Block => ({ kind: 'callout', tone: 'warning', text })),
    ...(organisation.contact !== '' || organisation.dpo !== ''
      ? [
          {
            kind: 'definitions' as const,
            items: [
              ...(organisation.contact === ''
                ? []
                : [{ term: 'Contact', value: organisation.contact, names: 'person' as const }]),
              ...(organisation.dpo === ''
                ? []
                : [
                    {
                      term: 'Data protection officer',
                      value: organisation.dpo,
                      names: 'person' as const,
                    },
                  ]),
            ],
          },
        ]
      : []),
  ];
}

function rightsBlocks(content: DsarContent): Block[] {
  const { request, clock } = content;
  return [
    { kind: 'heading', level: 1, text: 'What was asked, and what this report gives for it' },
    table(
      'Rights invoked',
      ['Right', { header: 'Provision', width: 1.2 }, { header: 'What the catalog contributes', width: 3 }],
      request.rights.map((right) => {
        const known = rightIn(clock.law, right);
        return [
          rightName(right, known),
          known?.article ?? `Not listed for ${clock.law.name}: check`,
          contribution(content, right),
        ];
      }),
    ),
  ];
}

const RIGHT_NAMES: Readonly<Record<Right, string>> = {
  access: 'Access',
  rectification: 'Rectification',
  erasure: 'Erasure',
  restriction: 'Restriction',
  portability: 'Portability',
  objection: 'Objection',
  'automated-decisions': 'Automated decisions',
  'opt-out': 'Opt-out of sale and sharing',
  limit: 'Limit sensitive information',
};

/** As the law names it; with the right that was asked where the law gathers several under one name. */
function rightName(right: Right, known: ReturnType<typeof rightIn>): string {
  if (known?.id === right) return known.name;
  return known ? `${RIGHT_NAMES[right]} (${known.name})` : RIGHT_NAMES[right];
}

function contribution(
  { scope, tasks, around, origins, processing, clock }: DsarContent,
  right: Right,
): string {
  const stores = `${counted(scope.within.length, 'dataset')} in ${counted(tasks.length, 'system')}`;
  const p = provisionsOf(clock.law.id);
  const notice =
    around.recipients.length === 0
      ? 'Lineage shows no place downstream.'
      : `Behind ${counted(around.recipients.length, 'place')} downstream there may be recipients to be told (${p.notification}).`;
  switch (right) {
    case 'access':
      return `Information on the processing as far as the catalog knows it, and ${counted(tasks.length, 'search task')} by which the copy is collected (${p.copy}).`;
    case 'rectification':
      return `Where a correction must be made: ${stores}; correct at the beginning of the lineage first, then check the copies. ${notice}`;
    case 'erasure':
      return `Stores to erase from: ${stores}, the same as are searched for access, listed from the end of the lineage to its beginning. ${notice} Grounds, exceptions and backups are for a person to decide.`;
    case 'restriction':
      return `Stores to restrict: ${stores}. ${notice}`;
    case 'portability':
      return `${counted(origins.filter((one) => one.origin === 'provided' || one.origin === 'observed').length, 'column')} that usually hold data which the person provided or which were observed; columns of unknown origin are listed for a decision.${p.portableIf === null ? '' : ` ${p.portableIf}`}`;
    case 'objection':
      return `Uses that data in scope feed: ${counted(around.recipients.length, 'place')} downstream and ${counted(around.models.length, 'model or feature', 'models and features')}. ${processing.some(({ purpose }) => purpose !== null) ? 'Purposes are listed as far as they are stated.' : 'For which purposes, the catalog does not know.'}`;
    case 'automated-decisions':
      return `${counted(around.models.length, 'model or feature', 'models and features')} that data in scope reach, each with its path.`;
    case 'opt-out':
      return `Places to which data may be sold or with which they may be shared: ${counted(around.recipients.length, 'place')} downstream. Which of them are buyers or partners, the catalog does not know.`;
    case 'limit':
      return `Sensitive categories and where they are: ${stores}, marked in the list of categories. ${notice}`;
  }
}

function gapBlocks({ gaps }: DsarContent): Block[] {
  return [
    { kind: 'heading', level: 1, text: 'Open points before an answer is sent' },
    ...(gaps.length === 0
      ? [{ kind: 'paragraph' as const, text: 'None that the catalog can see.' }]
      : [
          table(
            'What the catalog does not know',
            [{ header: 'Open point', width: 5 }, numeric('Count')],
            gaps.map((gap) => [gap.text, String(gap.count)]),
            { rowHeaders: false },
          ),
        ]),
  ];
}

function consideredBlocks({ scope }: DsarContent): Block[] {
  const decisions = { in: 'In scope', check: 'To check', out: 'Not in scope' } as const;
  const of = (verdict: keyof typeof decisions) => scope.all.filter((one) => one.verdict === verdict);
  const list = (verdict: keyof typeof decisions) =>
    table(
      decisions[verdict],
      [
        { header: 'Dataset', width: 2 },
        { header: 'System', width: 2, names: 'system' },
        { header: 'Reason', width: 3 },
      ],
      of(verdict).map(({ dataset, reason }) => [dataset.name, dataset.namespace, reason]),
    );
  return [
    { kind: 'heading', level: 1, text: 'All datasets considered' },
    {
      kind: 'paragraph',
      text: `Every dataset of the catalog, with the decision and its reason: ${of('in').length} in scope, ${of('check').length} to check, ${of('out').length} not in scope.`,
    },
    list('in'),
    list('check'),
    list('out'),
  ];
}

function methodBlocks(content: DsarContent): Block[] {
  const { request } = content;
  return [
    { kind: 'heading', level: 1, text: 'How this report was made' },
    {
      kind: 'list',
      items: [
        `From catalog revision ${content.revision}, made at ${instantText(content.at)}, with Headwater ${content.toolVersion}. The same revision and the same input give the same file, byte for byte.`,
        'In scope are datasets with a personal-data category, with a label that says personal data, or with a label for this kind of person, on themselves or on a column, and datasets with a column that takes its values from such a column. A label for another kind of person takes a dataset out. Masked and aggregated values are not followed.',
        'A label that says personal data (such as pii=true or classification=PII) names no category; its columns are listed as “personal data, category not stated”. Which labels count is fixed in a table that comes with the product; negations such as not_pii do not.',
        `Kinds of identifier given: ${request.identifierKinds.length === 0 ? 'none; statements use every kind for which there are columns' : listed(request.identifierKinds.map((kind) => kind.replaceAll('_', ' ')))}. Identifier values are neither stored nor in this report.`,
        content.taxonomy.attribution,
      ],
    },
  ];
}
