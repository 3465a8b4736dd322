import { useMemo, useState } from 'react';
import { findNodes } from '../model/find.ts';
import type { LineageNode } from '../../../../../contract/index.ts';

export interface Find {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly matches: readonly LineageNode[];
  /** Position of the current match, or -1. */
  readonly position: number;
  /** Goes to the next (1) or previous (-1) match, around the ends; answers it. */
  readonly move: (by: 1 | -1) => LineageNode | null;
}

/** Find in the picture: the text, what it matches, and the match the eye is at. */
export function useFind(nodes: readonly LineageNode[] | undefined): Find {
  const [text, write] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const matches = useMemo(() => findNodes(nodes ?? [], text), [nodes, text]);
  const position = matches.findIndex((node) => node.id === current);
  return {
    text,
    setText: (next) => {
      write(next);
      setCurrent(null);
    },
    matches,
    position,
    move: (by) => {
      const start = position < 0 ? (by === 1 ? -1 : 0) : position;
      const next = matches[(start + by + matches.length) % Math.max(1, matches.length)] ?? null;
      setCurrent(next?.id ?? null);
      return next;
    },
  };
}
