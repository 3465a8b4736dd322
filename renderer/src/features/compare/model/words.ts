/** Comparisons in words. */
import {
  tagKindSchema,
  type Change,
  type CompareAspect,
  type CompareSide,
  type CompareValue,
  type Difference,
} from '../../../../../contract/index.ts';
import { count, instant } from '../../../shared/format.ts';
import { stateName } from '../../../shared/words.ts';
import { kindWords } from '../../dataset/model/stated-words.ts';
import { roleName } from '../../stewardship/model/words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Never by colour alone: every change has its sign. */
export const SIGNS: Readonly<Record<Change, string>> = {
  added: '+',
  removed: '−',
  changed: '~',
  unchanged: '=',
};

export const CHANGE_NAMES: Readonly<Record<Change, string>> = {
  added: say('Added'),
  removed: say('Removed'),
  changed: say('Changed'),
  unchanged: say('Alike'),
};

/** A value on one line. */
export function valueText(value: CompareValue): string {
  if (value === null) return say('not told');
  if (typeof value === 'number') return count(value);
  return typeof value === 'string' ? value : value.join(', ');
}

/** The difference in words: `refresh_latest reads users/snapshots`. */
export function titleOf({ subject }: Pick<Difference, 'subject'>): string {
  switch (subject.on) {
    case 'dataset':
      return subject.name;
    case 'job':
      return say('job {name}', { name: subject.name });
    case 'edge':
      return `${subject.from.name} → ${subject.to.name}`;
    case 'reads':
      return say('{job} reads {dataset}', { job: subject.job.name, dataset: subject.dataset.name });
    case 'writes':
      return say('{job} writes {dataset}', { job: subject.job.name, dataset: subject.dataset.name });
  }
}

const TAG = new RegExp(`^(?:(.+?): )??(${tagKindSchema.options.join('|')})(?: (.+))?$`, 's');

/** `sensitivity restricted`, of a column with its name before it: `address.street: category user.contact`. */
function tagWords(tag: string): string {
  const [, column, kind, value = ''] = TAG.exec(tag) ?? [];
  if (kind === undefined) return tag;
  const words = kindWords(tagKindSchema.parse(kind), value);
  return column === undefined ? words : `${column}: ${words}`;
}

/** An item of an aspect that the catalog words itself; of all others, a name or what a source says. */
export function itemWords(aspect: CompareAspect, item: string): string {
  switch (aspect) {
    case 'state':
    case 'basis':
      return told(item);
    case 'jobs':
      return item === 'without a job' ? told(item) : item;
    case 'tags':
      return tagWords(item);
    case 'tests': {
      const [, name, status] = /^(.*): (\w+)$/s.exec(item) ?? [];
      return name !== undefined && status !== undefined ? `${name}: ${told(status)}` : item;
    }
    case 'owners': {
      const [, name, role] = /^(.*) \((.+)\)$/s.exec(item) ?? [];
      return name !== undefined && role !== undefined ? `${name} (${roleName(role)})` : item;
    }
    default:
      // A list that was cut says how much is left.
      return item.startsWith('… ') ? told(item) : item;
  }
}

/** All that one side says of an aspect. */
export function valueWords(aspect: CompareAspect, value: CompareValue): CompareValue {
  if (typeof value === 'string') return itemWords(aspect, value);
  return Array.isArray(value) ? value.map((item) => itemWords(aspect, item)) : value;
}

/** `Run of daily_report, 20 Nov 2026, 03:00`. */
export function sideTitle(side: CompareSide): string {
  if (side.kind === 'time') return instant(side.time);
  if (side.kind === 'revision')
    return side.revision === 0
      ? say('The empty catalog')
      : say('Revision {revision, number}', { revision: side.revision });
  return [say('Run of {job}', { job: side.job.name }), side.at && instant(side.at)]
    .filter(Boolean)
    .join(', ');
}

/** A side in few words, for the heads of columns. */
export function sideName(side: CompareSide): string {
  return side.kind === 'run' ? (side.at ? instant(side.at) : side.runId) : sideTitle(side);
}

/** What more is known of a side; null for nothing. */
export function sideDetail(side: CompareSide): string | null {
  if (side.kind === 'time') return say('As data had flowed by then');
  if (side.kind === 'run') return `${side.runId} · ${stateName(side.state)}`;
  return [side.at && instant(side.at), side.actor, told(side.label)].filter(Boolean).join(' · ') || null;
}

/** How suspicious, for people: three steps are told apart. */
export function weightOf({ suspicion }: Pick<Difference, 'suspicion'>): 'high' | 'middle' | 'low' {
  return suspicion >= 70 ? 'high' : suspicion >= 40 ? 'middle' : 'low';
}

export const WEIGHT_NAMES = {
  high: say('Very suspicious'),
  middle: say('Worth a look'),
  low: say('Probably harmless'),
} as const;
