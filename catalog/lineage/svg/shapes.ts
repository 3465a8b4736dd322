/**
 * A drawing as a list of simple shapes: what the SVG, PDF and PNG writers have in common.
 *
 * Coordinates are pixels, x to the right and y downwards, relative to the group that holds the shape.
 */

/** How a shape is filled and outlined; neither where both are left out. Colours are `#rrggbb`. */
export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  /** Default 1. */
  readonly strokeWidth?: number;
  /** Lengths of dashes and gaps, in turn. */
  readonly dash?: readonly number[];
}

export interface RectShape extends Paint {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius?: number;
}

/** Outline as SVG path data with absolute `M`, `L`, `H`, `V`, `Q`, `C` and `Z` only. */
export interface PathShape extends Paint {
  readonly kind: 'path';
  readonly d: string;
}

/** One line of text; `x` is its start, its middle or its end, `y` its baseline. */
export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly style?: 'strong' | 'emphasis';
  /** Width that it must not exceed: a writer that knows its font narrows wider text. */
  readonly room?: number;
}

export interface GroupShape {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  /** Shown where a pointer rests on it. */
  readonly title?: string;
  readonly shapes: readonly Shape[];
}

export type Shape = RectShape | PathShape | TextShape | GroupShape;

/** A whole drawing, ready to be written as a file of any kind. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** Colour of the ground. */
  readonly page: string;
  readonly title: string;
  /** What the drawing shows, in a sentence or two. */
  readonly description: string;
  /** In the order of drawing: later ones lie above. */
  readonly shapes: readonly Shape[];
}
