import { Anchor } from '@mantine/core';
import type { Overview } from '../../../../contract/index.ts';
import { count, plural } from '../../shared/format.ts';
import classes from './map.module.css';
import { flowsDrawn } from './model/draw-map.ts';
import type { Spot } from './model/places.ts';
import type { FoundOnMap } from './use-found.ts';

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
      {plural(datasets, 'dataset')} in {plural(map.groups.length, 'group')}, {plural(links, 'link')} between
      them.{' '}
      {isolated > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={onAlone}>
          {count(isolated)} without lineage
        </Anchor>
      ) : (
        'None without lineage'
      )}
      .{retired > 0 ? ` ${plural(retired, 'retired dataset')} without lineage not drawn.` : ''}
      {drawn < flows
        ? ` ${count(drawn)} of ${plural(flows, 'flow')} between groups drawn, the strongest and those of the chosen group; the table has all.`
        : ''}
      <span role="status">{found.said === '' ? '' : ` ${found.said}`}</span>
    </p>
  );
}
