/** Breaches in plain words. */
import type { BreachArrival, BreachCard, BreachField, BreachNotice } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export const STATE_NAME: Record<BreachCard['state'], string> = {
  open: sayIn('state', 'Open'),
  assessed: say('Assessed'),
  notified: say('Notified'),
  'not-notified': say('Not notified'),
  closed: sayIn('state', 'Closed'),
};

export const KIND_NAME: Record<BreachCard['kinds'][number], string> = {
  confidentiality: say('confidentiality'),
  integrity: say('integrity'),
  availability: say('availability'),
};

/** To whom something is said of a breach. */
export const RECEIVER_NAME: Record<BreachNotice['to'], string> = {
  authority: say('authority'),
  subjects: say('subjects'),
  controller: say('controller'),
};

export const PHASE_NAME: Record<BreachNotice['phase'], string> = {
  initial: say('initial'),
  further: say('further'),
  complete: say('complete'),
};

export const ARRIVAL_NAME: Record<BreachArrival, string> = {
  held: say('Compromised themselves'),
  raw: say('Values as they are'),
  derived: say('Masked or summed up'),
  influence: say('Influence only'),
  unknown: say('Not known'),
  'not-carried': say('Nothing arrives'),
};

export const ARRIVAL_MEANING: Record<BreachArrival, string> = {
  held: say('The dataset is in what was compromised.'),
  raw: say('By column lineage, values arrive as they are.'),
  derived: say('By column lineage, values arrive masked or summed up.'),
  influence: say('Values decide about rows or values here, and do not arrive themselves.'),
  unknown: say('It reads an affected dataset, and no column lineage says what: anything may be there.'),
  'not-carried': say('It is downstream, and by column lineage nothing affected arrives.'),
};

export const START_NAME: Record<BreachCard['start']['kind'], string> = {
  system: say('System'),
  dataset: say('Dataset'),
  job: say('Job'),
  run: say('Run'),
  credential: say('Credential'),
};

interface FieldWords {
  readonly label: string;
  readonly help: string;
}

/** Fields that are filled in as text on the page, in the order of the form. */
export const TEXT_FIELDS: readonly (readonly [BreachField, FieldWords])[] = [
  [
    'nature',
    {
      label: say('Nature of the breach'),
      help: say('What happened, in clear and plain language. It goes into the notification and the letter.'),
    },
  ],
  [
    'contact',
    { label: say('Contact point'), help: say('Empty: the one from the settings of the organisation.') },
  ],
  ['consequences', { label: say('Likely consequences'), help: say('For the people concerned.') }],
  [
    'measures',
    {
      label: say('Measures taken or proposed'),
      help: say('Also those that mitigate possible adverse effects.'),
    },
  ],
  [
    'riskReasons',
    {
      label: say('Reasons for the judgement of risk'),
      help: say('Kinds of data, of people, how many, how easily they can be identified, how severe.'),
    },
  ],
  ['effects', { label: say('Effects seen'), help: say('Documented under Art. 33(5).') }],
  [
    'delayReasons',
    { label: say('Reasons for a delay'), help: say('Where the notification is made later than 72 hours.') },
  ],
  [
    'notNotifiedBecause',
    { label: say('Why the authority is not notified'), help: say('Only where a risk is unlikely.') },
  ],
  [
    'protection',
    {
      label: say('Protection of the data'),
      help: say('Art. 34(3)(a): such as encryption that makes them unintelligible.'),
    },
  ],
  [
    'laterMeasures',
    { label: say('Later measures'), help: say('Art. 34(3)(b): that make the high risk no longer likely.') },
  ],
  [
    'disproportionate',
    {
      label: say('Disproportionate effort'),
      help: say('Art. 34(3)(c): why, and which public communication takes its place.'),
    },
  ],
  ['notes', { label: sayIn('written', 'Notes'), help: say('For the record.') }],
];

export const RISK_NAME = {
  unlikely: say('Unlikely to result in a risk'),
  risk: say('Likely to result in a risk'),
  high: say('Likely to result in a high risk'),
} as const;

/** The time left until an instant, or since it: `51 h 20 min left`. */
export function leftWords(due: string, now: number): string {
  const minutes = Math.floor(Math.abs(Date.parse(due) - now) / 60_000);
  const span = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return Date.parse(due) >= now
    ? say('{hours, number} h {minutes, number} min left', span)
    : say('{hours, number} h {minutes, number} min over', span);
}

/** A local time of a zone, as `YYYY-MM-DDTHH:MM` and the zone's name, as an instant with the offset that holds then; null for no time. */
export function zonedInstant(local: string, zone: string): string | null {
  const wall = Date.parse(`${local}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) || Number.isNaN(wall)) return null;
  try {
    // The offset at the wall time read as UTC, then at the instant that it gives: right on both sides of a change.
    const first = offsetAt(wall, zone);
    const second = offsetAt(wall - first * 60_000, zone);
    const sign = second < 0 ? '-' : '+';
    const size = Math.abs(second);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${local}:00${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  } catch {
    return null;
  }
}

/** Minutes ahead of UTC. @throws RangeError for no zone */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((local - at) / 60_000);
}
