import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, type KeyboardEvent } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { lines, Loading } from '../../../shared/Loading.tsx';
import { filterInput, type CaseFilter } from './CaseFilters.tsx';
import { BoardCard } from './BoardCard.tsx';
import { COLUMNS } from './words.ts';
import classes from './board.module.css';

const PAGE = 25;

/** Cases in columns by where they stand, the most urgent on top. Arrow keys go from card to card. */
export function CaseBoard({ filter }: { filter: CaseFilter }) {
  const board = useRef<HTMLDivElement>(null);
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        Arrow keys go from card to card; Enter opens a case, M moves it.
      </Text>
      <div
        ref={board}
        className={classes.board}
        role="region"
        aria-label="Board of cases"
        tabIndex={0}
        onKeyDown={(event) => walk(event, board.current)}
      >
        {COLUMNS.map((column) => (
          <Column key={column.name} column={column} filter={filter} />
        ))}
      </div>
    </Stack>
  );
}

const STEPS: Readonly<Record<string, readonly [columns: number, cards: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves the focus by arrow keys; to the nearest column that has a card. */
function walk(event: KeyboardEvent, board: HTMLElement | null): void {
  const step = STEPS[event.key];
  const target = event.target as HTMLElement;
  // Menus and fields have arrow keys of their own.
  if (!step || !board || !board.contains(target) || target.closest('[role="menu"], input')) return;
  const columns = [...board.querySelectorAll('[data-column]')].map((column) => [
    ...column.querySelectorAll<HTMLElement>('[data-card] a[data-open]'),
  ]);
  const card = target.closest('[data-card]')?.querySelector<HTMLElement>('a[data-open]');
  const at = columns.findIndex((cards) => cards.some((one) => one === card));
  const row = at < 0 ? 0 : columns[at]!.findIndex((one) => one === card);
  let next: HTMLElement | undefined;
  if (at < 0) next = columns.find((cards) => cards.length > 0)?.[0];
  else if (step[0] === 0) next = columns[at]![row + step[1]];
  else {
    for (let column = at + step[0]; column >= 0 && column < columns.length; column += step[0]) {
      const cards = columns[column]!;
      if (cards.length === 0) continue;
      next = cards[Math.min(row, cards.length - 1)];
      break;
    }
  }
  event.preventDefault();
  next?.focus();
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
            ? `${count(cases.items.length)} of ${count(cases.total)}`
            : count(cases.total)}
        </Badge>
      </Group>
      {cases.loading && <Loading what={name} bars={lines(2)} />}
      {cases.error !== null && <ErrorState error={cases.error} onRetry={cases.retry} />}
      <Stack gap="xs" role="list" aria-label={`Cases: ${name}`}>
        {cases.items.map((one) => (
          <BoardCard key={one.reference} one={one} />
        ))}
      </Stack>
      {cases.more && (
        <Button size="compact-sm" variant="default" loading={cases.loadingMore} onClick={cases.more}>
          Show more
        </Button>
      )}
    </section>
  );
}
