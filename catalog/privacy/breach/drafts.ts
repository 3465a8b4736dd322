/** Drafts to be completed by a person: the notification to the authority and the letter to the people concerned. */
import type { Block, ReportDocument } from '../../reports/render/document.ts';
import { instantText, listed } from '../../reports/tables.ts';
import type { Asked } from './art.ts';
import { instantWords } from './clock.ts';
import type { BreachContent } from './content.ts';
import { authorityText } from './words.ts';
import { ROOT } from '../dsar/named.ts';
import { counted } from '../../counted.ts';

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const gap = (text: string): Block => ({ kind: 'callout', tone: 'gap', text });

export function authorityDraft(content: BreachContent): ReportDocument {
  const { record, clock, asked, organisation } = content;
  const parts = asked.filter((one) => one.part === 'notification');
  const receiver =
    clock.receiver === 'controller'
      ? 'the controller'
      : clock.authority && clock.authority.note === undefined
        ? clock.authority.name
        : 'the supervisory authority';
  const earlier = record.notices.filter((one) => one.to === clock.receiver);
  return {
    ...frame(content, `Draft: notification of a personal data breach to ${receiver}`),
    facts: [
      { term: 'Our reference', value: record.reference },
      {
        term: 'Their reference',
        value:
          earlier
            .map((one) => one.theirReference)
            .filter(Boolean)
            .join(', ') || 'none yet',
      },
      ...(clock.receiver === 'authority' && clock.authority?.note !== undefined
        ? [{ term: 'Authority', value: authorityText(clock.authority) }]
        : []),
      { term: 'From', value: organisation.name || '[Missing: name of the organisation, in the settings]' },
      { term: 'Aware since', value: clock.awareWords },
      { term: 'Law', value: `${clock.law}, ${clock.receiver === 'controller' ? 'Art. 33(2)' : 'Art. 33'}` },
    ],
    blocks: [
      missingNote(parts),
      ...(earlier.length > 0
        ? [
            paragraph(
              `Further to ${earlier.map((one) => `the notification of ${instantWords(Date.parse(one.at), record.zone)}`).join(' and ')} (Art. 33(4)).`,
            ),
          ]
        : []),
      ...parts.flatMap((one): Block[] => [
        heading(one.asks),
        ...(one.answers.length === 0
          ? [gap(`Missing (${one.provision}).`)]
          : one.answers.map((answer) => paragraph(answer.text))),
      ]),
      ...(parts.some((one) => one.missing)
        ? [
            paragraph(
              'Information that is not available yet will be provided in phases without undue further delay (Art. 33(4)).',
            ),
          ]
        : []),
    ],
  };
}

/** Art. 34(2): in clear and plain language the nature of the breach, and what Art. 33(3)(b), (c) and (d) ask for. */
export function subjectsDraft(content: BreachContent): ReportDocument {
  const { record, summary, asked, organisation } = content;
  const of = (key: string) => asked.find((one) => one.key === key && one.part === 'notification')!;
  const nature = record.values.nature;
  const kinds = summary.categories.filter((one) => one.carried > 0);
  const parts = [of('contact'), of('consequences'), of('measures')];
  const titles = [
    'Whom you can ask',
    'What this can mean for you',
    'What we have done and what we are doing',
  ];
  return {
    ...frame(content, 'Draft: letter to the people concerned'),
    facts: [
      { term: 'From', value: organisation.name || '[Missing: name of the organisation, in the settings]' },
    ],
    blocks: [
      missingNote([...parts, { ...of('nature'), missing: nature === undefined }]),
      ...(record.values.risk === 'high'
        ? []
        : [
            gap(
              'Art. 34(1) asks for this letter where the breach is likely to result in a high risk; the risk noted is another, or none.',
            ),
          ]),
      heading('What happened'),
      ...(nature === undefined
        ? [gap('Missing: what happened, in clear and plain language (Art. 34(2)).')]
        : [paragraph(nature)]),
      heading('Which data'),
      kinds.length === 0
        ? gap('Missing: no category of personal data is known in what was compromised.')
        : paragraph(
            `The data can be of these kinds: ${
              listed(
                kinds.filter((one) => one.key !== ROOT).map((one) => one.plainName),
                40,
              ) || 'personal data of a kind that is not yet stated'
            }. Whether data about you were among them, we say to each person: [to be completed].`,
          ),
      ...parts.flatMap((one, i): Block[] => [
        heading(titles[i]!),
        ...(one.answers.length === 0
          ? [gap(`Missing (Art. 34(2), ${one.provision}): ${one.asks}.`)]
          : one.answers.map(({ text }) => paragraph(text))),
      ]),
    ],
  };
}

function missingNote(parts: readonly Pick<Asked, 'missing' | 'asks'>[]): Block {
  const missing = parts.filter((one) => one.missing);
  return {
    kind: 'callout',
    tone: missing.length > 0 ? 'gap' : 'info',
    title: 'Draft',
    text:
      missing.length > 0
        ? `${missing.length} of ${counted(parts.length, 'point')} ${missing.length === 1 ? 'is' : 'are'} missing: ${missing.map((one) => one.asks).join('; ')}. Nothing was filled in for them.`
        : 'A person reads, completes and sends it. Nothing is sent by Headwater.',
  };
}

function frame({ record, at, revision, organisation }: BreachContent, title: string) {
  return {
    title,
    subtitle: `Breach ${record.reference}, from revision ${revision} of ${instantText(at)}`,
    language: 'en',
    madeAt: at,
    ...(organisation.name === '' ? {} : { author: organisation.name }),
    data: { format: 'headwater-breach-draft', version: 1, breach: record.reference, revision },
  } as const;
}
