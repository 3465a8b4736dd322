import { ReactFlow, useReactFlow, useStore, type ReactFlowState } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, useRef, useState, type MouseEvent, type RefObject } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { firstLook, type Size } from '../model/camera.ts';
import { BOX_ZOOM, MAX_ZOOM, MIN_ZOOM } from '../model/geometry.ts';
import { routeAt } from '../model/hit-test.ts';
import { buildRoutes, endsOf, type Route } from '../model/routes.ts';
import type { ViewIndex } from '../model/view-index.ts';
import {
  toFlowFrames,
  toFlowNodes,
  type AnyFlowNode,
  type FlowNode,
  type NodeFlags,
} from '../node/flow-nodes.ts';
import { nodeTypes } from '../node/node-types.ts';
import type { Place } from '../state/view-state.ts';
import { EdgeCanvas } from './EdgeCanvas.tsx';
import { EdgeTip } from './EdgeTip.tsx';
import type { Emphasis } from './edge-style.ts';
import { Marquee } from './Marquee.tsx';
import { Minimap } from './Minimap.tsx';
import classes from './GraphSurface.module.css';
import type { Scene } from './scene.ts';
import { useDragging } from './use-dragging.ts';
import { useSettling } from './use-settling.ts';
import { say } from '../../../shared/language/say.ts';

/** Screen pixels around an edge in which the pointer still hits it. */
const HIT_TOLERANCE = 7;

const isFar = (state: ReactFlowState) => state.transform[2] < BOX_ZOOM;
/** One constant: React Flow takes in every other array anew. */
const NO_NODES: AnyFlowNode[] = [];

export interface GraphSurfaceProps {
  readonly index: ViewIndex;
  readonly surface: RefObject<HTMLDivElement | null>;
  /** Size of the surface when the picture is first shown. */
  readonly size: Size;
  readonly anchor: number | null;
  readonly emphasis: Emphasis;
  readonly matches: ReadonlySet<number>;
  readonly flagsOf: (node: LineageNode) => NodeFlags;
  readonly selected: number | null;
  readonly withMinimap: boolean;
  readonly onSelectNode: (id: number) => void;
  /** Takes nodes into the choice of several, or out of it. */
  readonly onPick: (ids: readonly number[], how: 'toggle' | 'add') => void;
  readonly onMove: (places: Readonly<Record<string, Place>>) => void;
  readonly onSelectEdge: (from: number, to: number) => void;
  readonly onClear: () => void;
}

function useFlowNodes(
  index: ViewIndex,
  at: Scene['positionOf'],
  flagsOf: (node: LineageNode) => NodeFlags,
): AnyFlowNode[] {
  const before = useRef(new Map<string, FlowNode>());
  const { nodes, frames } = index.view;
  const flowFrames = useMemo(() => toFlowFrames(frames), [frames]);
  return useMemo(() => {
    const made = toFlowNodes(nodes, at, flagsOf, before.current);
    before.current = new Map(made.map((node) => [node.id, node]));
    return [...flowFrames, ...made];
  }, [nodes, flowFrames, at, flagsOf]);
}

/** The drawing: React Flow mounts the nodes in sight, one canvas underneath draws every edge. */
export function GraphSurface(props: GraphSurfaceProps) {
  const { index, emphasis, matches, selected, flagsOf } = props;
  const { view } = index;
  const flow = useReactFlow<AnyFlowNode>();
  const far = useStore(isFar);
  const drag = useDragging(view, props.onMove);
  const settled = useSettling(view, props.anchor, props.surface, drag.places);
  const positionOf = useMemo<Scene['positionOf']>(
    () => (drag.places.size === 0 ? settled : (node) => drag.places.get(node.id) ?? settled(node)),
    [drag.places, settled],
  );
  const routes = useMemo(() => buildRoutes(view, index.nodes, positionOf), [view, index.nodes, positionOf]);
  const [hover, setHover] = useState<{ route: Route; x: number; y: number } | null>(null);
  const hovered = hover && routes.includes(hover.route) ? hover.route : null;
  const scene = useMemo<Scene>(
    () => ({
      nodes: view.nodes,
      frames: view.frames,
      positionOf,
      routes,
      emphasis,
      hovered,
      matches,
      selected,
    }),
    [view.nodes, view.frames, positionOf, routes, emphasis, hovered, matches, selected],
  );
  const nodes = useFlowNodes(index, positionOf, flagsOf);

  const hit = (event: MouseEvent) => {
    const point = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const zoom = flow.getZoom();
    const node = zoom < BOX_ZOOM ? view.nodes.find((other) => contains(other, point, zoom)) : undefined;
    return { node, route: node ? null : routeAt(routes, point, HIT_TOLERANCE / zoom) };
  };
  const onPaneClick = (event: MouseEvent) => {
    const { node, route } = hit(event);
    props.surface.current?.focus({ preventScroll: true });
    if (node && event.shiftKey) props.onPick([node.id], 'toggle');
    else if (node) props.onSelectNode(node.id);
    else if (route) props.onSelectEdge(endsOf(route).from, endsOf(route).to);
    else props.onClear();
  };
  const onPaneMove = (event: MouseEvent) => {
    const { route } = event.buttons === 0 ? hit(event) : { route: null };
    if (route === null && hover === null) return;
    setHover(route && { route, x: event.clientX, y: event.clientY });
  };
  const onNodeClick = (event: MouseEvent, node: AnyFlowNode) => {
    if (node.type === 'lineage-frame') return;
    const { id } = node.data.node;
    if (event.shiftKey) props.onPick([id], 'toggle');
    else props.onSelectNode(id);
  };

  return (
    <Marquee nodes={view.nodes} positionOf={positionOf} onPick={(ids) => props.onPick(ids, 'add')}>
      <ReactFlow
        className={hovered ? classes.overEdge : undefined}
        aria-label={say('Lineage graph')}
        nodes={far ? NO_NODES : nodes}
        nodeTypes={nodeTypes}
        defaultViewport={firstLook(view, props.size)}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        onlyRenderVisibleElements
        nodesDraggable
        nodeDragThreshold={4}
        autoPanOnNodeDrag={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        elevateNodesOnSelect={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        onNodesChange={drag.onNodesChange}
        onNodeDragStop={drag.onDragStop}
        onNodeClick={onNodeClick}
        onNodeMouseEnter={() => setHover(null)}
        onPaneClick={onPaneClick}
        onPaneMouseMove={onPaneMove}
        onPaneMouseLeave={() => setHover(null)}
      >
        <EdgeCanvas scene={scene} />
      </ReactFlow>
      {hovered && hover ? <EdgeTip route={hovered} index={index} at={hover} surface={props.surface} /> : null}
      {props.withMinimap ? (
        <div className={classes.minimap}>
          <Minimap scene={scene} bounds={view.bounds} />
        </div>
      ) : null}
    </Marquee>
  );
}

/** Boxes far out are drawn, not mounted; the pane takes their clicks. */
function contains(node: LineageNode, point: { x: number; y: number }, zoom: number): boolean {
  const slack = 1 / zoom;
  return (
    point.x >= node.x - slack &&
    point.x <= node.x + node.width + slack &&
    point.y >= node.y - slack &&
    point.y <= node.y + node.height + slack
  );
}
