export const PROPAGATION_TABS = ['overview', 'preview', 'reviews', 'findings', 'blocks', 'what-if'] as const;
export type PropagationTab = (typeof PROPAGATION_TABS)[number];

export interface PropagationSearch {
  readonly tab?: PropagationTab;
  /** A tag as {@link tagParam} writes it: the lists show this one only. */
  readonly tag?: string;
}

/** Addresses may have been typed: what is not known is left out. */
export function validatePropagationSearch(search: Record<string, unknown>): PropagationSearch {
  const tab = PROPAGATION_TABS.find((name) => name === search['tab']);
  const { tag } = search;
  return {
    ...(tab && tab !== 'overview' ? { tab } : {}),
    ...(typeof tag === 'string' && readTag(tag) ? { tag } : {}),
  };
}

type Tag = {
  readonly kind: 'sensitivity' | 'category' | 'label';
  readonly key: string;
  readonly value: string;
};

/** `category::user.contact`, `label:pii:true` */
export function tagParam({ kind, key, value }: Tag): string {
  return [kind, encodeURIComponent(key), encodeURIComponent(value)].join(':');
}

/** Null for what names no tag. */
export function readTag(text: string): Tag | null {
  const [kind, key = '', value = '', ...more] = text.split(':');
  if (more.length > 0 || value === '') return null;
  if (kind !== 'sensitivity' && kind !== 'category' && kind !== 'label') return null;
  try {
    return { kind, key: decodeURIComponent(key), value: decodeURIComponent(value) };
  } catch {
    return null;
  }
}
