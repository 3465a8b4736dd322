import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TrendPoint } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { count, duration, instant } from '../../shared/format.ts';
import { isFailure } from './model/states.ts';
import classes from './trend.module.css';
import { say } from '../../shared/language/say.ts';

const WIDTH = 320;
const HEIGHT = 56;
const PAD = 5;

/** Rows written and duration of the latest runs, as two small curves. The table below has the same numbers. */
export function Trend({ jobId }: { readonly jobId: number }) {
  const { data = [] } = useQuery(orpc.compare.trend.queryOptions({ input: { jobId } }));
  const rows = data.flatMap((point) =>
    point.rowsWritten === null ? [] : [{ point, value: point.rowsWritten }],
  );
  const times = data.flatMap((point) =>
    point.durationMs === null ? [] : [{ point, value: point.durationMs }],
  );
  if (rows.length < 3 && times.length < 3) return null;
  return (
    <Group gap="xl" align="flex-start" mb="sm">
      {rows.length >= 3 && <Curve name={say('Rows written')} values={rows} inWords={count} ringed />}
      {times.length >= 3 && <Curve name={say('Duration')} values={times} inWords={duration} />}
    </Group>
  );
}

interface Value {
  readonly point: TrendPoint;
  readonly value: number;
}

function Curve({
  name,
  values,
  inWords,
  ringed = false,
}: {
  readonly name: string;
  readonly values: readonly Value[];
  readonly inWords: (value: number) => string;
  /** Unusual values have a ring. */
  readonly ringed?: boolean;
}) {
  const all = values.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = (index: number) => PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD);
  const y = (value: number) => HEIGHT - PAD - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * PAD);
  const unusual = ringed ? values.filter(({ point }) => point.unusual).length : 0;
  const words = { name, low: inWords(low), high: inWords(high), runs: values.length };
  return (
    <figure className={classes.figure}>
      <figcaption>
        <Text size="xs">
          {unusual > 0
            ? say(
                '{name}: {low} to {high} in the latest {runs, number} runs; {unusual, number} unusual (ringed)',
                { ...words, unusual },
              )
            : say('{name}: {low} to {high} in the latest {runs, number} runs', words)}
        </Text>
      </figcaption>
      <svg
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={say('{name} of the latest {runs, number} runs, from {low} to {high}', words)}
      >
        <polyline points={values.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ')} />
        {values.map(({ point, value }, index) => (
          <g key={point.id}>
            <title>{`${instant(point.at)}: ${inWords(value)}`}</title>
            {isFailure(point.state) ? (
              <rect x={x(index) - 2.5} y={y(value) - 2.5} width={5} height={5} data-failed />
            ) : (
              <circle cx={x(index)} cy={y(value)} r={2} />
            )}
            {ringed && point.unusual ? <circle cx={x(index)} cy={y(value)} r={4.5} data-unusual /> : null}
          </g>
        ))}
      </svg>
    </figure>
  );
}
