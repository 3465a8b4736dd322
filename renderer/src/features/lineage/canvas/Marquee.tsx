import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import type { PositionOf } from '../model/routes.ts';
import classes from './GraphSurface.module.css';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Props {
  readonly nodes: readonly LineageNode[];
  readonly positionOf: PositionOf;
  readonly onPick: (ids: readonly number[]) => void;
  readonly children: ReactNode;
}

/** Screen pixels below which a drag is a click. */
const LEAST = 4;

const boxOf = (from: { x: number; y: number }, to: { x: number; y: number }): Box => ({
  left: Math.min(from.x, to.x),
  top: Math.min(from.y, to.y),
  right: Math.max(from.x, to.x),
  bottom: Math.max(from.y, to.y),
});

/**
 * Shift and drag over empty ground picks every node that the rectangle touches. By keyboard the same is
 * done node by node, with "X".
 */
export function Marquee({ nodes, positionOf, onPick, children }: Props) {
  const flow = useReactFlow();
  const ground = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box | null>(null);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const pick = (drawn: Box) => {
    const from = flow.screenToFlowPosition({ x: drawn.left, y: drawn.top });
    const to = flow.screenToFlowPosition({ x: drawn.right, y: drawn.bottom });
    const touched = nodes.filter((node) => {
      const { x, y } = positionOf(node);
      return x < to.x && x + node.width > from.x && y < to.y && y + node.height > from.y;
    });
    onPick(touched.map((node) => node.id));
  };

  const begin = (event: MouseEvent) => {
    const target = event.target as Element;
    if (
      !event.shiftKey ||
      event.button !== 0 ||
      target.closest('.react-flow__node') ||
      !target.closest('.react-flow__pane')
    )
      return;
    // Neither a pan nor a selection of text.
    event.stopPropagation();
    event.preventDefault();
    const start = { x: event.clientX, y: event.clientY };
    const boxAt = (moved: globalThis.MouseEvent) => boxOf(start, { x: moved.clientX, y: moved.clientY });
    const isDrag = (drawn: Box) => drawn.right - drawn.left > LEAST || drawn.bottom - drawn.top > LEAST;
    const onMove = (moved: globalThis.MouseEvent) => setBox(boxAt(moved));
    const onUp = (moved: globalThis.MouseEvent) => {
      stop.current?.();
      const drawn = boxAt(moved);
      if (isDrag(drawn)) pick(drawn);
    };
    stop.current = () => {
      setBox(null);
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
    };
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
  };

  const corner = ground.current?.getBoundingClientRect();
  return (
    <div ref={ground} className={classes.ground} role="presentation" onMouseDownCapture={begin}>
      {children}
      {box ? (
        <div
          className={classes.marquee}
          style={{
            left: box.left - (corner?.left ?? 0),
            top: box.top - (corner?.top ?? 0),
            width: box.right - box.left,
            height: box.bottom - box.top,
          }}
        />
      ) : null}
    </div>
  );
}
