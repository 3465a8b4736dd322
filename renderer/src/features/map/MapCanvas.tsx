import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useId, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import { usePalette } from '../lineage/canvas/use-palette.ts';
import classes from './map.module.css';
import type { Colours } from './model/colours.ts';
import { describeSpot } from './model/describe.ts';
import { NAMES_FROM } from './model/draw-map.ts';
import { spotAt, type Spot } from './model/places.ts';
import { useMapKeys } from './use-map-keys.ts';
import { useMapView, type MapView } from './use-map-view.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly map: Overview;
  readonly colours: Colours;
  readonly found: Uint8Array | null;
  readonly spot: Spot | null;
  readonly onSpot: (spot: Spot | null) => void;
  readonly onOpen: (dataset: number) => void;
}

/** Pixels that a press may move and still be a click. */
const STILL = 4;

/** The map as a picture: drag, wheel and keys move over it; a click goes in. */
export function MapCanvas(props: Props) {
  const { map, colours, found, spot, onSpot, onOpen } = props;
  const palette = usePalette();
  const scene = useMemo(() => ({ map, colours, found, spot, palette }), [map, colours, found, spot, palette]);
  const view = useMapView(scene);
  const onKeyDown = useMapKeys({ map, view, spot, onSpot, onOpen });
  const pointer = usePointer(map, view, props);
  const help = useId();
  useWheel(view);
  const told = describeSpot(map, spot);
  return (
    <div className={classes.surface}>
      {/* Keys act on the map inside; the outer element only listens as they bubble up. */}
      <div className={classes.canvas} role="presentation" onKeyDown={onKeyDown}>
        <div
          className={classes.canvas}
          role="application"
          aria-label={say('Map of the catalog')}
          aria-describedby={help}
          tabIndex={0}
        >
          <canvas ref={view.canvas} className={classes.canvas} aria-hidden="true" {...pointer.handlers} />
        </div>
      </div>
      <p id={help} className={classes.help}>
        {say(
          'Arrow keys go from group to group, Enter goes into one, arrows then go from dataset to dataset and Enter opens lineage; Escape comes out. Plus, minus and 0 zoom. The tables hold the same.',
        )}
      </p>
      <p className={classes.told} role="status">
        {told}
      </p>
      {pointer.hovered && told === '' ? (
        <p className={classes.told} aria-hidden="true">
          {describeSpot(map, pointer.hovered)}
        </p>
      ) : null}
      <div className={classes.zoom}>
        <ActionIcon variant="default" aria-label={say('Zoom in')} title="+" onClick={() => view.zoom(1.4)}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={say('Zoom out')}
          title="-"
          onClick={() => view.zoom(1 / 1.4)}
        >
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={say('Show the whole map')} title="0" onClick={view.showAll}>
          <IconArrowsMaximize size={16} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

/** React's wheel listeners cannot keep the page from scrolling. */
function useWheel(view: MapView): void {
  const { canvas, zoom } = view;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
      const factor = Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / 400);
      zoom(factor, { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas, zoom]);
}

function usePointer(map: Overview, view: MapView, { onSpot, onOpen, spot }: Props) {
  const [hovered, setHovered] = useState<Spot | null>(null);
  const press = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  const spotOf = (event: PointerEvent<HTMLCanvasElement>): Spot | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const { x, y, zoom } = view.camera();
    const point = { x: (event.clientX - box.left - x) / zoom, y: (event.clientY - box.top - y) / zoom };
    return spotAt(map, point, zoom >= NAMES_FROM);
  };
  const click = (at: Spot | null) => {
    if (at?.dataset != null) return onOpen(at.dataset);
    const group = at && map.groups[at.group];
    // The first click tells what feeds a group and what it feeds, the second goes in.
    if (group && spot?.group === at.group) view.show(group);
    onSpot(at);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press.current = { x: event.clientX, y: event.clientY, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const from = press.current;
      if (from) {
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
        if (!from.moved && Math.hypot(dx, dy) < STILL) return;
        press.current = { x: event.clientX, y: event.clientY, moved: true };
        view.move(dx, dy);
        return;
      }
      const next = spotOf(event);
      if (next?.group !== hovered?.group || next?.dataset !== hovered?.dataset) setHovered(next);
    },
    onPointerUp: (event: PointerEvent<HTMLCanvasElement>) => {
      const from = press.current;
      press.current = null;
      if (from && !from.moved) click(spotOf(event));
    },
    onPointerCancel: () => {
      press.current = null;
    },
    onPointerLeave: () => setHovered(null),
  };
  return { hovered, handlers };
}
