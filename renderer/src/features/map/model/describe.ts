/** What is chosen on the map, in a sentence. */
import type { Overview } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { kindName, sensitivityName } from '../../../shared/words.ts';
import { VERIFIED_NAME } from './colours.ts';
import type { Spot } from './places.ts';
import { say } from '../../../shared/language/say.ts';

/** Empty where nothing is chosen. */
export function describeSpot(map: Overview, spot: Spot | null): string {
  const group = spot && map.groups[spot.group];
  if (!group) return '';
  const { datasets } = map;
  if (spot.dataset !== null) {
    const at = spot.dataset;
    const level = datasets.sensitivities[at];
    return [
      `${datasets.names[at]}, ${map.systems[datasets.systems[at]!] ?? ''}`,
      kindName(datasets.kinds[at]!),
      level ? sensitivityName(level) : 'not classified',
      map.owners[datasets.owners[at]!] ?? 'no owner',
      VERIFIED_NAME[datasets.verified[at]!].toLowerCase(),
      `${count(datasets.upstream[at]!)} upstream, ${count(datasets.downstream[at]!)} downstream`,
      ...(datasets.failing[at] ? ['failing'] : []),
    ].join(' · ');
  }
  const { from, to } = map.flows;
  const feeds = from.filter((start) => start === spot.group).length;
  const fedBy = to.filter((end) => end === spot.group).length;
  const frame = map.frames[group.frame];
  return [
    frame ? `${group.label}, ${frame.detail}` : group.label,
    say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: group.count }),
    `fed by ${say('{groups, plural, one {# group} other {# groups}}', { groups: fedBy })}, feeds ${say('{groups, plural, one {# group} other {# groups}}', { groups: feeds })}`,
    `${say('{links, plural, one {# link} other {# links}}', { links: group.inner })} within`,
  ].join(' · ');
}
