import { Button, Group, Kbd, Text, TextInput } from '@mantine/core';
import { ORPCError } from '@orpc/client';
import { useState } from 'react';
import type { z } from 'zod';
import type { derivedTagSchema, PropagatedTag } from '../../../../contract/index.ts';
import { useUndo } from '../../app/shell/use-undo.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { fullNameOf } from '../../shared/names.ts';
import { useSteward } from '../stewardship/use-steward.ts';
import { Explained } from './Explained.tsx';
import { placeText, tagText, targetOf } from './model/words.ts';
import layout from '../../shared/list-page.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Derived = z.infer<typeof derivedTagSchema>;

const COLUMNS: readonly GridColumn<Derived>[] = [
  { id: 'tag', header: say('Tag'), width: 'minmax(9rem, 2fr)', render: ({ tag }) => tagText(tag) },
  {
    id: 'place',
    header: sayIn('a place', 'On'),
    width: 'minmax(9rem, 3fr)',
    render: ({ place }) => <span title={fullNameOf(place.dataset)}>{placeText(place)}</span>,
  },
  {
    id: 'cause',
    header: sayIn('a cause', 'From'),
    width: 'minmax(9rem, 3fr)',
    render: ({ cause }) =>
      cause ? <span title={fullNameOf(cause.dataset)}>{placeText(cause)}</span> : say('gone'),
  },
  {
    id: 'hops',
    header: say('Steps'),
    width: '4rem',
    align: 'end',
    from: 560,
    render: ({ hops }) => hops ?? '',
  },
  {
    id: 'why',
    header: say('Why'),
    width: 'minmax(8rem, 3fr)',
    from: 760,
    render: ({ why }) => {
      const words = why.map((one) => told(one));
      return <span title={words.join('\n')}>{words.join('; ')}</span>;
    },
  },
];

function totalText(tags: number, only: PropagatedTag | null): string {
  return only
    ? say('{tags, plural, one {# tag} other {# tags}}, {tag} only', { tags, tag: tagText(only) })
    : say('{tags, plural, one {# tag} other {# tags}}', { tags });
}

interface Props {
  readonly show: 'new' | 'retracted' | 'carried' | 'review';
  readonly tag: PropagatedTag | null;
  readonly empty: { readonly title: string; readonly text: string };
}

/** Derived tags with the way of the active one beside them; each can be accepted or refused. */
export function DerivedList({ show, tag, empty }: Props) {
  const { decideDerived } = useSteward();
  const { undo } = useUndo();
  const [active, setActive] = useState(0);
  const [reason, setReason] = useState('');
  const rows = usePagedRows<Derived, { total: number; items: Derived[] }>((offset, limit) =>
    orpc.propagation.tags.queryOptions({ input: { show, offset, limit, ...(tag ? { tag } : {}) } }),
  );
  const chosen = rows.total > 0 ? rows.rowAt(Math.min(active, rows.total - 1)) : undefined;
  const decide = (decision: 'accept' | 'refuse') => (row: Derived | undefined) => {
    if (!row || decideDerived.isPending || show === 'retracted') return;
    decideDerived.mutate({
      items: [{ target: targetOf(row.place), tag: row.tag }],
      decision,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  };
  const needsReason =
    decideDerived.error instanceof ORPCError && decideDerived.error.code === 'REASON_NEEDED';
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.refetch} />;
  if (!rows.isPending && rows.total === 0) return <EmptyState title={empty.title}>{empty.text}</EmptyState>;
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {rows.isPending ? '' : totalText(rows.total, tag)}
      </Text>
      {decideDerived.error && !needsReason ? (
        <ErrorState error={decideDerived.error} onRetry={decideDerived.reset} retryLabel={say('Dismiss')} />
      ) : null}
      <div className={layout.split}>
        <div className={layout.grid}>
          <RowGrid
            label={say('Tags from lineage')}
            columns={COLUMNS}
            rowCount={rows.isPending ? 12 : rows.total}
            rowAt={rows.rowAt}
            onRangeChange={rows.onRangeChange}
            onActive={setActive}
            listKey={`${show} ${tag ? tagText(tag) : ''}`}
            letters={{ y: decide('accept'), n: decide('refuse'), u: () => undo() }}
            minWidth="32rem"
          />
        </div>
        <aside className={layout.sideColumn} aria-label={say('Way of the tag')}>
          {chosen ? <Explained target={targetOf(chosen.place)} tag={chosen.tag} /> : null}
          {chosen && show !== 'retracted' ? (
            <>
              <TextInput
                size="xs"
                label={say('Reason (optional, for the ledger)')}
                value={reason}
                maxLength={2000}
                error={needsReason ? say('The policy of this catalog asks for a reason.') : null}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Group gap="xs">
                <Button
                  loading={decideDerived.isPending}
                  onClick={() => decide('accept')(chosen)}
                  rightSection={<Kbd size="xs">Y</Kbd>}
                  title={say('Makes the tag your own statement, which stays when its cause goes')}
                >
                  {say('Accept as yours')}
                </Button>
                <Button
                  variant="default"
                  disabled={decideDerived.isPending}
                  onClick={() => decide('refuse')(chosen)}
                  rightSection={<Kbd size="xs">N</Kbd>}
                  title={say('It does not enter here again')}
                >
                  {say('Refuse')}
                </Button>
              </Group>
            </>
          ) : null}
        </aside>
      </div>
    </>
  );
}
