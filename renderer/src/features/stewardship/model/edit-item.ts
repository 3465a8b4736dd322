/** What the editors work on: one or many datasets or columns, with what is known of each. */
import {
  SENSITIVITY_LEVELS,
  type Column,
  type DatasetDetail,
  type Owner,
  type OwnerValue,
  type SearchHit,
  type Sensitivity,
  type Tag,
  type TagValue,
  type Target,
} from '../../../../../contract/index.ts';

/** A tag as far as it is known: lists carry the value only, detail pages the standing as well. */
export type KnownTag = Omit<TagValue, 'key'> & { key: string } & Partial<
    Pick<Tag, 'origin' | 'status' | 'actor'>
  >;

/** An owner as far as it is known: lists carry the name only. */
export type KnownOwner = Pick<OwnerValue, 'name'> &
  Partial<Pick<Owner, 'email' | 'role' | 'origin' | 'status'>>;

export interface EditItem {
  readonly target: Target;
  readonly name: string;
  /** The level stated for the target itself, not for its columns. */
  readonly sensitivity: Sensitivity | null;
  /** False where only a list's summary is known, which counts a dataset's columns in. */
  readonly exact: boolean;
  readonly tags: readonly KnownTag[];
  readonly owners: readonly KnownOwner[];
}

/** Reports how many of how many are read. */
export type OnProgress = (done: number, total: number) => void;

export interface EditSubject {
  /** In words, after "Tags of": `shop.orders`, `12 datasets`. */
  readonly title: string;
  readonly count: number;
  /** The items, or how to read them when they are more than the screen holds. */
  readonly items:
    readonly EditItem[] | ((signal: AbortSignal, onProgress: OnProgress) => Promise<readonly EditItem[]>);
}

/** The highest level among a target's own tags. */
export function ownLevel(tags: readonly Tag[]): Sensitivity | null {
  const stated = tags
    .filter(({ kind, status }) => kind === 'sensitivity' && status !== 'rejected')
    .map(({ value }) => value);
  return SENSITIVITY_LEVELS.findLast((level) => stated.includes(level)) ?? null;
}

export function datasetItem(dataset: DatasetDetail): EditItem {
  const { id, name, tags, owners } = dataset;
  return { target: { on: 'dataset', id }, name, sensitivity: ownLevel(tags), exact: true, tags, owners };
}

export function columnItem(column: Column): EditItem {
  const { id, path, sensitivity, tags } = column;
  return { target: { on: 'column', id }, name: path.join('.'), sensitivity, exact: true, tags, owners: [] };
}

/** A search hit carries values without their standing; the preview then cannot tell imported from confirmed. */
export function hitItem(hit: SearchHit): EditItem {
  const tags: KnownTag[] = [
    ...hit.categories.map((value) => ({ kind: 'category' as const, key: '', value })),
    ...hit.labels.map((value) => ({ kind: 'label' as const, key: '', value })),
    ...hit.statements.map(({ kind, key, value }) => ({ kind, key: key ?? '', value })),
  ];
  return {
    target: hit.column ? { on: 'column', id: hit.column.id } : { on: 'dataset', id: hit.id },
    name: hit.column ? `${hit.name}.${hit.column.path}` : hit.name,
    sensitivity: hit.sensitivity,
    exact: hit.column !== null,
    tags,
    owners: hit.owners.map((name) => ({ name })),
  };
}
