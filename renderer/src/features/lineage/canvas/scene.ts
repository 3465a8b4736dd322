import type { LineageFrame, LineageNode } from '../../../../../contract/index.ts';
import type { PositionOf, Route } from '../model/routes.ts';
import type { Emphasis } from './edge-style.ts';
import type { Palette } from './palette.ts';

/** What is drawn of a lineage picture. */
export interface Scene {
  readonly nodes: readonly LineageNode[];
  readonly frames: readonly LineageFrame[];
  readonly positionOf: PositionOf;
  readonly routes: readonly Route[];
  readonly emphasis: Emphasis;
  /** The edge under the pointer. */
  readonly hovered: Route | null;
  readonly matches: ReadonlySet<number>;
  readonly selected: number | null;
}

/** Where it is drawn, and how large. */
export interface Target {
  readonly context: CanvasRenderingContext2D;
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly transform: readonly [number, number, number];
  readonly palette: Palette;
}
