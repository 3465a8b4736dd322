import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CompareDrawing, CompareOf } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { CHANGE_NAMES, SIGNS } from './model/words.ts';
import classes from './compare.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly of: CompareOf;
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

const MARGIN = 24;
/** Wide pictures shrink to the width of the page down to this, and scroll beyond. */
const MIN_SCALE = 0.75;
const CHANGES = ['added', 'removed', 'changed', 'unchanged'] as const;

/** Both sides in one graph; every part marked by sign and colour. */
export function ComparePicture({ of, chosen, onChoose }: Props) {
  const { data, error, isPending, refetch } = useQuery(orpc.compare.picture.queryOptions({ input: { of } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={say('the picture')} bars={[320]} />;
  if (data.nodes.length === 0)
    return (
      <Text size="sm" p="md">
        {say('Nothing differs, so there is nothing to draw.')}
      </Text>
    );
  return (
    <>
      <p className={classes.legend}>
        {CHANGES.map((change) => (
          <span key={change}>
            <span className={classes.sign} data-change={change} aria-hidden="true">
              {SIGNS[change]}
            </span>{' '}
            {CHANGE_NAMES[change]}
          </span>
        ))}
        {data.drawn < data.total ? (
          <span>
            {say('{drawn, number} of {total, number} differences are drawn, the most suspicious first.', {
              drawn: data.drawn,
              total: data.total,
            })}
          </span>
        ) : null}
      </p>
      <div
        className={classes.picture}
        tabIndex={0}
        role="region"
        aria-label={say('Picture of the comparison, scrolls')}
      >
        <Drawing drawing={data} chosen={chosen} onChoose={onChoose} />
      </div>
    </>
  );
}

function Drawing({ drawing, chosen, onChoose }: { readonly drawing: CompareDrawing } & Omit<Props, 'of'>) {
  const { x, y, width, height } = drawing.bounds;
  const box = { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  return (
    <svg
      {...box}
      style={{ minWidth: box.width * MIN_SCALE }}
      viewBox={`${x - MARGIN} ${y - MARGIN} ${box.width} ${box.height}`}
      aria-label={say('Datasets and jobs of both sides')}
      role="group"
    >
      {drawing.edges.map((edge, position) => (
        <Edge key={position} edge={edge} chosen={edge.item !== null && edge.item === chosen} />
      ))}
      {drawing.nodes.map((node) => (
        <Node key={node.id} node={node} chosen={chosen} onChoose={onChoose} />
      ))}
    </svg>
  );
}

function Edge({
  edge,
  chosen,
}: {
  readonly edge: CompareDrawing['edges'][number];
  readonly chosen: boolean;
}) {
  const { points, change } = edge;
  const middle = points[Math.floor(points.length / 2)];
  const before = points[Math.floor(points.length / 2) - 1] ?? middle;
  return (
    <g className={classes.edge} data-change={change} data-chosen={chosen || undefined}>
      <polyline points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      {middle && before && change !== 'unchanged' ? (
        <>
          <circle cx={(middle.x + before.x) / 2} cy={(middle.y + before.y) / 2} r={11} />
          <text x={(middle.x + before.x) / 2} y={(middle.y + before.y) / 2 + 6} textAnchor="middle">
            {SIGNS[change]}
          </text>
        </>
      ) : null}
    </g>
  );
}

function Node({
  node,
  chosen,
  onChoose,
}: { readonly node: CompareDrawing['nodes'][number] } & Omit<Props, 'of'>) {
  const { item, change } = node;
  return (
    <foreignObject x={node.x} y={node.y} width={node.width} height={node.height}>
      <button
        type="button"
        className={classes.node}
        data-change={change}
        data-on={node.on}
        data-chosen={(item !== null && item === chosen) || undefined}
        disabled={item === null}
        title={`${node.title}\n${node.subtitle}`}
        onClick={() => {
          if (item !== null) onChoose(item);
        }}
      >
        <span className={classes.nodeTitle}>
          <span className={classes.sign} data-change={change} role="img" aria-label={CHANGE_NAMES[change]}>
            {SIGNS[change]}
          </span>{' '}
          {node.title}
        </span>
        <span className={classes.nodeSubtitle}>
          {node.on === 'job' ? say('Job · {subtitle}', { subtitle: node.subtitle }) : node.subtitle}
        </span>
      </button>
    </foreignObject>
  );
}
