import { Badge, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useState } from 'react';
import type { InboxGroup } from '../../../../contract/index.ts';
import { useUndo } from '../../app/shell/use-undo.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, plural } from '../../shared/format.ts';
import { RowGrid, type GridColumn } from '../../shared/grid/RowGrid.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { CheckValues } from '../samples/CheckValues.tsx';
import { useSteward } from '../stewardship/use-steward.tsx';
import { GroupPanel } from './GroupPanel.tsx';
import classes from './inbox.module.css';
import { useInbox } from './use-inbox.ts';
import { certainty, sizeOf, titleOf } from './words.ts';

const COLUMNS: readonly GridColumn<InboxGroup>[] = [
  {
    id: 'what',
    header: 'Suggestion',
    width: 'minmax(11rem, 3fr)',
    render: (group) => (
      <span title={group.kind === 'category' ? group.category : undefined}>
        {titleOf(group)}
        {group.kind === 'category' && group.special ? (
          <Badge component="span" size="xs" color="red" variant="outline" tt="none" ms={6}>
            special category
          </Badge>
        ) : null}
      </span>
    ),
  },
  {
    id: 'level',
    header: 'Sensitivity',
    width: '8.5rem',
    from: 560,
    render: (group) =>
      group.kind === 'category' ? <SensitivityBadge level={group.sensitivity} size="xs" /> : null,
  },
  { id: 'size', header: 'Where', width: 'minmax(9rem, 2fr)', render: sizeOf },
  {
    id: 'certainty',
    header: 'Certainty',
    width: '6.5rem',
    align: 'end',
    render: ({ confidence }) => certainty(confidence),
  },
];

const isStrong = (group: InboxGroup) => group.kind === 'category' && group.strength === 'strong';

/** What waits for a decision, in groups; the strongest first. */
export function InboxPage() {
  const { data, error, refetch } = useInbox();
  const { decideInbox } = useSteward();
  const { undo } = useUndo();
  const [active, setActive] = useState(0);
  // By group, so that going to another one and back forgets nothing.
  const [leftOut, setLeftOut] = useState<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  const groups = data?.groups ?? [];
  const chosen = groups[Math.min(active, groups.length - 1)];
  const decide = (which: readonly InboxGroup[], decision: 'confirm' | 'refuse') => {
    if (which.length === 0 || decideInbox.isPending) return;
    decideInbox.mutate({ decision, chosen: which.map((group) => part(group, leftOut.get(group.key))) });
  };
  const letters = {
    y: (group: InboxGroup | undefined) => decide(group ? [group] : [], 'confirm'),
    n: (group: InboxGroup | undefined) => decide(group ? [group] : [], 'refuse'),
    u: () => undo(),
  };
  const strong = groups.filter(isStrong);
  return (
    <Stack className={classes.page} p="md" gap="sm">
      <PageHeader
        title="Inbox"
        description="What waits for your decision. One decision covers a whole group; nothing is tagged without one."
        actions={
          <>
            <CheckValues />
            {strong.length > 0 ? (
              <Button
                variant="default"
                loading={decideInbox.isPending}
                onClick={() => decide(strong, 'confirm')}
                title="Everything with a certainty of 85 % and more"
              >
                Confirm all {count(strong.reduce((sum, group) => sum + group.count, 0))} strong ones
              </Button>
            ) : null}
          </>
        }
      />
      <Group gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {data
            ? `${plural(data.open, 'suggestion')} in ${plural(groups.length, 'group')}${data.working ? ' so far' : ''}`
            : ''}
        </Text>
        {data?.working ? <Working {...data.working} /> : null}
      </Group>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {decideInbox.error ? (
        <ErrorState error={decideInbox.error} onRetry={decideInbox.reset} retryLabel="Dismiss" />
      ) : null}
      {!data && !error ? <Loading what="the inbox" bars={[320]} /> : null}
      {data && groups.length === 0 && !data.working ? (
        <EmptyState icon={IconInbox} title="Nothing waits for a decision">
          Columns whose names, types or descriptions speak of personal data, and names that may mean one
          dataset, are listed here until you decide on them. What you refused does not come back.
        </EmptyState>
      ) : null}
      {groups.length > 0 ? (
        <div className={classes.split}>
          <div className={classes.grid}>
            <RowGrid
              label="Groups of suggestions"
              columns={COLUMNS}
              rowCount={groups.length}
              rowAt={(index) => groups[index]}
              letters={letters}
              onActive={setActive}
              minWidth="28rem"
            />
          </div>
          <aside className={classes.side} aria-label="Group">
            {chosen ? (
              <GroupPanel
                key={chosen.key}
                group={chosen}
                leftOut={leftOut.get(chosen.key) ?? NONE}
                onLeaveOut={(names) => setLeftOut((now) => new Map(now).set(chosen.key, names))}
                busy={decideInbox.isPending}
                onDecide={(decision) => decide([chosen], decision)}
              />
            ) : null}
          </aside>
        </div>
      ) : null}
      <Text size="xs" c="dimmed">
        J and K move, Y confirms, N refuses for good, U takes the last change back.
      </Text>
    </Stack>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** The group but for the names that are left out of the decision. */
function part(group: InboxGroup, leftOut: ReadonlySet<string> = NONE) {
  if (group.kind !== 'category' || leftOut.size === 0) return { key: group.key };
  return { key: group.key, exceptNames: [...leftOut] };
}

function Working({ done, total }: { done: number; total: number }) {
  return (
    <Group gap="xs" aria-live="polite">
      <Progress
        value={total === 0 ? 0 : (100 * done) / total}
        w={140}
        aria-label="Classifying columns"
        size="sm"
      />
      <Text size="sm" c="dimmed">
        classifying: {count(done)} of {plural(total, 'dataset')}
      </Text>
    </Group>
  );
}
