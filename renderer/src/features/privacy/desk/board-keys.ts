/** Arrow keys on the board: from card to card, and to the nearest column that has one. */
import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [columns: number, cards: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves the focus from a card; other keys are left alone. */
export function walkCards(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const board = event.currentTarget.closest('[data-board]');
  const card = event.currentTarget.closest('[data-card]');
  if (!step || !board || !card) return;
  const columns = [...board.querySelectorAll('[data-column]')].map((column) => [
    ...column.querySelectorAll('[data-card]'),
  ]);
  const at = columns.findIndex((cards) => cards.includes(card));
  const row = columns[at]?.indexOf(card) ?? 0;
  const next = step[0] === 0 ? columns[at]?.[row + step[1]] : beside(columns, at, step[0], row);
  event.preventDefault();
  next?.querySelector<HTMLElement>('a[data-open]')?.focus();
}

function beside(
  columns: readonly (readonly Element[])[],
  from: number,
  by: number,
  row: number,
): Element | undefined {
  for (let at = from + by; at >= 0 && at < columns.length; at += by) {
    const cards = columns[at] ?? [];
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)];
  }
  return undefined;
}
