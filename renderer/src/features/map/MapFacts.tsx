import { Anchor } from '@mantine/core';
import type { Overview } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import classes from './map.module.css';
import { flowsDrawn } from './model/draw-map.ts';
import type { Spot } from './model/places.ts';
import type { FoundOnMap } from './use-found.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly map: Overview;
  readonly found: FoundOnMap;
  readonly spot: Spot | null;
  readonly onAlone: () => void;
}

/** What the map holds, and what it does not draw. */
export function MapFacts({ map, found, spot, onAlone }: Props) {
  const { datasets, isolated, retired, links } = map.totals;
  const flows = map.flows.from.length;
  const drawn = flowsDrawn(map, spot).length;
  return (
    <p className={classes.facts}>
      {say(
        '{datasets, plural, one {# dataset} other {# datasets}} in {groups, plural, one {# group} other {# groups}}, {links, plural, one {# link} other {# links}} between them.',
        { datasets, groups: map.groups.length, links },
      )}{' '}
      {isolated > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={onAlone}>
          {say('{isolated, number} without lineage', { isolated })}
        </Anchor>
      ) : (
        'None without lineage'
      )}
      .
      {retired > 0
        ? ` ${say('{datasets, plural, one {# retired dataset} other {# retired datasets}}', { datasets: retired })} without lineage not drawn.`
        : ''}
      {drawn < flows
        ? ` ${count(drawn)} of ${say('{flows, plural, one {# flow} other {# flows}}', { flows })} between groups drawn, the strongest and those of the chosen group; the table has all.`
        : ''}
      <span role="status">{found.said === '' ? '' : ` ${found.said}`}</span>
    </p>
  );
}
