import { Checkbox, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { InboxGroup, InboxItem } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { percent } from '../joins/model/words.ts';
import layout from '../../shared/list-page.module.css';
import { Sides } from './Sides.tsx';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  readonly group: InboxGroup;
  readonly leftOut: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
  /** Y, N and U mean here what they mean in the list of groups. */
  readonly letters: Readonly<Record<string, () => void>>;
}

/** Each thing of a group with its reasons; X leaves it out of the decision, O opens it. */
export function ItemsGrid({ group, leftOut, onToggle, letters }: Props) {
  const navigate = useNavigate();
  const [active, setActive] = useState(0);
  const rows = usePagedRows<InboxItem, { total: number; items: InboxItem[] }>((offset, limit) =>
    orpc.inbox.items.queryOptions({ input: { key: group.key, offset, limit } }),
  );
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.refetch} />;
  const open = (item: InboxItem | undefined) => {
    if (item?.dataset)
      void navigate({
        to: '/dataset/$id',
        params: { id: String(item.dataset.id) },
        search: item.column ? { tab: 'columns' } : {},
      });
  };
  const current = rows.rowAt(active);
  return (
    <>
      {current ? <Sides item={current} /> : null}
      <div className={layout.grid}>
        <RowGrid
          label={say('Items of the group')}
          columns={columnsFor(group, leftOut, onToggle)}
          rowCount={rows.isPending ? Math.min(group.count, 8) : rows.total}
          rowAt={rows.rowAt}
          onRangeChange={rows.onRangeChange}
          onActive={setActive}
          onOpen={open}
          letters={{
            ...Object.fromEntries(Object.entries(letters).map(([key, run]) => [key, () => run()])),
            x: (item) => item && onToggle(item.key),
            o: open,
          }}
          minWidth="22rem"
        />
      </div>
    </>
  );
}

function columnsFor(
  group: InboxGroup,
  leftOut: ReadonlySet<string>,
  onToggle: (key: string) => void,
): readonly GridColumn<InboxItem>[] {
  return [
    {
      id: 'in',
      header: sayIn('a decision', 'In'),
      width: '2.5rem',
      render: (item) => (
        <Checkbox
          size="xs"
          tabIndex={-1}
          checked={!leftOut.has(item.key)}
          onChange={() => onToggle(item.key)}
          aria-label={say('Decide on {title}', { title: item.title })}
        />
      ),
    },
    { id: 'item', header: say('What'), width: 'minmax(8rem, 2fr)', render: (item) => <Name item={item} /> },
    {
      id: 'why',
      header: say('Why'),
      width: 'minmax(6rem, 2fr)',
      render: ({ reasons }) => {
        const words = reasons.map((one) => told(one));
        return <span title={words.join('\n')}>{words.join('; ')}</span>;
      },
    },
    ...(group.confidence
      ? [
          {
            id: 'certainty',
            header: say('Certainty'),
            width: '5rem',
            align: 'end' as const,
            render: ({ confidence }: InboxItem) => (confidence === null ? '' : percent(confidence)),
          },
        ]
      : []),
  ];
}

function Name({ item }: { readonly item: InboxItem }) {
  const { dataset, column, title } = item;
  if (!dataset) return title;
  const path = column?.path.join('.') ?? '';
  const shown = title === `${path} of ${dataset.name}` ? columnOf(path, dataset.name) : title;
  return (
    <>
      <AnchorLink
        to="/dataset/$id"
        params={{ id: String(dataset.id) }}
        search={column ? { tab: 'columns' } : {}}
        size="sm"
        title={column ? columnOf(path, fullNameOf(dataset)) : fullNameOf(dataset)}
      >
        {title === dataset.name ? namesOf(dataset).leaf : shown}
      </AnchorLink>{' '}
      {title === dataset.name || !title.includes(dataset.name) ? (
        <Text span size="xs" c="dimmed">
          {title === dataset.name ? contextOf(dataset) : dataset.name}
        </Text>
      ) : null}
    </>
  );
}

const columnOf = (column: string, dataset: string): string =>
  say('{column} of {dataset}', { column, dataset });
