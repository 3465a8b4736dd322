import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { filterInput, type CaseFilter } from './CaseFilters.tsx';
import { BoardCard } from './BoardCard.tsx';
import { COLUMNS } from './words.ts';
import classes from './board.module.css';
import { say } from '../../../shared/language/say.ts';

const PAGE = 25;

/** Cases in columns by where they stand, the most urgent on top. Arrow keys go from card to card. */
export function CaseBoard({ filter }: { filter: CaseFilter }) {
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {say('Arrow keys go from card to card; Enter opens a case, M moves it.')}
      </Text>
      <div className={classes.board} role="region" aria-label={say('Board of cases')} tabIndex={0} data-board>
        {COLUMNS.map((column) => (
          <Column key={column.name} column={column} filter={filter} />
        ))}
      </div>
    </Stack>
  );
}

function Column({ column, filter }: { column: (typeof COLUMNS)[number]; filter: CaseFilter }) {
  const { name, states } = column;
  const input = { ...filterInput(filter), states: [...states], order: 'due' as const };
  const cases = useFlat(
    useInfiniteQuery(
      orpc.desk.cases.infiniteOptions({
        input: (offset: number) => ({ ...input, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <section className={classes.column} aria-label={name} data-column>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Title order={2} size="h6">
          {name}
        </Title>
        <Badge variant="default" size="sm">
          {cases.items.length < cases.total
            ? say('{shown, number} of {total, number}', { shown: cases.items.length, total: cases.total })
            : count(cases.total)}
        </Badge>
      </Group>
      {cases.loading && <Loading what={name} bars={lines(2)} />}
      {cases.error !== null && <ErrorState error={cases.error} onRetry={cases.retry} />}
      <Stack gap="xs" role="list" aria-label={say('Cases: {name}', { name })}>
        {cases.items.map((one) => (
          <BoardCard key={one.reference} one={one} />
        ))}
      </Stack>
      {cases.more && (
        <Button size="compact-sm" variant="default" loading={cases.loadingMore} onClick={cases.more}>
          {say('Show more')}
        </Button>
      )}
    </section>
  );
}
