/** Terms of the catalog within a sentence, where `shared/words.ts` has their names as they stand alone. */
import type { DatasetKind, LineageEdge, Sensitivity, Tag } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const KINDS: Readonly<Record<DatasetKind, string>> = {
  table: sayIn('kind of dataset', 'table'),
  view: sayIn('kind of dataset', 'view'),
  ephemeral: sayIn('kind of dataset', 'ephemeral'),
  file: sayIn('kind of dataset', 'file'),
  topic: sayIn('kind of dataset', 'topic'),
  model: sayIn('kind of dataset', 'model'),
  feature: sayIn('kind of dataset', 'feature'),
  dashboard: sayIn('kind of dataset', 'dashboard'),
  report: sayIn('kind of dataset', 'report'),
  api: sayIn('kind of dataset', 'api'),
  metric: sayIn('kind of dataset', 'metric'),
  'semantic model': sayIn('kind of dataset', 'semantic model'),
  'saved query': sayIn('kind of dataset', 'saved query'),
  function: sayIn('kind of dataset', 'function'),
};

/** A kind that the app does not know stays as it is. */
export const kindWord = (kind: string): string =>
  Object.hasOwn(KINDS, kind) ? KINDS[kind as DatasetKind] : kind;

const LEVELS: Readonly<Record<Sensitivity, string>> = {
  public: sayIn('sensitivity', 'public'),
  internal: sayIn('sensitivity', 'internal'),
  confidential: sayIn('sensitivity', 'confidential'),
  restricted: sayIn('sensitivity', 'restricted'),
};

export const levelWord = (level: Sensitivity): string => LEVELS[level];

export const BASIS_WORD: Readonly<Record<LineageEdge['basis'], string>> = {
  declared: say('declared'),
  observed: say('observed'),
  both: say('declared and observed'),
};

const SUBTYPES: Readonly<Record<string, string>> = {
  identity: sayIn('how a column is made', 'identity'),
  transformation: sayIn('how a column is made', 'transformation'),
  aggregation: sayIn('how a column is made', 'aggregation'),
  conditional: sayIn('how a column is made', 'conditional'),
  window: sayIn('how a column is made', 'window'),
  join: sayIn('how a column is made', 'join'),
  filter: sayIn('how a column is made', 'filter'),
  group_by: sayIn('how a column is made', 'group_by'),
  sort: sayIn('how a column is made', 'sort'),
};

/** How one column makes another, in OpenLineage's word for it; words of their own that sources have stay. */
export function subtypeWord(subtype: string): string {
  const word = subtype.toLowerCase();
  return Object.hasOwn(SUBTYPES, word) ? (SUBTYPES[word] ?? word) : word;
}

export const TAG_STATUS_WORD: Readonly<Record<Tag['status'], string>> = {
  confirmed: sayIn('tag', 'confirmed'),
  imported: sayIn('tag', 'imported'),
  derived: sayIn('tag', 'derived'),
  rejected: sayIn('tag', 'rejected'),
};

/** Who states a tag; sources go by their own names. */
export function originWord(origin: Tag['origin']): string {
  if (origin === 'steward') return say('steward');
  if (origin === 'rule') return say('rule');
  return origin === 'propagated' ? say('propagated') : origin;
}

const GROUPINGS: Readonly<Record<string, { readonly name: string; readonly by: string }>> = {
  system: { name: say('System'), by: say('By system') },
  database: { name: say('Database'), by: say('By database') },
  schema: { name: say('Schema or folder'), by: say('By schema or folder') },
  parent: { name: say('Parent job'), by: say('By parent job') },
  owner: { name: say('Owner'), by: say('By owner') },
};

interface Grouping {
  readonly by: string;
  /** Of a tag: as the catalog spells it. */
  readonly label: string;
}

/** Of a tag that no steward states: `Tag team`. */
const tagIn = (label: string): string | undefined => /^Tag (.+)$/s.exec(label)?.[1];

export function groupingName({ by, label }: Grouping): string {
  const key = tagIn(label);
  return GROUPINGS[by]?.name ?? (key === undefined ? label : say('Tag {key}', { key }));
}

/** `By owner`, as a choice. */
export function groupedBy({ by, label }: Grouping): string {
  const known = GROUPINGS[by]?.by;
  if (known !== undefined) return known;
  const key = tagIn(label)?.toLowerCase();
  return key === undefined
    ? say('By {grouping}', { grouping: label.toLowerCase() })
    : say('By tag {key}', { key });
}

/** What stands below the name of a group: where it lies, or of what it is a value. */
export const groupDetail = (key: string, detail: string): string =>
  key.startsWith('owner:') ? say('Owner') : detail;
