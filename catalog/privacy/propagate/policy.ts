/**
 * Which tags lineage carries on. What ships carries categories of personal data and sensitivity levels but
 * `public` (that one source is public says nothing of what is made from it), and no labels: most of them
 * (`nightly`, `owner=bi`) speak of the one table. A person's rule goes before these, the closer one before
 * the wider one.
 */
import { closeness, type PropagatedTag, type TagSelection } from './tags.ts';

export interface PolicyRule extends TagSelection {
  readonly carries: boolean;
}

export const SHIPPED_RULES: readonly PolicyRule[] = [
  { kind: 'sensitivity', key: null, value: null, carries: true },
  { kind: 'sensitivity', key: null, value: 'public', carries: false },
  { kind: 'category', key: null, value: null, carries: true },
  { kind: 'label', key: null, value: null, carries: false },
];

/** Of two rules that are equally close, the later one holds. */
export function carries(tag: PropagatedTag, rules: readonly PolicyRule[]): boolean {
  let best = -1;
  let answer = false;
  for (const rule of [...SHIPPED_RULES, ...rules]) {
    const close = closeness(rule, tag);
    if (close === null || close < best) continue;
    best = close;
    answer = rule.carries;
  }
  return answer;
}
