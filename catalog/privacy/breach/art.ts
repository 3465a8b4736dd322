/**
 * What Art. 33 and 34 GDPR ask to be said or weighed, each with what is answered, by whom, and what is missing. The
 * wording follows the provisions; nothing is filled in that neither the catalog nor a person says.
 */
import type { Organisation } from '../../reports/report-kind.ts';
import { listed } from '../../reports/tables.ts';
import { counted } from '../../counted.ts';
import type { BreachClock } from './clock.ts';
import type { FieldName } from './fields.ts';
import type { BreachRecord } from './read.ts';
import type { BlastSummary } from './summary.ts';

export interface Answer {
  /** `catalog`: worked out; `stated`: a person wrote it; `settings`: of the organisation; null: missing. */
  readonly basis: 'catalog' | 'stated' | 'settings' | null;
  readonly text: string;
}

export interface Asked {
  readonly key: string;
  readonly provision: string;
  readonly asks: string;
  /** Field in which a person answers it. */
  readonly field: FieldName | null;
  readonly answers: readonly Answer[];
  readonly missing: boolean;
  /** Must be in the notification; the others are weighed or documented. */
  readonly part: 'notification' | 'documentation' | 'subjects';
}

interface Input {
  readonly record: BreachRecord;
  readonly summary: BlastSummary;
  readonly clock: BreachClock;
  readonly organisation: Organisation;
}

export function askedOf(input: Input): Asked[] {
  return [...notification(input), ...documentation(input), ...towardsSubjects(input)];
}

function notification({ record, summary, clock, organisation }: Input): Asked[] {
  const { values } = record;
  const part = 'notification';
  const number = (field: 'subjectsApprox' | 'recordsApprox') =>
    values[field] === undefined ? [] : [stated(`About ${values[field]}`)];
  return [
    asked(
      part,
      'nature',
      'Art. 33(3)(a)',
      'The nature of the personal data breach',
      'nature',
      [...(values.kinds ? [stated(`Breach of ${listed(values.kinds)}`)] : []), ...text(values.nature)],
      values.nature === undefined,
    ),
    asked(
      part,
      'subject-categories',
      'Art. 33(3)(a)',
      'Where possible, the categories of data subjects concerned',
      null,
      [...fromCatalog(summary.subjects.map((one) => one.name)), ...statedSubjects(summary)],
    ),
    asked(
      part,
      'subject-number',
      'Art. 33(3)(a)',
      'Where possible, the approximate number of data subjects concerned',
      'subjectsApprox',
      number('subjectsApprox'),
    ),
    asked(
      part,
      'record-categories',
      'Art. 33(3)(a)',
      'Where possible, the categories of personal data records concerned',
      null,
      fromCatalog(summary.categories.map((one) => one.name)),
    ),
    asked(
      part,
      'record-number',
      'Art. 33(3)(a)',
      'Where possible, the approximate number of personal data records concerned',
      'recordsApprox',
      [...number('recordsApprox'), ...rowsAnswer(summary)],
      values.recordsApprox === undefined,
    ),
    asked(
      part,
      'contact',
      'Art. 33(3)(b)',
      'Name and contact details of the data protection officer or other contact point where more information can be obtained',
      'contact',
      values.contact === undefined ? ofOrganisation(organisation) : text(values.contact),
    ),
    asked(
      part,
      'consequences',
      'Art. 33(3)(c)',
      'The likely consequences of the personal data breach',
      'consequences',
      text(values.consequences),
    ),
    asked(
      part,
      'measures',
      'Art. 33(3)(d)',
      'The measures taken or proposed to be taken to address the breach, including, where appropriate, measures to mitigate its possible adverse effects',
      'measures',
      text(values.measures),
    ),
    ...(clock.late || values.delayReasons !== undefined
      ? [
          asked(
            part,
            'delay',
            'Art. 33(1)',
            'The reasons for the delay, where the notification is not made within 72 hours',
            'delayReasons',
            text(values.delayReasons),
          ),
        ]
      : []),
  ];
}

function rowsAnswer({ rows }: BlastSummary): Answer[] {
  if (rows.known === 0) return [];
  return [
    {
      basis: 'catalog',
      text: `${counted(rows.sum, 'row')} ${rows.sum === 1 ? 'is' : 'are'} counted in ${rows.known} of ${counted(rows.of, 'compromised dataset')} with personal data; rows are neither people nor, by themselves, records`,
    },
  ];
}

