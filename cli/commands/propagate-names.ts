/** Places and tags as the command line names them, for propagation. */
import type { Catalog } from '../../catalog/catalog.ts';
import { columnsOf } from '../../catalog/browse/columns.ts';
import {
  SENSITIVITY_LEVELS,
  type PropagatedTag,
  type TagSelection,
  type Target,
} from '../../contract/index.ts';
import { UsageError, datasetNamed } from '../face.ts';

export function pairs(names: readonly string[]): [string, string][] {
  if (names.length % 2 !== 0)
    throw new UsageError('--block takes two names: from and to; - stands for everything.');
  return Array.from({ length: names.length / 2 }, (_, i) => [names[2 * i]!, names[2 * i + 1]!]);
}

/**
 * `<dataset>`, or `<dataset>:<column>` with dots between the levels of a nested column; null for `-`. Names of
 * datasets may hold colons, so the whole is tried first and then each colon from the end.
 * @throws UsageError
 */
export function endNamed(catalog: Catalog, text: string): Target | null {
  if (text === '-') return null;
  for (let at = text.lastIndexOf(':'); at > 0; at = text.lastIndexOf(':', at - 1)) {
    const column = columnNamed(catalog, text.slice(0, at), text.slice(at + 1));
    if (column !== null) return { on: 'column', id: column };
  }
  return { on: 'dataset', id: datasetNamed(catalog, text).id };
}

function columnNamed(catalog: Catalog, dataset: string, column: string): number | null {
  try {
    const all = columnsOf(catalog, datasetNamed(catalog, dataset).id, false) ?? [];
    return all.find(({ path }) => path.join('.').toLowerCase() === column.toLowerCase())?.id ?? null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

/**
 * `<place>=<tag>`; the tag may be a label with a key (`orders:email=pii=true`), and the name of a place may hold
 * equals signs, too: the first part that names a place is the place.
 */
export function tagWord(catalog: Catalog, text: string): { target: Target; tag: PropagatedTag } {
  let refused: UsageError | undefined;
  for (let at = text.indexOf('=', 1); at > 0 && at < text.length - 1; at = text.indexOf('=', at + 1)) {
    try {
      const target = endNamed(catalog, text.slice(0, at));
      if (target) return { target, tag: tagNamed(text.slice(at + 1)) };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refused ??= error;
    }
  }
  throw refused ?? new UsageError(`"${text}" is not <dataset>=<tag> or <dataset>:<column>=<tag>.`);
}

/** `restricted`, `user.contact.email`, `pii=true` or a plain label. */
export function tagNamed(text: string): PropagatedTag {
  if ((SENSITIVITY_LEVELS as readonly string[]).includes(text))
    return { kind: 'sensitivity', key: '', value: text };
  if (/^(user|system)(\.[a-z_0-9]+)*$/.test(text)) return { kind: 'category', key: '', value: text };
  const at = text.indexOf('=');
  return at > 0
    ? { kind: 'label', key: text.slice(0, at), value: text.slice(at + 1) }
    : { kind: 'label', key: '', value: text };
}

/** A tag, or all of a kind: `sensitivity`, `categories`, `labels`, `pii=` for every value of a key. */
export function ruleNamed(text: string): TagSelection & { kind: PropagatedTag['kind'] } {
  const kinds = { sensitivity: 'sensitivity', categories: 'category', labels: 'label' } as const;
  if (Object.hasOwn(kinds, text)) return { kind: kinds[text as keyof typeof kinds], key: null, value: null };
  if (text.length > 1 && text.endsWith('=')) return { kind: 'label', key: text.slice(0, -1), value: null };
  const { kind, key, value } = tagNamed(text);
  return { kind, key: kind === 'label' ? key : null, value };
}
