import { useReactFlow } from '@xyflow/react';
import { useReducedMotion } from '@mantine/hooks';
import { useMemo, type RefObject } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { fit, reveal, type Camera } from '../model/camera.ts';
import { MIN_ZOOM, NAME_ONLY_ZOOM, type Rect } from '../model/geometry.ts';

export interface CameraControls {
  /** Shows the whole picture. */
  readonly fitAll: (bounds: Rect) => void;
  /** Brings a node into sight, as near as needed to read it. */
  readonly show: (node: LineageNode) => Promise<void>;
  /** Brings a node into sight at the present size. */
  readonly reveal: (node: LineageNode) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly actualSize: () => void;
}

/** The camera of the surrounding graph. Moves are short, and none where motion is not wanted. */
export function useCamera(surface: RefObject<HTMLElement | null>): CameraControls {
  const flow = useReactFlow();
  const still = useReducedMotion();
  return useMemo(() => {
    const duration = still ? 0 : 150;
    const size = () => ({
      width: surface.current?.clientWidth ?? 0,
      height: surface.current?.clientHeight ?? 0,
    });
    const goTo = async (camera: Camera) => {
      await flow.setViewport(camera, { duration });
    };
    const bringIn = async (node: LineageNode, smallestZoom: number) => {
      const camera = flow.getViewport();
      // Of a node with very many columns its head is what has to be seen.
      const head = { x: node.x, y: node.y, width: node.width, height: Math.min(node.height, 240) };
      const next = reveal(camera, head, size(), smallestZoom);
      if (next !== camera) await goTo(next);
    };
    return {
      fitAll: (bounds) => void goTo(fit(bounds, size())),
      show: (node) => bringIn(node, NAME_ONLY_ZOOM),
      reveal: (node) => void bringIn(node, MIN_ZOOM),
      zoomIn: () => void flow.zoomIn({ duration }),
      zoomOut: () => void flow.zoomOut({ duration }),
      actualSize: () => void flow.zoomTo(1, { duration }),
    };
  }, [flow, still, surface]);
}
