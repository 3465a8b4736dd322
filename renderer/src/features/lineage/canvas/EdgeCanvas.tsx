import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { drawScene } from './draw.ts';
import classes from './EdgeCanvas.module.css';
import type { Scene } from './scene.ts';
import { usePalette } from './use-palette.ts';

/** Browsers refuse larger bitmaps; beyond it the canvas is drawn at a coarser pixel ratio. */
const MAX_BITMAP_SIDE = 8192;

function pixelRatioFor(width: number, height: number): number {
  return Math.min(window.devicePixelRatio || 1, MAX_BITMAP_SIDE / Math.max(width, height, 1));
}

/**
 * The layer under the nodes with every edge. It listens to the camera directly, without rendering
 * React, and draws at most once a frame.
 */
export function EdgeCanvas({ scene }: { readonly scene: Scene }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const palette = usePalette();

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const { width, height, transform } = store.getState();
      const pixelRatio = pixelRatioFor(width, height);
      const [bitmapWidth, bitmapHeight] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
      if (element.width !== bitmapWidth) element.width = bitmapWidth;
      if (element.height !== bitmapHeight) element.height = bitmapHeight;
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      drawScene({ context, width, height, pixelRatio, transform, palette }, scene);
    };
    const schedule = () => {
      frame ||= requestAnimationFrame(draw);
    };
    const unsubscribe = store.subscribe((now, before) => {
      if (now.transform !== before.transform || now.width !== before.width || now.height !== before.height)
        schedule();
    });
    draw();
    window.addEventListener('resize', schedule);
    return () => {
      unsubscribe();
      window.removeEventListener('resize', schedule);
      cancelAnimationFrame(frame);
    };
  }, [scene, store, palette]);

  return <canvas ref={canvas} className={classes.canvas} aria-hidden="true" />;
}
