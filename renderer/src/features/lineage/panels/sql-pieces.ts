/** SQL cut into pieces for drawing: what is marked and what is not. Pure. */
export interface SqlMark {
  /** UTF-16 positions. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'source' | 'target' | 'column';
}

export interface Piece {
  readonly text: string;
  readonly kind: SqlMark['kind'] | null;
}

/** Where marks overlap, the one that begins later is drawn: it is the smaller one inside the other. */
export function piecesOf(text: string, marks: readonly SqlMark[]): Piece[] {
  const usable = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter(({ start, end }) => start < end);
  const edges = [...new Set([0, text.length, ...usable.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  const pieces: Piece[] = [];
  edges.slice(0, -1).forEach((start, i) => {
    const end = edges[i + 1] ?? start;
    const inner = usable
      .filter((mark) => mark.start <= start && mark.end >= end)
      .reduce<SqlMark | null>(
        (best, mark) =>
          !best || mark.start > best.start || (mark.start === best.start && mark.end < best.end)
            ? mark
            : best,
        null,
      );
    const kind = inner?.kind ?? null;
    const last = pieces.at(-1);
    if (last && last.kind === kind && kind === null)
      pieces[pieces.length - 1] = { kind, text: last.text + text.slice(start, end) };
    else pieces.push({ kind, text: text.slice(start, end) });
  });
  return pieces;
}
