import { Chip, Group } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  arrivalSchema,
  type ImpactAnswer,
  type ImpactRow,
  type QuestionSubject,
} from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { usePagedRows } from '../../../shared/grid/use-paged-rows.ts';
import { RowGrid } from '../../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../../shared/grid/grid-column.ts';
import { kindName } from '../../../shared/words.ts';
import { DatasetLink } from '../../jobs/pieces.tsx';
import { ARRIVAL_NAMES } from '../model/words.ts';
import type { ImpactSearch } from '../model/search-params.ts';
import { useAt } from '../use-at.tsx';
import { atLeast, CriticalBadge, wayText } from '../pieces.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

const BASE: readonly GridColumn<ImpactRow>[] = [
  {
    id: 'name',
    header: say('Affected'),
    width: 'minmax(14rem, 3fr)',
    render: (row) => <DatasetLink dataset={row} />,
  },
  {
    id: 'critical',
    header: say('Critical'),
    width: '5.5rem',
    render: ({ critical }) => (critical ? <CriticalBadge /> : null),
  },
  { id: 'kind', header: say('Kind'), width: '7rem', from: 700, render: ({ kind }) => kindName(kind) },
  { id: 'hops', header: say('Hops'), width: '4rem', align: 'end', render: ({ distance }) => count(distance) },
];

const PATHS: GridColumn<ImpactRow> = {
  id: 'paths',
  header: say('Paths'),
  width: '7rem',
  align: 'end',
  render: ({ paths, pathsExact }) => (paths === null ? '' : atLeast(pathsExact, count(paths))),
};

const ARRIVES: GridColumn<ImpactRow> = {
  id: 'arrival',
  header: say('Value arrives'),
  width: 'minmax(8rem, 1.5fr)',
  render: ({ arrival, columns, columnsTotal }) => {
    if (arrival === null) return null;
    const names = columns.map(({ name, arrival: how }) => `${name} (${ARRIVAL_NAMES[how]})`);
    const same = columns.filter((column) => column.arrival === arrival).map(({ name }) => name);
    const others = columnsTotal - same.length;
    const all = names.join('\n');
    const more = columnsTotal - columns.length;
    const first = [ARRIVAL_NAMES[arrival], same.join(', ')].filter(Boolean).join(': ');
    return (
      <span title={more > 0 ? say('{names} and {more, number} more', { names: all, more }) : all}>
        {others > 0
          ? say('{columns}, and {others, plural, one {# more column} other {# more columns}}', {
              columns: first,
              others,
            })
          : first}
      </span>
    );
  },
};

const RUNS: GridColumn<ImpactRow> = {
  id: 'runs',
  header: say('Runs'),
  width: '5rem',
  align: 'end',
  render: ({ runs, runsTotal }) => (
    <span title={runs.map(({ runId, at }) => (at ? `${runId}, ${at}` : runId)).join('\n')}>
      {runsTotal === 0 ? say('declared') : count(runsTotal)}
    </span>
  ),
};

const TAIL: readonly GridColumn<ImpactRow>[] = [
  {
    id: 'owners',
    header: say('Owners'),
    width: 'minmax(8rem, 1fr)',
    from: 900,
    render: ({ owners }) => <span title={owners.join('\n')}>{owners.join(', ') || say('nobody')}</span>,
  },
  {
    id: 'way',
    header: say('Shortest path'),
    width: 'minmax(10rem, 2fr)',
    from: 1000,
    render: ({ way }) => <span title={way.map(({ name }) => name).join('\n→ ')}>{wayText(way)}</span>,
  },
];

type Narrowing = Pick<ImpactSearch, 'kind' | 'critical' | 'arrival'>;

interface Props {
  readonly subject: QuestionSubject;
  readonly head: ImpactAnswer;
  readonly search: ImpactSearch;
}

/** Everything affected, the most important first, narrowed by kind. */
export function AffectedList({ subject, head, search }: Props) {
  const navigate = useNavigate();
  const at = useAt();
  const columns = useMemo(
    () => [
      ...BASE,
      ...(subject.on === 'run' ? [RUNS] : [PATHS]),
      ...(subject.on === 'column' ? [ARRIVES] : []),
      ...TAIL,
    ],
    [subject.on],
  );
  const filter = {
    kinds: search.kind ? [search.kind] : [],
    criticalOnly: search.critical ?? false,
    arrivals: search.arrival ? [search.arrival] : [],
  };
  const rows = usePagedRows<ImpactRow, ImpactAnswer>((offset, limit) =>
    orpc.questions.impact.queryOptions({ input: { subject, at, ...filter, offset, limit } }),
  );
  const narrow = (next: Narrowing) => {
    const { kind: _kind, critical: _critical, arrival: _arrival, ...rest } = search;
    void navigate({ to: '/impact', search: { ...rest, ...next }, replace: true });
  };
  if (head.summary.affected === 0)
    return (
      <EmptyState icon={IconCircleCheck} title={say('Nothing downstream is known')}>
        {say('As far as imported sources tell, nothing reads this. What they do not tell is not seen here.')}
      </EmptyState>
    );
  return (
    <>
      <Kinds head={head} search={search} onChange={narrow} />
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      <div className={classes.grid}>
        <RowGrid
          label={say('Affected')}
          columns={columns}
          rowCount={rows.isPending ? 8 : rows.total}
          rowAt={rows.rowAt}
          onOpen={({ id }) => void navigate({ to: '/dataset/$id', params: { id: String(id) } })}
          onRangeChange={rows.onRangeChange}
          listKey={JSON.stringify(filter)}
          minWidth="42rem"
        />
      </div>
    </>
  );
}

function Kinds({
  head,
  search,
  onChange,
}: Pick<Props, 'head' | 'search'> & {
  readonly onChange: (next: Narrowing) => void;
}) {
  const { byKind, byArrival, affected, critical } = head.summary;
  const value = search.critical
    ? 'critical'
    : search.arrival
      ? `arrival ${search.arrival}`
      : search.kind
        ? `kind ${search.kind}`
        : 'all';
  return (
    <Chip.Group
      value={value}
      onChange={(next) => {
        if (next === 'all') onChange({});
        else if (next === 'critical') onChange({ critical: true });
        else if (typeof next === 'string') onChange(chosen(next));
      }}
    >
      <Group gap={6} mb="xs" role="group" aria-label={say('Show')}>
        <Chip size="xs" value="all">
          {say('All {affected, number}', { affected })}
        </Chip>
        {critical > 0 ? (
          <Chip size="xs" value="critical">
            {say('Critical {critical, number}', { critical })}
          </Chip>
        ) : null}
        {byArrival.map(({ arrival, count: number }) => (
          <Chip key={arrival} size="xs" value={`arrival ${arrival}`}>
            {say('Value {arrival} {datasets, number}', { arrival: ARRIVAL_NAMES[arrival], datasets: number })}
          </Chip>
        ))}
        {byKind.map(({ kind, count: number }) => (
          <Chip key={kind} size="xs" value={`kind ${kind}`}>
            {kindName(kind)} {count(number)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function chosen(value: string): Narrowing {
  const [what, ...rest] = value.split(' ');
  const arrival = arrivalSchema.safeParse(rest.join(' ')).data;
  return what === 'arrival' && arrival ? { arrival } : { kind: rest.join(' ') };
}
