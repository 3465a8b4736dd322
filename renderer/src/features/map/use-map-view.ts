import { useCallback, useEffect, useRef, type RefObject } from 'react';
import type { Camera, Size } from '../lineage/model/camera.ts';
import type { Rect } from '../lineage/model/geometry.ts';
import { drawMap, type MapScene } from './model/draw-map.ts';
import { fitRect, zoomAround } from './model/places.ts';

export interface MapView {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly camera: () => Camera;
  readonly move: (dx: number, dy: number) => void;
  /** Around a point of the canvas; its middle when absent. */
  readonly zoom: (factor: number, at?: { readonly x: number; readonly y: number }) => void;
  readonly show: (rect: Rect, largest?: number) => void;
  readonly showAll: () => void;
}

/** Milliseconds without a move after which the map is still. */
const STILL_AFTER = 140;

/** The camera over a map and its drawing: at most once a frame, without a render. */
export function useMapView(scene: MapScene): MapView {
  const canvas = useRef<HTMLCanvasElement>(null);
  const camera = useRef<Camera | null>(null);
  const size = useRef<Size>({ width: 0, height: 0 });
  const latest = useRef(scene);
  const frame = useRef(0);
  /** Set while the map moves. */
  const moving = useRef<number | null>(null);

  const draw = useCallback(() => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const context = canvas.current?.getContext('2d', { alpha: false });
      if (!context || size.current.width === 0) return;
      camera.current ??= fitRect(latest.current.map.bounds, size.current);
      const ratio = window.devicePixelRatio || 1;
      drawMap(context, latest.current, camera.current, size.current, ratio, moving.current !== null);
    });
  }, []);

  useEffect(() => {
    // Another grouping is another map: it is looked at from the start.
    if (latest.current.map.by !== scene.map.by) camera.current = null;
    latest.current = scene;
    draw();
  }, [scene, draw]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio || 1;
      size.current = { width: element.clientWidth, height: element.clientHeight };
      element.width = Math.round(size.current.width * ratio);
      element.height = Math.round(size.current.height * ratio);
      draw();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      if (moving.current !== null) window.clearTimeout(moving.current);
      moving.current = null;
    };
  }, [draw]);

  const now = useCallback(() => camera.current ?? fitRect(latest.current.map.bounds, size.current), []);
  const set = useCallback(
    (next: Camera) => {
      camera.current = next;
      if (moving.current !== null) window.clearTimeout(moving.current);
      moving.current = window.setTimeout(() => {
        moving.current = null;
        draw();
      }, STILL_AFTER);
      draw();
    },
    [draw],
  );
  const zoom = useCallback<MapView['zoom']>(
    (factor, at) => {
      const smallest = fitRect(latest.current.map.bounds, size.current).zoom / 2;
      const { width, height } = size.current;
      set(zoomAround(now(), factor, at ?? { x: width / 2, y: height / 2 }, smallest));
    },
    [now, set],
  );
  const show = useCallback<MapView['show']>(
    (rect, largest) => set(fitRect(rect, size.current, largest)),
    [set],
  );
  const move = useCallback(
    (dx: number, dy: number) => {
      const { x, y, zoom: same } = now();
      set({ x: x + dx, y: y + dy, zoom: same });
    },
    [now, set],
  );
  const showAll = useCallback(() => set(fitRect(latest.current.map.bounds, size.current)), [set]);
  return { canvas, camera: now, move, zoom, show, showAll };
}
