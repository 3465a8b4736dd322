import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import classes from './map.module.css';
import { flowsDrawn } from './model/draw-map.ts';
import type { Spot } from './model/places.ts';
import type { FoundOnMap } from './use-found.ts';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly map: Overview;
  readonly found: FoundOnMap;
  readonly spot: Spot | null;
  readonly onAlone: () => void;
}

/** What the map holds, and what it does not draw. */
export function MapFacts({ map, found, spot, onAlone }: Props) {
  const { datasets, mentioned, isolated, retired, links } = map.totals;
  const flows = map.flows.from.length;
  const drawn = flowsDrawn(map, spot).length;
  const link = (inside: ReactNode) => (
    <Anchor component="button" type="button" size="sm" onClick={onAlone}>
      {inside}
    </Anchor>
  );
  return (
    <p className={classes.facts}>
      {say(
        '{datasets, plural, one {# dataset} other {# datasets}} in {groups, plural, one {# group} other {# groups}}, {links, plural, one {# link} other {# links}} between them.',
        { datasets, groups: map.groups.length, links },
      )}{' '}
      {mentioned > 0
        ? `${say('{mentioned, plural, one {# of them is only mentioned: no source describes it} other {# of them are only mentioned: no source describes them}}.', { mentioned })} `
        : ''}
      {isolated > 0 ? (
        <Say text="<link>{isolated} without lineage</link>." values={{ isolated: count(isolated), link }} />
      ) : (
        say('None without lineage.')
      )}
      {retired > 0
        ? ` ${say('{datasets, plural, one {# retired dataset} other {# retired datasets}} without lineage not drawn.', { datasets: retired })}`
        : ''}
      {drawn < flows
        ? ` ${say('{drawn, number} of {flows, plural, one {# flow} other {# flows}} between groups drawn, the strongest and those of the chosen group; the table has all.', { drawn, flows })}`
        : ''}
      <span role="status">{found.said === '' ? '' : ` ${found.said}`}</span>
    </p>
  );
}
