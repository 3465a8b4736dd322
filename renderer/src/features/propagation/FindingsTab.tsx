import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { propagationFindingSchema } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { fullNameOf } from '../../shared/names.ts';
import { Chain } from './Chain.tsx';
import { FINDING_NAMES, placeText, tagText } from './model/words.ts';
import layout from '../../shared/list-page.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Finding = z.infer<typeof propagationFindingSchema>;
type Kind = Finding['kind'];
const KINDS = Object.keys(FINDING_NAMES) as Kind[];

const COLUMNS: readonly GridColumn<Finding>[] = [
  { id: 'kind', header: say('What'), width: 'minmax(9rem, 2fr)', render: ({ kind }) => FINDING_NAMES[kind] },
  { id: 'tag', header: say('Tag'), width: 'minmax(7rem, 2fr)', render: ({ tag }) => tagText(tag) },
  {
    id: 'place',
    header: sayIn('a place', 'On'),
    width: 'minmax(9rem, 3fr)',
    render: ({ place, more }) => (
      <span title={fullNameOf(place.dataset)}>
        {more > 0
          ? say('{place} and {more, number} more', { place: placeText(place), more })
          : placeText(place)}
      </span>
    ),
  },
  {
    id: 'said',
    header: say('Said there'),
    width: 'minmax(9rem, 3fr)',
    render: ({ said }) => <span title={told(said)}>{told(said)}</span>,
  },
];

/** Where what arrives contradicts what is said, each with its way. Decided on in the inbox. */
export function FindingsTab() {
  const [kind, setKind] = useState<Kind | null>(null);
  const [active, setActive] = useState(0);
  const counts = useQuery(orpc.propagation.overview.queryOptions({ input: {} })).data?.findings;
  const rows = usePagedRows<Finding, { total: number; items: Finding[] }>((offset, limit) =>
    orpc.propagation.findings.queryOptions({ input: { offset, limit, ...(kind ? { kind } : {}) } }),
  );
  const chosen = rows.total > 0 ? rows.rowAt(Math.min(active, rows.total - 1)) : undefined;
  return (
    <>
      <Select
        w={320}
        label={say('Kind of contradiction')}
        placeholder={say('Every kind')}
        clearable
        clearButtonProps={{ 'aria-label': say('Every kind') }}
        data={KINDS.map((value) => ({
          value,
          label: `${FINDING_NAMES[value]} (${count(counts?.[value] ?? 0)})`,
        }))}
        value={kind}
        onChange={(next) => setKind(KINDS.find((one) => one === next) ?? null)}
      />
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 ? (
        <EmptyState title={say('No contradictions')}>
          {say('Nothing that lineage carries disagrees with what people or sources say.')}
        </EmptyState>
      ) : (
        <div className={layout.split}>
          <div className={layout.grid}>
            <RowGrid
              label={say('Contradictions')}
              columns={COLUMNS}
              rowCount={rows.isPending ? 12 : rows.total}
              rowAt={rows.rowAt}
              onRangeChange={rows.onRangeChange}
              onActive={setActive}
              listKey={kind ?? 'all'}
              minWidth="34rem"
            />
          </div>
          <aside className={layout.sideColumn} aria-label={say('Way of the tag')}>
            {chosen ? (
              <>
                <Text size="sm">
                  {FINDING_NAMES[chosen.kind]}: {told(chosen.said)}
                </Text>
                <Chain tag={chosen.tag} hops={chosen.hops} />
              </>
            ) : null}
          </aside>
        </div>
      )}
    </>
  );
}
