import type { KeyboardEvent } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import type { MapView } from './use-map-view.ts';
import { cellAt, firstGroup, nextDataset, nextGroup, type Arrow, type Spot } from './model/places.ts';

const ARROWS: readonly string[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const isArrow = (key: string): key is Arrow => ARROWS.includes(key);

interface Options {
  readonly map: Overview;
  readonly view: MapView;
  readonly spot: Spot | null;
  readonly onSpot: (spot: Spot | null) => void;
  readonly onOpen: (dataset: number) => void;
}

/** Arrows go from group to group, Enter goes in and then to a dataset's lineage, Escape comes out again. */
export function useMapKeys({ map, view, spot, onSpot, onOpen }: Options) {
  const group = spot ? map.groups[spot.group] : undefined;

  const go = (arrow: Arrow) => {
    if (!spot || !group) {
      if (map.groups.length > 0) onSpot({ group: firstGroup(map), dataset: null });
    } else if (spot.dataset === null) onSpot({ group: nextGroup(map, spot.group, arrow), dataset: null });
    else {
      const dataset = nextDataset(group, spot.dataset, arrow);
      const { x, y, width, height } = cellAt(map, group, dataset - group.first);
      view.show({ x: x - width * 2, y: y - height * 6, width: width * 5, height: height * 13 });
      onSpot({ group: spot.group, dataset });
    }
  };
  const enter = () => {
    if (!spot || !group) go('ArrowRight');
    else if (spot.dataset !== null) onOpen(spot.dataset);
    else {
      view.show(group);
      onSpot({ group: spot.group, dataset: group.first });
    }
  };
  const leave = () => {
    view.showAll();
    onSpot(spot && spot.dataset !== null ? { group: spot.group, dataset: null } : null);
  };
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (isArrow(key)) go(key);
    else if (key === 'Enter') enter();
    else if (key === 'Escape') leave();
    else if (key === '+' || key === '=') view.zoom(1.4);
    else if (key === '-') view.zoom(1 / 1.4);
    else if (key === '0') view.showAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
