import { Button, Checkbox, Group, Kbd, Text, Title } from '@mantine/core';
import type { InboxGroup, InboxItem } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { RowGrid, type GridColumn } from '../../shared/grid/RowGrid.tsx';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { fullNameOf, namesOf } from '../../shared/names.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { percent } from '../joins/model/words.ts';
import classes from './inbox.module.css';
import { leftOutText, sizeOf, titleOf } from './words.ts';

interface Props {
  readonly group: InboxGroup;
  /** Names of columns that the decision leaves open. */
  readonly leftOut: ReadonlySet<string>;
  readonly onLeaveOut: (names: ReadonlySet<string>) => void;
  readonly busy: boolean;
  readonly onDecide: (decision: 'confirm' | 'refuse') => void;
}

/** One group: what a decision would do, for which names, and each item with its reasons. */
export function GroupPanel({ group, leftOut, onLeaveOut, busy, onDecide }: Props) {
  return (
    <>
      <div>
        <Title order={2} size="h4" className={classes.wrap}>
          {titleOf(group)}
        </Title>
        <Text size="sm" c="dimmed">
          {group.kind === 'category' ? `${group.category} · ` : ''}
          {sizeOf(group)}
        </Text>
      </div>
      {group.kind === 'category' ? (
        <>
          <Group gap={6}>
            <Text size="sm">Confirming tags the columns with the category and</Text>
            <SensitivityBadge level={group.sensitivity} size="xs" />
            <Text size="sm">where they have no sensitivity or a lower one.</Text>
          </Group>
          <Names group={group} leftOut={leftOut} onLeaveOut={onLeaveOut} />
        </>
      ) : (
        <Text size="sm">
          Confirming joins each pair into one. The <AnchorLink to="/joins">Joins page</AnchorLink> shows both
          sides of each.
        </Text>
      )}
      <Group gap="xs">
        <Button loading={busy} onClick={() => onDecide('confirm')} rightSection={<Kbd size="xs">Y</Kbd>}>
          Confirm
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={() => onDecide('refuse')}
          rightSection={<Kbd size="xs">N</Kbd>}
        >
          Refuse
        </Button>
      </Group>
      <Items group={group} />
    </>
  );
}

function Names({
  group,
  leftOut,
  onLeaveOut,
}: Pick<Props, 'leftOut' | 'onLeaveOut'> & { readonly group: InboxGroup & { readonly kind: 'category' } }) {
  const toggle = (name: string) => {
    const next = new Set(leftOut);
    if (!next.delete(name)) next.add(name);
    onLeaveOut(next);
  };
  const { names, namesTotal } = group;
  return (
    <section aria-label="Names of columns">
      <Text size="xs" c="dimmed" mb={4}>
        {leftOutText(leftOut.size, namesTotal)}
        {names.length < namesTotal ? `; the ${count(names.length)} commonest are listed` : ''}. Untick those
        that the decision is to leave open.
      </Text>
      <ul className={classes.names}>
        {names.map(({ name, columns }) => (
          <li key={name}>
            <Checkbox
              size="xs"
              checked={!leftOut.has(name)}
              onChange={() => toggle(name)}
              label={`${name} (${count(columns)})`}
              classNames={{ label: classes.wrap ?? '' }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

const COLUMNS: readonly GridColumn<InboxItem>[] = [
  {
    id: 'item',
    header: 'What',
    width: 'minmax(9rem, 2fr)',
    render: (item) =>
      item.kind === 'category' ? (
        <>
          <AnchorLink
            to="/dataset/$id"
            params={{ id: String(item.dataset.id) }}
            search={{ tab: 'columns' }}
            size="sm"
            title={`${item.path.join('.')} of ${fullNameOf(item.dataset)}`}
          >
            {item.path.join('.')}
          </AnchorLink>{' '}
          <Text span size="xs" c="dimmed">
            {namesOf(item.dataset).leaf}
          </Text>
        </>
      ) : (
        `${item.join.a.name}${item.join.b ? ` = ${item.join.b.name}` : ''}`
      ),
  },
  {
    id: 'why',
    header: 'Why',
    width: 'minmax(9rem, 3fr)',
    render: (item) => {
      const reasons = item.kind === 'category' ? item.evidence : item.join.reasons;
      return <span title={reasons.join('\n')}>{reasons.join('; ')}</span>;
    },
  },
  {
    id: 'certainty',
    header: 'Certainty',
    width: '5rem',
    align: 'end',
    render: (item) => percent(item.kind === 'category' ? item.confidence : item.join.score),
  },
];

function Items({ group }: { readonly group: InboxGroup }) {
  const rows = usePagedRows<InboxItem, { total: number; items: InboxItem[] }>((offset, limit) =>
    orpc.inbox.items.queryOptions({ input: { key: group.key, offset, limit } }),
  );
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.refetch} />;
  return (
    <div className={classes.grid}>
      <RowGrid
        label="Items of the group"
        columns={COLUMNS}
        rowCount={rows.isPending ? Math.min(group.count, 8) : rows.total}
        rowAt={rows.rowAt}
        onRangeChange={rows.onRangeChange}
        minWidth="24rem"
      />
    </div>
  );
}
