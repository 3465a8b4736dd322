import type { NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LineageView } from '../../../../../contract/index.ts';
import type { AnyFlowNode } from '../node/flow-nodes.ts';
import type { Place } from '../state/view-state.ts';

export interface Dragging {
  /** Where nodes are that are being dragged, or were and wait for the picture to take it in. */
  readonly places: ReadonlyMap<number, Place>;
  readonly onNodesChange: (changes: NodeChange<AnyFlowNode>[]) => void;
  readonly onDragStop: () => void;
}

const NOWHERE: ReadonlyMap<number, Place> = new Map();

/** Moves nodes with the pointer; where they are let go is handed on once. */
export function useDragging(
  view: LineageView,
  onMove: (places: Readonly<Record<string, Place>>) => void,
): Dragging {
  const [places, setPlaces] = useState(NOWHERE);
  const latest = useRef(places);
  const set = useCallback((next: ReadonlyMap<number, Place>) => {
    latest.current = next;
    setPlaces(next);
  }, []);
  // A new picture has taken the places in.
  useEffect(() => set(NOWHERE), [view, set]);
  const onNodesChange = useCallback(
    (changes: NodeChange<AnyFlowNode>[]) => {
      const moved = changes.flatMap((change) => {
        const id = change.type === 'position' ? Number(change.id) : Number.NaN;
        return change.type === 'position' && change.position && Number.isFinite(id)
          ? [[id, { x: Math.round(change.position.x), y: Math.round(change.position.y) }] as const]
          : [];
      });
      if (moved.length > 0) set(new Map([...latest.current, ...moved]));
    },
    [set],
  );
  return {
    places,
    onNodesChange,
    onDragStop: () => {
      if (latest.current.size > 0) onMove(Object.fromEntries(latest.current));
    },
  };
}
