/** How an edge looks. Never by colour alone: basis and kind of influence have their own line. */
import type { Highlight } from '../model/view-index.ts';
import type { Route } from '../model/routes.ts';

export type Strength = 'faded' | 'normal' | 'strong';

/** What is singled out in the picture. */
export interface Emphasis {
  /** Lit by selection, path or trace; null when nothing is. */
  readonly highlight: Highlight | null;
  /** Everything outside the highlight steps back. */
  readonly fade: boolean;
  /** A column trace is on: only lit column edges count. */
  readonly tracing: boolean;
  /** Id of the table edge that is selected. */
  readonly selectedEdge: string | null;
  /** Nodes that the filter does not let pass: edges between two of them step back. */
  readonly dimmed?: ReadonlySet<number>;
}

export const NO_EMPHASIS: Emphasis = { highlight: null, fade: false, tracing: false, selectedEdge: null };

export interface EdgeStyle {
  readonly strength: Strength;
  /** Line dashes in graph units; empty is a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
  readonly colour: 'edge' | 'column' | 'back';
}

/** Lines of the legend, in graph units. Declared: dashed. Observed: solid. Both: solid and wide. */
export const BASIS_LINES = {
  declared: { dash: [6, 4], width: 1.4 },
  observed: { dash: [], width: 1.4 },
  both: { dash: [], width: 2.6 },
} as const;

/** Read out of code or worked out by a rule, and neither stated plainly nor seen in a run. */
export const INFERRED_LINE = { dash: [9, 3, 2, 3], width: 1.4 } as const;

/** Led over hidden datasets, whatever the basis of its parts. */
export const BRIDGED_LINE = { dash: [1, 4], width: 1.6 } as const;
/** Of a past moment, and nothing states it now: dotted, whatever its basis. */
export const GONE_LINE = { dash: [1.5, 5], width: 2.2 } as const;

/** Values that flow: solid. Influence only (filter, join, sort …): dotted. */
export const COLUMN_LINES = {
  direct: { dash: [], width: 1.1 },
  indirect: { dash: [2, 3], width: 1.3 },
} as const;

function strengthOf(route: Route, emphasis: Emphasis): Strength {
  const rest = emphasis.fade ? 'faded' : 'normal';
  if (route.kind === 'column') {
    if (route.edge.lit) return 'strong';
    if (emphasis.tracing || !emphasis.highlight) return emphasis.tracing ? 'faded' : rest;
    const { nodes } = emphasis.highlight;
    return nodes.has(route.edge.fromNode) && nodes.has(route.edge.toNode) ? 'normal' : rest;
  }
  if (emphasis.selectedEdge === route.edge.id) return 'strong';
  if (!emphasis.highlight?.edges.has(route.edge.id)) {
    const { dimmed } = emphasis;
    return dimmed?.has(route.edge.from) && dimmed.has(route.edge.to) ? 'faded' : rest;
  }
  // In a trace the column edges tell the path; their table edges only stay visible.
  return emphasis.tracing ? 'normal' : 'strong';
}

export function styleOf(route: Route, emphasis: Emphasis): EdgeStyle {
  const strength = strengthOf(route, emphasis);
  if (route.kind === 'column') {
    const line = route.edge.direct ? COLUMN_LINES.direct : COLUMN_LINES.indirect;
    return {
      strength,
      dash: line.dash,
      width: line.width + (strength === 'strong' ? 0.8 : 0),
      colour: 'column',
    };
  }
  const line = route.edge.gone
    ? GONE_LINE
    : route.edge.bridged === 0
      ? route.edge.verification.level === 'inferred'
        ? INFERRED_LINE
        : BASIS_LINES[route.edge.basis]
      : BRIDGED_LINE;
  const selected = emphasis.selectedEdge === route.edge.id;
  const width = line.width + (strength === 'strong' ? 0.6 : 0) + (selected ? 1 : 0);
  return { strength, dash: line.dash, width, colour: route.edge.backwards ? 'back' : 'edge' };
}
