import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant, percent } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import classes from './home.module.css';
import { shareLine, type Figure, type TrendPoint } from './model/trend.ts';
import { say } from '../../shared/language/say.ts';

const FIGURES: readonly (readonly [Figure, string])[] = [
  ['owned', say('Owned')],
  ['classified', say('Classified')],
  ['described', say('Described')],
  ['reviewed', say('Reviewed')],
];
/** As many as a line of this width can show. */
const POINTS = 100;

/** How coverage came to be what it is, revision by revision: lines, or the same as a table. */
export function Trend() {
  const trend = useQuery(orpc.system.coverageTrend.queryOptions({ input: { points: POINTS } }));
  const [as, setAs] = useState('lines');
  if (trend.error) return <ErrorState error={trend.error} onRetry={() => void trend.refetch()} />;
  if (!trend.data) return <Loading what={say('the trend')} bars={[96]} />;
  const { points, total } = trend.data;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return <Text size="sm">{say('No revision has changed it yet.')}</Text>;
  return (
    <Stack gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={say('Show the trend as')}
        data={[
          { value: 'lines', label: say('Lines') },
          { value: 'table', label: say('Table') },
        ]}
        value={as}
        onChange={setAs}
        w="max-content"
      />
      {as === 'lines' ? (
        <dl className={classes.trend}>
          {FIGURES.map(([figure, name]) => (
            <TrendLine key={figure} name={name} figure={figure} points={points} />
          ))}
        </dl>
      ) : (
        <TrendTable points={points} />
      )}
      <Text size="xs" c="dimmed">
        {say(
          'From revision {first, number} ({firstAt}) to {last, number} ({lastAt}): {points, number} of {total, number} revisions in which coverage changed. Joined names count as they are joined now.',
          {
            first: first.revision,
            firstAt: instant(first.at),
            last: last.revision,
            lastAt: instant(last.at),
            points: points.length,
            total,
          },
        )}
      </Text>
    </Stack>
  );
}

/** Shares of the datasets that there were then, over time from left to right, by revision. */
function TrendLine({
  name,
  figure,
  points,
}: {
  name: string;
  figure: Figure;
  points: readonly TrendPoint[];
}) {
  const first = points[0]!;
  const last = points.at(-1)!;
  return (
    <div className={classes.trendRow}>
      <dt>{name}</dt>
      <dd>
        <svg className={classes.spark} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden>
          <path className={classes.sparkBase} d="M0 23.5H100" />
          <path className={classes.sparkLine} d={shareLine(points, figure)} />
        </svg>
        <span className={classes.trendWords}>
          {percent(first[figure], first.datasets)} → {percent(last[figure], last.datasets)}
        </span>
      </dd>
    </div>
  );
}

function TrendTable({ points }: { points: readonly TrendPoint[] }) {
  return (
    <Table.ScrollContainer
      minWidth={420}
      mah={260}
      scrollAreaProps={{
        viewportProps: { tabIndex: 0, role: 'group', 'aria-label': say('Coverage by revision') },
      }}
    >
      <Table fz="xs" verticalSpacing={2} aria-label={say('Coverage by revision')} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Revision')}</Table.Th>
            <Table.Th>{say('At')}</Table.Th>
            <Table.Th ta="end">{say('Datasets')}</Table.Th>
            {FIGURES.map(([figure, name]) => (
              <Table.Th key={figure} ta="end">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map((point) => (
            <Table.Tr key={point.revision}>
              <Table.Td>
                <AnchorLink to="/ledger" search={{ seq: point.revision }} size="xs">
                  {count(point.revision)}
                </AnchorLink>
              </Table.Td>
              <Table.Td>{instant(point.at)}</Table.Td>
              <Table.Td ta="end">{count(point.datasets)}</Table.Td>
              {FIGURES.map(([figure]) => (
                <Table.Td key={figure} ta="end">
                  {count(point[figure])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
