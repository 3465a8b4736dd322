/** Likely renames as rows of a difference: one dataset went while a like one came. */
import type { LikelyRename } from '../../store/writer/renames.ts';
import type { NewRow } from './difference.ts';

/** A row that says what was called what, how alike the two are, and why. It cannot be left out: it changes nothing. */
export function renamedRow({ from, to, score, reasons }: LikelyRename): NewRow {
  const elsewhere = from.namespace === to.namespace ? '' : `${from.namespace} `;
  return {
    change: 'renamed',
    type: 'dataset',
    namespace: to.namespace,
    dataset: to.name,
    name: to.name,
    before: `${elsewhere}${from.name}`,
    after: to.name,
    note: `${Math.round(score * 100)} % alike: ${reasons.join(', ')}`,
    scope: null,
    recordType: null,
    recordId: null,
    pair: null,
  };
}
