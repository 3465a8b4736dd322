/** What a group of the inbox suggests, in words. */
import type { InboxGroup } from '../../../../contract/index.ts';
import { count, plural } from '../../shared/format.ts';
import { basisName, percent } from '../joins/model/words.ts';

export function titleOf(group: InboxGroup): string {
  return group.kind === 'category' ? group.name : `May be one: ${basisName(group.basis)}`;
}

/** `212 columns in 40 datasets` */
export function sizeOf(group: InboxGroup): string {
  return group.kind === 'category'
    ? `${plural(group.count, 'column')} in ${plural(group.datasets, 'dataset')}`
    : plural(group.count, 'pair');
}

/** `85 %`, `85 to 97 %` */
export function certainty({ least, most }: InboxGroup['confidence']): string {
  const [from, to] = [percent(least), percent(most)];
  return from === to ? from : `${Math.round(least * 100)} to ${to}`;
}

/** `3 of 14 names left out` */
export function leftOutText(leftOut: number, total: number): string {
  return leftOut === 0 ? plural(total, 'name') : `${count(leftOut)} of ${plural(total, 'name')} left out`;
}
