import { Group, SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef, useState } from 'react';
import type { QuestionFigure } from '../../../../contract/index.ts';
import { fullNameOf } from '../../shared/names.ts';
import { useWidth } from '../../shared/grid/use-width.ts';
import { kindName } from '../../shared/words.ts';
import { arrowOf, curveOf } from './model/curves.ts';
import classes from './questions.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  readonly figure: QuestionFigure;
  readonly label: string;
  /** Datasets on the path that is chosen. */
  readonly lit?: ReadonlySet<number>;
}

/** CSS pixels around the drawing, and its height at most. */
const PAD = 12;
const MOST_HIGH = 460;
/** Names are still read at this scale. */
const READABLE = 0.8;

type Node = QuestionFigure['nodes'][number];

/** A drawn answer: each box leads to its dataset. The lists beside it hold the same for reading. */
export function Figure({ figure, label, lit }: Props) {
  const [wanted, setWanted] = useState<'fit' | 'full' | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { bounds, nodes, edges, total } = figure;
  const fit = Math.min(1, (width - 2 * PAD) / bounds.width, (MOST_HIGH - 2 * PAD) / bounds.height);
  // Names that cannot be read explain nothing: what does not fit is scrolled, unless a person wants it whole.
  const size = wanted ?? (fit < READABLE ? 'full' : 'fit');
  const scale = size === 'full' ? Math.max(READABLE, fit) : Math.max(0.1, fit);
  useStartInView(box, figure, scale);
  if (nodes.length === 0) return null;
  const place = { left: PAD - bounds.x * scale, top: PAD - bounds.y * scale };
  const sheet = { width: bounds.width * scale + 2 * PAD, height: bounds.height * scale + 2 * PAD };
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <Group justify="space-between" gap="xs" mb={6}>
        <Legend nodes={nodes} edges={edges} />
        <SegmentedControl
          size="xs"
          aria-label={say('Size of the drawing')}
          data={[
            { value: 'fit', label: say('Whole') },
            { value: 'full', label: say('Readable') },
          ]}
          value={size}
          onChange={(value) => setWanted(value === 'full' ? 'full' : 'fit')}
        />
      </Group>
      <div
        ref={box}
        className={classes.figure}
        style={{ height: Math.min(MOST_HIGH, sheet.height + 2) }}
        tabIndex={0}
        role="group"
        aria-label={say('{label}, scrolls', { label })}
      >
        <div style={sheet}>
          <div
            className={classes.sheet}
            style={{ ...place, transform: `scale(${scale})`, width: 0, height: 0 }}
          >
            <Edges figure={figure} lit={lit} />
            {nodes.map((node) => (
              <Box key={node.id} node={node} size={figure.size} lit={lit?.has(node.id) ?? false} />
            ))}
          </div>
        </div>
      </div>
      <Text component="figcaption" size="xs" c="dimmed" mt={4}>
        {nodes.length < total
          ? say(
              '{drawn, number} of {datasets, plural, one {# dataset} other {# datasets}} are drawn, the nearest first.',
              { drawn: nodes.length, datasets: total },
            )
          : say('{datasets, plural, one {# dataset.} other {# datasets.}}', { datasets: total })}{' '}
        {say('Data flow from left to right.')}
      </Text>
    </figure>
  );
}

/** What the figure is about stands in sight at first. */
function useStartInView(
  box: React.RefObject<HTMLDivElement | null>,
  figure: QuestionFigure,
  scale: number,
): void {
  useLayoutEffect(() => {
    const start = figure.nodes.find((node) => node.start);
    const element = box.current;
    if (!start || !element) return;
    element.scrollTo({
      left: (start.x - figure.bounds.x) * scale - element.clientWidth / 2,
      top: (start.y - figure.bounds.y) * scale - element.clientHeight / 2,
    });
  }, [box, figure, scale]);
}

function Edges({ figure, lit }: { figure: QuestionFigure; lit: ReadonlySet<number> | undefined }) {
  const isLit = (at: number) => lit?.has(figure.nodes[at]?.id ?? 0) ?? false;
  return (
    <svg className={classes.edges} width={1} height={1} aria-hidden>
      {figure.edges.map((edge) => (
        <g key={`${edge.from}-${edge.to}`}>
          <path
            d={curveOf(edge)}
            data-declared={edge.basis === 'declared' || undefined}
            data-lit={(isLit(edge.from) && isLit(edge.to)) || undefined}
          />
          <polygon points={arrowOf(edge)} />
        </g>
      ))}
    </svg>
  );
}

function Box({ node, size, lit }: { node: Node; size: QuestionFigure['size']; lit: boolean }) {
  const said = [
    node.start && say('what was asked about'),
    node.critical && say('critical'),
    node.gap && say('lineage stops here: {gap}', { gap: told(node.gap) }),
  ].filter(Boolean);
  return (
    <Link
      to="/dataset/$id"
      params={{ id: String(node.id) }}
      className={classes.node}
      style={{ left: node.x, top: node.y, width: size.width, height: size.height }}
      data-start={node.start || undefined}
      data-critical={node.critical || undefined}
      data-gap={node.gap !== null || undefined}
      data-lit={lit || undefined}
      title={[fullNameOf(node), kindName(node.kind), ...said].join('\n')}
    >
      <span className={classes.truncate}>{node.title}</span>
      <small className={classes.truncate}>{node.gap ? say('Lineage stops here') : node.subtitle}</small>
      <VisuallyHidden>{[kindName(node.kind), ...said].join(', ')}</VisuallyHidden>
    </Link>
  );
}

function Legend({ nodes, edges }: Pick<QuestionFigure, 'nodes' | 'edges'>) {
  const words = [
    nodes.some(({ start }) => start) && say('coloured: asked about'),
    nodes.some(({ critical }) => critical) && say('thick frame: critical'),
    nodes.some(({ gap }) => gap !== null) && say('red dashed frame: lineage stops'),
    edges.some(({ basis }) => basis === 'declared') && say('dashed line: declared, no run seen'),
  ].filter(Boolean);
  return (
    <Text size="xs" c="dimmed">
      {words.join(' · ')}
    </Text>
  );
}
