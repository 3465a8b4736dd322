import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { at, blockOf, type Place, type Selected } from './model/range.ts';

interface Options {
  selected: Selected;
  setSelected: (selected: Selected) => void;
  /** The handle was dragged down to this row. */
  fillTo: (row: number) => void;
}

function placeOf(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row][data-column]') : null;
  return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : null;
}

/** Selecting with the mouse, and dragging the handle that fills. */
export function usePointer({ selected, setSelected, fillTo }: Options) {
  const dragging = useRef<'select' | 'fill' | null>(null);
  const [fillingTo, setFillingTo] = useState<number | null>(null);
  const latest = useRef({ fillTo, fillingTo });
  useEffect(() => {
    latest.current = { fillTo, fillingTo };
  });
  useEffect(() => {
    const end = () => {
      const { fillTo: fill, fillingTo: to } = latest.current;
      if (dragging.current === 'fill' && to !== null) fill(to);
      dragging.current = null;
      setFillingTo(null);
    };
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, []);
  return {
    placeOf,
    fillingTo,
    /** True where a cell was hit. */
    begin: (event: PointerEvent): boolean => {
      const place = placeOf(event.target);
      if (!place || event.button !== 0) return false;
      // A focused sheet keeps the focus; nothing of it is dragged or marked as text.
      event.preventDefault();
      dragging.current = 'select';
      setSelected(event.shiftKey ? { anchor: selected.anchor, active: place } : at(place));
      return true;
    },
    over: (event: PointerEvent): void => {
      const place = dragging.current && placeOf(event.target);
      if (!place) return;
      if (dragging.current === 'select') setSelected({ anchor: selected.anchor, active: place });
      else setFillingTo(place.row > blockOf(selected).bottom ? place.row : null);
    },
    beginFill: (event: PointerEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      dragging.current = 'fill';
    },
  };
}
