/** What the addresses of questions say. Whatever cannot be read is left out: an address may have been typed. */
import { arrivalSchema, type Arrival, type QuestionSubject } from '../../../../../contract/index.ts';
import { readAt, writeAt } from '../../compare/model/at.ts';

/** `d12` a dataset, `c12` a column, `j12` a job, `r12` a run. */
type Handle = string;

/** The moment that is asked about, as in the address of the lineage; absent: now. */
interface MomentSearch {
  at?: string;
}

export interface CodeSearch extends MomentSearch {
  repo?: string;
  path?: string;
  /** Separated by commas. */
  commits?: string;
  from?: string;
  to?: string;
}

export interface ImpactSearch extends CodeSearch {
  of?: Handle;
  tab?: ImpactTab;
  kind?: string;
  critical?: true;
  /** Only what a column's value reaches so. */
  arrival?: Arrival;
}
export const IMPACT_TABS = ['affected', 'owners', 'jobs', 'code', 'overwritten'] as const;
export type ImpactTab = (typeof IMPACT_TABS)[number];

export interface OriginSearch extends MomentSearch {
  of?: Handle;
}
export interface PathsSearch extends MomentSearch {
  from?: Handle;
  to?: Handle;
}
export interface CriticalSearch extends MomentSearch {
  map?: number;
}

const HANDLES = { d: 'dataset', c: 'column', j: 'job', r: 'run' } as const;
type Letter = keyof typeof HANDLES;

/** The address of a thing within a question. */
export function handleOf(on: 'dataset' | 'column' | 'job' | 'run', id: number): Handle {
  return `${on[0]}${id}`;
}

/** Null for what names nothing. */
export function readHandle(
  handle: string | undefined,
): { readonly on: 'dataset' | 'column' | 'job' | 'run'; readonly id: number } | null {
  const [, letter, digits] = /^([dcjr])([1-9]\d{0,14})$/.exec(handle ?? '') ?? [];
  return letter === undefined ? null : { on: HANDLES[letter as Letter], id: Number(digits) };
}

/** A dataset or a column; null for anything else. */
export function readEnd(
  handle: string | undefined,
): { readonly on: 'dataset' | 'column'; readonly id: number } | null {
  const read = readHandle(handle);
  return read && (read.on === 'dataset' || read.on === 'column') ? { on: read.on, id: read.id } : null;
}

/** Null where the address asks about nothing yet. */
export function subjectOf(search: ImpactSearch): QuestionSubject | null {
  const handle = readHandle(search.of);
  if (handle) return handle;
  const { repo = '', path = '', commits = '', from, to } = search;
  if (!repo && !path && !commits) return null;
  const list = [...new Set(commits.split(/[\s,;]+/).filter(Boolean))];
  return { on: 'code', code: { repo, path, commits: list, from: from ?? null, to: to ?? null } };
}

type Raw = Readonly<Record<string, unknown>>;

function text(raw: Raw, key: string, most: number): Record<string, string> {
  const value = raw[key];
  const written = typeof value === 'number' ? String(value) : value;
  return typeof written === 'string' && written.trim() !== '' ? { [key]: written.trim().slice(0, most) } : {};
}

function handle(raw: Raw, key: string): Record<string, string> {
  const value = raw[key];
  return typeof value === 'string' && readHandle(value) ? { [key]: value } : {};
}

function instant(raw: Raw, key: string): Record<string, string> {
  const value = raw[key];
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString() };
}

function moment(raw: Raw): MomentSearch {
  const at = writeAt(readAt(raw['at']));
  return at === undefined ? {} : { at };
}

export function validateImpactSearch(raw: Raw): ImpactSearch {
  const tab = IMPACT_TABS.find((name) => name === raw['tab'] && name !== 'affected');
  const arrival = arrivalSchema.safeParse(raw['arrival']).data;
  return {
    ...handle(raw, 'of'),
    ...text(raw, 'repo', 1024),
    ...text(raw, 'path', 1024),
    ...text(raw, 'commits', 20_000),
    ...instant(raw, 'from'),
    ...instant(raw, 'to'),
    ...text(raw, 'kind', 64),
    ...(tab ? { tab } : {}),
    ...(arrival ? { arrival } : {}),
    ...(raw['critical'] === true ? { critical: true } : {}),
    ...moment(raw),
  };
}

export function validateOriginSearch(raw: Raw): OriginSearch {
  return {
    ...(typeof raw['of'] === 'string' && readEnd(raw['of']) ? { of: raw['of'] } : {}),
    ...moment(raw),
  };
}

export function validatePathsSearch(raw: Raw): PathsSearch {
  const end = (key: 'from' | 'to') => {
    const value = raw[key];
    return typeof value === 'string' && readEnd(value) ? { [key]: value } : {};
  };
  return { ...end('from'), ...end('to'), ...moment(raw) };
}

export function validateCriticalSearch(raw: Raw): CriticalSearch {
  const map = Number(raw['map']);
  return { ...(Number.isSafeInteger(map) && map > 0 ? { map } : {}), ...moment(raw) };
}
