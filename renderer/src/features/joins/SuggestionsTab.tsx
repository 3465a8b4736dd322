import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsJoin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuggestedJoin } from '../../../../contract/index.ts';
import { useUndo } from '../../app/shell/use-undo.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { useSteward } from '../stewardship/use-steward.ts';
import layout from '../../shared/list-page.module.css';
import { basisName, percent } from './model/words.ts';
import { NameFilter } from './NameFilter.tsx';
import { SuggestionPanel } from './SuggestionPanel.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Side = SuggestedJoin['a'];

function SideName({ side }: { side: Side | null }) {
  if (!side)
    return (
      <Text size="sm" c="dimmed" span>
        {say('shown as one')}
      </Text>
    );
  const named = { ...side, kind: side.kind ?? 'table' };
  return (
    <span title={fullNameOf(named)}>
      {namesOf(named).leaf}{' '}
      <Text span size="xs" c="dimmed">
        {contextOf(named)}
      </Text>
    </span>
  );
}

const COLUMNS: readonly GridColumn<SuggestedJoin>[] = [
  { id: 'a', header: say('One'), width: 'minmax(12rem, 3fr)', render: ({ a }) => <SideName side={a} /> },
  { id: 'b', header: say('Other'), width: 'minmax(12rem, 3fr)', render: ({ b }) => <SideName side={b} /> },
  {
    id: 'basis',
    header: say('Because'),
    width: '10rem',
    render: ({ basis, reasons }) => (
      <Badge color="gray" size="sm" tt="none" title={reasons.map((reason) => told(reason)).join('\n')}>
        {basisName(basis)}
      </Badge>
    ),
  },
  {
    id: 'score',
    header: say('Strength'),
    width: '5.5rem',
    align: 'end',
    render: ({ score }) => percent(score),
  },
];

/** The inbox: what may be one, strongest first. */
export function SuggestionsTab() {
  const [basis, setBasis] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text, 150);
  const [active, setActive] = useState(0);
  const { decideJoins } = useSteward();
  const { undo } = useUndo();
  const filter = { basis, text: asked };
  const rows = usePagedRows<SuggestedJoin, { total: number; items: SuggestedJoin[] }>((offset, limit) =>
    orpc.joins.suggestions.queryOptions({ input: { ...filter, offset, limit } }),
  );
  const all = useQuery(orpc.joins.suggestions.queryOptions({ input: { limit: 1 } })).data;
  const chosen = rows.total > 0 ? rows.rowAt(Math.min(active, rows.total - 1)) : undefined;
  const decide = (decision: 'accept' | 'reject') => (row: SuggestedJoin | undefined) => {
    if (row && !decideJoins.isPending) decideJoins.mutate({ keys: [row.key], decision });
  };
  const letters = { y: decide('accept'), n: decide('reject'), u: () => undo() };
  const bulk = (decision: 'accept' | 'reject') => {
    if (basis !== null) decideJoins.mutate({ keys: [], basis, decision });
  };
  return (
    <>
      <Group gap="xs" align="flex-end">
        <NameFilter value={text} onChange={setText} />
        <Select
          label={say('Because')}
          placeholder={say('Any reason')}
          clearable
          clearButtonProps={{ 'aria-label': say('Any reason') }}
          data={(all?.byBasis ?? []).map((one) => ({
            value: one.basis,
            label: `${basisName(one.basis)} (${count(one.count)})`,
          }))}
          value={basis}
          onChange={setBasis}
          w={240}
        />
        {basis !== null && asked === '' && rows.total > 0 && (
          <>
            <Button variant="default" loading={decideJoins.isPending} onClick={() => bulk('accept')}>
              {say('Join all {total, number}', { total: rows.total })}
            </Button>
            <Button variant="default" disabled={decideJoins.isPending} onClick={() => bulk('reject')}>
              {say('Reject all {total, number}', { total: rows.total })}
            </Button>
          </>
        )}
        <Text size="sm" c="dimmed" role="status" ms="auto">
          {rows.isPending
            ? ''
            : say('{shown, number} of {total, plural, one {# suggestion} other {# suggestions}}', {
                shown: rows.total,
                total: all?.total ?? rows.total,
              })}
        </Text>
      </Group>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {decideJoins.error ? (
        <ErrorState error={decideJoins.error} onRetry={decideJoins.reset} retryLabel={say('Dismiss')} />
      ) : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <EmptyState
          icon={IconArrowsJoin}
          title={
            basis === null && asked === '' ? say('Nothing waits for a decision') : say('No suggestion fits')
          }
        >
          {say(
            'When two names are likely, but not certain, to mean one dataset or job, it is listed here with the reasons.',
          )}
        </EmptyState>
      ) : (
        <div className={layout.split}>
          <div className={layout.grid}>
            <RowGrid
              label={say('Suggestions')}
              columns={COLUMNS}
              rowCount={rows.isPending ? 12 : rows.total}
              rowAt={rows.rowAt}
              letters={letters}
              onActive={setActive}
              onRangeChange={rows.onRangeChange}
              listKey={JSON.stringify(filter)}
              minWidth="40rem"
            />
          </div>
          <aside className={layout.side} aria-label={say('Suggestion')}>
            {chosen && (
              <SuggestionPanel
                key={chosen.key}
                suggestion={chosen}
                busy={decideJoins.isPending}
                onAccept={() => decide('accept')(chosen)}
                onReject={() => decide('reject')(chosen)}
              />
            )}
          </aside>
        </div>
      )}
      <Text size="xs" c="dimmed">
        {say('J and K move, Y joins, N keeps apart for good, U takes the last change back.')}
      </Text>
    </>
  );
}
