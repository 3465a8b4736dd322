import { useReactFlow } from '@xyflow/react';
import { useReducedMotion } from '@mantine/hooks';
import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { LineageView } from '../../../../../contract/index.ts';
import { firstLook } from '../model/camera.ts';
import type { Point } from '../model/geometry.ts';
import type { PositionOf } from '../model/routes.ts';
import { between, startingPlaces } from './places.ts';

/** Milliseconds in which nodes glide to their new places. */
const DURATION = 140;
/** Larger pictures change at once: moving them would drop frames and help nobody. */
const MAX_MOVING_EDGES = 3000;

const inPlace: PositionOf = (node) => node;

const easeOut = (t: number) => 1 - (1 - t) ** 3;

/**
 * Positions to draw a picture at. On a new answer the anchor (or else the first root that both
 * pictures share) keeps its place on the screen; a picture of something else starts with a first look.
 * `dragged` holds where nodes of the old picture were put meanwhile.
 */
export function useSettling(
  view: LineageView,
  anchor: number | null,
  surface: RefObject<HTMLElement | null>,
  dragged: ReadonlyMap<number, Point>,
): PositionOf {
  const flow = useReactFlow();
  const still = useReducedMotion();
  const before = useRef<LineageView>(view);
  const [moving, setMoving] = useState<{ view: LineageView; at: PositionOf } | null>(null);

  /** Sets the camera for the new picture and answers where its nodes have to start from, if they glide. */
  const receive = useEffectEvent((old: LineageView, now: LineageView) => {
    const known = new Set(old.nodes.map((node) => node.id));
    const root = now.nodes.find((node) => node.side === 'root' && known.has(node.id));
    const held = anchor !== null && known.has(anchor) ? anchor : root?.id;
    const start = held === undefined ? null : startingPlaces(old, now, held, dragged);
    const camera = flow.getViewport();
    if (!start) {
      const { clientWidth: width = 0, clientHeight: height = 0 } = surface.current ?? {};
      void flow.setViewport(firstLook(now, { width, height }));
      return null;
    }
    const { shift, places } = start;
    void flow.setViewport({
      ...camera,
      x: camera.x - shift.x * camera.zoom,
      y: camera.y - shift.y * camera.zoom,
    });
    return still || now.edges.length + now.columnEdges.length > MAX_MOVING_EDGES ? null : places;
  });

  useLayoutEffect(() => {
    const old = before.current;
    before.current = view;
    const places = old === view ? null : receive(old, view);
    if (!places) return undefined;
    const began = performance.now();
    let frame = 0;
    const advance = (now: number) => {
      const t = Math.min(1, Math.max(0, (now - began) / DURATION));
      setMoving(t < 1 ? { view, at: between(places, easeOut(t)) } : null);
      if (t < 1) frame = requestAnimationFrame(advance);
    };
    setMoving({ view, at: between(places, 0) });
    frame = requestAnimationFrame(advance);
    return () => cancelAnimationFrame(frame);
  }, [view]);

  return moving?.view === view ? moving.at : inPlace;
}
