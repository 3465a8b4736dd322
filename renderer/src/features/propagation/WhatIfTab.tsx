import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { PropagatedTag, PropagationPlace } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { fullNameOf } from '../../shared/names.ts';
import { isWhole, questionOf, VERBS, wordsOf, type Supposition, type Verb } from './model/suppositions.ts';
import { placeText, tagText } from './model/words.ts';
import { PlaceField, type ChosenPlace } from './PlaceField.tsx';
import layout from '../../shared/list-page.module.css';
import classes from './propagation.module.css';
import { TagField } from './TagField.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

interface Outcome {
  readonly tag: PropagatedTag;
  readonly place: PropagationPlace;
  readonly before: 'none' | 'review' | 'carried';
  readonly after: 'none' | 'review' | 'carried';
  readonly cause: PropagationPlace;
  readonly hops: number;
}

const STRENGTH = {
  none: say('not there'),
  review: say('for review'),
  carried: say('carried'),
} as const;

const COLUMNS: readonly GridColumn<Outcome>[] = [
  { id: 'tag', header: say('Tag'), width: 'minmax(8rem, 2fr)', render: ({ tag }) => tagText(tag) },
  {
    id: 'place',
    header: sayIn('a place', 'On'),
    width: 'minmax(9rem, 3fr)',
    render: ({ place }) => <span title={fullNameOf(place.dataset)}>{placeText(place)}</span>,
  },
  { id: 'before', header: say('Now'), width: '7rem', render: ({ before }) => STRENGTH[before] },
  { id: 'after', header: say('Then'), width: '7rem', render: ({ after }) => STRENGTH[after] },
  {
    id: 'cause',
    header: sayIn('a cause', 'From'),
    width: 'minmax(9rem, 3fr)',
    render: ({ cause }) => <span title={fullNameOf(cause.dataset)}>{placeText(cause)}</span>,
  },
];

/** What would be different if something else were said. Nothing is written. */
export function WhatIfTab({ known }: { readonly known: readonly PropagatedTag[] }) {
  const [suppositions, setSuppositions] = useState<readonly Supposition[]>([]);
  return (
    <>
      <AddSupposition known={known} onAdd={(one) => setSuppositions((now) => [...now, one])} />
      {suppositions.length > 0 ? (
        <Stack gap={4} component="ul" className={classes.chain} aria-label={say('Suppose that')}>
          {suppositions.map((one, at) => (
            <Group key={at} component="li" gap="xs">
              <Text size="sm">{wordsOf(one)}</Text>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setSuppositions((now) => now.filter((_, other) => other !== at))}
              >
                {say('Take out')}
              </Button>
            </Group>
          ))}
        </Stack>
      ) : null}
      {suppositions.length === 0 ? (
        <EmptyState title={say('Suppose something')}>
          {say(
            'Add a tag, a block or a switch above: only what would be different is listed, and nothing is written.',
          )}
        </EmptyState>
      ) : (
        <Differences suppositions={suppositions} />
      )}
    </>
  );
}

function AddSupposition({
  known,
  onAdd,
}: {
  readonly known: readonly PropagatedTag[];
  readonly onAdd: (one: Supposition) => void;
}) {
  const [verb, setVerb] = useState<Verb>('add');
  const [tag, setTag] = useState<PropagatedTag | null>(null);
  const [from, setFrom] = useState<ChosenPlace | null>(null);
  const [to, setTo] = useState<ChosenPlace | null>(null);
  const { needs } = VERBS[verb];
  const supposition: Supposition = { verb, tag, from, to };
  return (
    <Fieldset legend={say('Suppose that')}>
      <Group align="flex-start" gap="md" grow>
        <Select
          label={say('Somebody')}
          allowDeselect={false}
          data={Object.entries(VERBS).map(([value, { words }]) => ({ value, label: words }))}
          value={verb}
          onChange={(next) => {
            if (next !== null && Object.hasOwn(VERBS, next)) setVerb(next as Verb);
          }}
        />
        <TagField
          label={say('Tag')}
          clearLabel={say('Clear tag')}
          placeholder={verb === 'block' ? say('Every tag') : say('Choose a tag')}
          tag={tag}
          onTag={setTag}
          known={known}
        />
        {needs.includes('from') ? (
          <PlaceField
            label={verb === 'block' ? sayIn('an edge', 'From') : sayIn('a place', 'On')}
            place={from}
            onPlace={setFrom}
          />
        ) : null}
        {needs.includes('to') ? (
          <PlaceField label={sayIn('an edge', 'To')} place={to} onPlace={setTo} />
        ) : null}
      </Group>
      <Group justify="flex-end" mt="xs">
        <Button disabled={!isWhole(supposition)} onClick={() => onAdd(supposition)}>
          {say('Suppose')}
        </Button>
      </Group>
    </Fieldset>
  );
}

function Differences({ suppositions }: { readonly suppositions: readonly Supposition[] }) {
  const question = questionOf(suppositions);
  const rows = usePagedRows<Outcome, { total: number; items: Outcome[] }>((offset, limit) =>
    orpc.propagation.whatIf.queryOptions({ input: { ...question, offset, limit } }),
  );
  if (rows.error) return <ErrorState error={rows.error} onRetry={rows.refetch} />;
  if (!rows.isPending && rows.total === 0)
    return (
      <EmptyState title={say('Nothing would be different')}>
        {say('Lineage would carry the same as now.')}
      </EmptyState>
    );
  return (
    <>
      <Text size="sm" role="status">
        {rows.isPending
          ? ''
          : say('{places, plural, one {# place} other {# places}} would be different', {
              places: rows.total,
            })}
      </Text>
      <div className={layout.grid}>
        <RowGrid
          label={say('Differences')}
          columns={COLUMNS}
          rowCount={rows.isPending ? 8 : rows.total}
          rowAt={rows.rowAt}
          onRangeChange={rows.onRangeChange}
          listKey={JSON.stringify(question)}
          minWidth="34rem"
        />
      </div>
    </>
  );
}
