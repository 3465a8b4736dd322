import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type PointerEvent } from 'react';
import { mapScale } from '../model/camera.ts';
import type { Rect } from '../model/geometry.ts';
import { sightOf } from '../model/hit-test.ts';
import classes from './Minimap.module.css';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { usePalette } from './use-palette.ts';

const SIZE = { width: 176, height: 112 } as const;

function drawMap(
  context: CanvasRenderingContext2D,
  scene: Scene,
  bounds: Rect,
  sight: Rect,
  palette: Palette,
): void {
  const ratio = window.devicePixelRatio || 1;
  const { x, y, zoom } = mapScale(bounds, SIZE);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, SIZE.width, SIZE.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  const least = 1.5 / zoom;
  for (const node of scene.nodes) {
    const faded = node.dimmed || (scene.emphasis.fade && !scene.emphasis.highlight?.nodes.has(node.id));
    const plain = node.side === 'root' ? palette.root : faded ? palette.boxFaded : palette.box;
    context.fillStyle = scene.matches.has(node.id)
      ? palette.match
      : node.id === scene.selected
        ? palette.strong
        : plain;
    const { x: left, y: top } = scene.positionOf(node);
    context.fillRect(left, top, Math.max(least, node.width), Math.max(least, node.height));
  }
  context.strokeStyle = palette.sight;
  context.lineWidth = 1.5 / zoom;
  context.strokeRect(sight.x, sight.y, sight.width, sight.height);
}

/**
 * Overview of the whole picture with the part in sight; click or drag moves there. A pointer's
 * convenience: the keyboard has "fit", the arrow keys and the table for the same purpose.
 */
export function Minimap({ scene, bounds }: { readonly scene: Scene; readonly bounds: Rect }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  const palette = usePalette();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const ratio = window.devicePixelRatio || 1;
      element.width = SIZE.width * ratio;
      element.height = SIZE.height * ratio;
      const { transform, width, height } = store.getState();
      drawMap(context, scene, bounds, sightOf(transform, width, height), palette);
    };
    const unsubscribe = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width)
        frame ||= requestAnimationFrame(draw);
    });
    draw();
    return () => {
      unsubscribe();
      cancelAnimationFrame(frame);
    };
  }, [scene, bounds, store, palette]);

  const moveTo = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = mapScale(bounds, SIZE);
    const x = (event.clientX - box.left - scale.x) / scale.zoom;
    const y = (event.clientY - box.top - scale.y) / scale.zoom;
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };

  return (
    <canvas
      ref={canvas}
      className={classes.map}
      style={{ width: SIZE.width, height: SIZE.height }}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        moveTo(event);
      }}
      onPointerMove={moveTo}
    />
  );
}
