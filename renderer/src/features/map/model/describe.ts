/** What is chosen on the map, in a sentence. */
import type { Overview } from '../../../../../contract/index.ts';
import { kindName, sensitivityName } from '../../../shared/words.ts';
import { VERIFIED_WORDS } from './colours.ts';
import type { Spot } from './places.ts';
import { say } from '../../../shared/language/say.ts';
import { groupLabel } from './group-label.ts';

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
      level ? sensitivityName(level) : say('not classified'),
      map.owners[datasets.owners[at]!] ?? say('no owner'),
      VERIFIED_WORDS[datasets.verified[at]!],
      say('{upstream, number} upstream, {downstream, number} downstream', {
        upstream: datasets.upstream[at]!,
        downstream: datasets.downstream[at]!,
      }),
      ...(datasets.failing[at] ? [say('failing')] : []),
    ].join(' · ');
  }
  const { from, to } = map.flows;
  const feeds = from.filter((start) => start === spot.group).length;
  const fedBy = to.filter((end) => end === spot.group).length;
  const frame = map.frames[group.frame];
  return [
    frame ? `${groupLabel(group)}, ${frame.detail}` : groupLabel(group),
    say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: group.count }),
    say(
      'fed by {fedBy, plural, one {# group} other {# groups}}, feeds {feeds, plural, one {# group} other {# groups}}',
      { fedBy, feeds },
    ),
    say('{links, plural, one {# link} other {# links}} within', { links: group.inner }),
  ].join(' · ');
}