function documentation({ record: { values }, summary }: Input): Asked[] {
  const part = 'documentation';
  return [
    asked(
      part,
      'risk',
      'Art. 33(1)',
      'Whether the breach is unlikely to result in a risk to the rights and freedoms of natural persons',
      'risk',
      [...(values.risk === undefined ? [] : [stated(RISK_WORDS[values.risk])])],
    ),
    asked(
      part,
      'risk-reasons',
      'Art. 33(5)',
      'The reasons for that judgement',
      'riskReasons',
      text(values.riskReasons),
    ),
    ...(values.risk === 'unlikely'
      ? [
          asked(
            part,
            'not-notified',
            'Art. 33(1)',
            'Why the authority is not notified',
            'notNotifiedBecause',
            text(values.notNotifiedBecause),
          ),
        ]
      : []),
    asked(part, 'facts', 'Art. 33(5)', 'The facts relating to the breach', null, [
      {
        basis: 'catalog',
        text: `${counted(summary.affected, 'dataset')} affected, ${summary.withPersonal} of them known to hold personal data`,
      },
    ]),
    asked(part, 'effects', 'Art. 33(5)', 'Its effects', 'effects', text(values.effects)),
    asked(part, 'remedial', 'Art. 33(5)', 'The remedial action taken', 'measures', text(values.measures)),
  ];
}

function towardsSubjects({ record: { values } }: Input): Asked[] {
  const part = 'subjects';
  const exception = (key: string, provision: string, asks: string, field: FieldName): Asked => {
    const value = values[field];
    const answers = typeof value === 'string' ? [stated(value)] : [];
    return { ...asked(part, key, provision, asks, field, answers), missing: false };
  };
  return [
    asked(
      part,
      'high-risk',
      'Art. 34(1)',
      'Whether the breach is likely to result in a high risk to the rights and freedoms of natural persons',
      'risk',
      values.risk === undefined ? [] : [stated(RISK_WORDS[values.risk])],
    ),
    exception(
      'protection',
      'Art. 34(3)(a)',
      'Appropriate technical and organisational protection measures applied to the data, in particular those that render them unintelligible to any person not authorised to access them, such as encryption',
      'protection',
    ),
    exception(
      'later-measures',
      'Art. 34(3)(b)',
      'Subsequent measures which ensure that the high risk is no longer likely to materialise',
      'laterMeasures',
    ),
    exception(
      'disproportionate',
      'Art. 34(3)(c)',
      'Whether telling each person would involve disproportionate effort; then a public communication or similar measure takes its place',
      'disproportionate',
    ),
  ];
}

export const RISK_WORDS: Readonly<Record<NonNullable<BreachRecord['values']['risk']>, string>> = {
  unlikely: 'Unlikely to result in a risk',
  risk: 'Likely to result in a risk, not in a high one',
  high: 'Likely to result in a high risk',
};

function asked(
  part: Asked['part'],
  key: string,
  provision: string,
  asks: string,
  field: FieldName | null,
  answers: readonly Answer[],
  missing = answers.length === 0,
): Asked {
  return { part, key, provision, asks, field, answers, missing };
}

function stated(words: string): Answer {
  return { basis: 'stated', text: words };
}

function text(value: string | undefined): Answer[] {
  return value === undefined ? [] : [stated(value)];
}

/** About whom activities that hold affected datasets state their data to be. */
function statedSubjects({ activities, subjects }: BlastSummary): Answer[] {
  const known = new Set(subjects.map(({ name }) => name));
  return activities.flatMap(({ name, subjects: all }) => {
    const more = all.filter((one) => !known.has(one));
    return more.length === 0
      ? []
      : [stated(`${listed(more, 40)}, as the processing activity ${name} states`)];
  });
}

function fromCatalog(names: readonly string[]): Answer[] {
  return names.length === 0 ? [] : [{ basis: 'catalog', text: listed(names, 40) }];
}

function ofOrganisation({ name, contact, dpo }: Organisation): Answer[] {
  const words = [
    dpo && `Data protection officer: ${dpo}`,
    contact && `${name || 'Contact'}: ${contact}`,
  ].filter(Boolean);
  return words.length === 0 ? [] : [{ basis: 'settings', text: words.join('\n') }];
}
