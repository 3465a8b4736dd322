import { Badge, Button, Checkbox, Group, Kbd, SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUser, IconUserCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Orphan } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { FilterField } from '../../shared/FilterField.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../shared/grid/grid-column.ts';
import { usePagedRows } from '../../shared/grid/use-paged-rows.ts';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { sayChange } from '../../shared/say-change.ts';
import { sayError } from '../../shared/say-error.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { StewardDialog, type StewardEdit } from '../stewardship/StewardDialog.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { entriesFromOwners } from './model/owner-entries.ts';
import layout from '../../shared/list-page.module.css';
import classes from './registers.module.css';
import { useOrphanSelection, type OrphanChoice } from './use-orphan-selection.ts';
import { say } from '../../shared/language/say.ts';
import { ownerText } from '../stewardship/model/owner-plan.ts';

function columnsWith(choice: OrphanChoice): GridColumn<Orphan>[] {
  return [
    {
      id: 'select',
      header: <VisuallyHidden>{say('Selected')}</VisuallyHidden>,
      width: '2.25rem',
      render: (row, index) => (
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={say('Select {name}', { name: row.name })}
          checked={choice.grid.has(index)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => choice.grid.onToggle(index)}
        />
      ),
    },
    {
      id: 'name',
      header: say('Dataset'),
      width: 'minmax(12rem, 4fr)',
      render: (row) => (
        <span className={classes.name} title={fullNameOf(row)}>
          <KindIcon kind={row.kind} size={14} />
          <span>
            <AnchorLink to="/dataset/$id" params={{ id: String(row.id) }} size="sm" tabIndex={-1}>
              {namesOf(row).leaf}
            </AnchorLink>{' '}
            <Text span size="xs" c="dimmed">
              {contextOf(row)}
            </Text>
          </span>
        </span>
      ),
    },
    {
      id: 'why',
      header: say('Why'),
      width: 'minmax(10rem, 2fr)',
      render: ({ why, owners }) =>
        why === 'none' ? (
          say('No owner')
        ) : (
          <span title={owners.map(({ name, role }) => ownerText({ name, role })).join('\n')}>
            <Badge size="sm" variant="outline" color="gray" tt="none">
              {say('not in the register')}
            </Badge>{' '}
            {owners.map(({ name }) => name).join(', ')}
          </span>
        ),
    },
  ];
}

/** Datasets that nobody answers for, and a way to give many of them an owner at once. */
export function OrphansTab() {
  const [text, setText] = useState('');
  const [why, setWhy] = useState<Orphan['why'] | 'all'>('all');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const [edit, setEdit] = useState<StewardEdit | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const input = { text: asked, ...(why === 'all' ? {} : { why }) };
  const rows = usePagedRows<Orphan, { total: number; items: Orphan[] }>((offset, limit) =>
    orpc.stewardship.orphans.queryOptions({ input: { ...input, offset, limit } }),
  );
  const choice = useOrphanSelection(input, rows.total, rows.rowAt);
  const assign = (row: Orphan | undefined) => {
    const subject = choice.subject(row);
    if (subject) setEdit({ what: 'owners', subject });
  };
  usePageCommands([
    {
      id: 'orphans.own',
      title: say('Give the selection an owner'),
      keys: ['O'],
      when: () => choice.count > 0,
      run: () => assign(undefined),
    },
    { id: 'orphans.filter', title: say('Search orphans'), keys: ['/'], run: () => filter.current?.focus() },
  ]);
  const narrowed = asked !== '' || why !== 'all';
  return (
    <>
      <Group gap="xs">
        <FilterField
          ref={filter}
          label={say('Search orphans')}
          placeholder={say('Words of a name, namespace or owner  ( / )')}
          text={text}
          onText={setText}
        />
        <SegmentedControl
          size="xs"
          aria-label={say('Which orphans')}
          data={[
            { value: 'all', label: say('All') },
            { value: 'none', label: say('No owner') },
            { value: 'unknown', label: say('Owner not in the register') },
          ]}
          value={why}
          onChange={(next) => setWhy(next === 'none' || next === 'unknown' ? next : 'all')}
        />
        <Text size="sm" c="dimmed" role="status">
          {rows.isPending
            ? ''
            : choice.count > 0
              ? say('{selected, number} of {datasets, plural, one {# dataset} other {# datasets}} selected', {
                  selected: choice.count,
                  datasets: rows.total,
                })
              : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: rows.total })}
        </Text>
        <Button
          size="xs"
          leftSection={<IconUser size={14} aria-hidden />}
          rightSection={<Kbd size="xs">O</Kbd>}
          disabled={choice.count === 0}
          onClick={() => assign(undefined)}
        >
          {say('Give an owner')}
        </Button>
        <RegisterOwners choice={choice} />
        {choice.count < rows.total && (
          <Button size="xs" variant="default" onClick={choice.grid.onAll}>
            {say('Select all {total, number}', { total: rows.total })}
          </Button>
        )}
        {choice.count > 0 && (
          <Button size="xs" variant="subtle" onClick={choice.grid.onClear}>
            {say('Clear selection')}
          </Button>
        )}
      </Group>
      {rows.error ? <ErrorState error={rows.error} onRetry={rows.refetch} /> : null}
      {!rows.isPending && rows.total === 0 && !rows.error ? (
        <EmptyState
          icon={IconUserCheck}
          title={narrowed ? say('No orphan fits') : say('Every dataset has an owner')}
        >
          {narrowed
            ? say('Fewer words widen the search.')
            : say('Datasets without an owner, or whose owners the register does not know, are listed here.')}
        </EmptyState>
      ) : (
        <div className={layout.grid}>
          <RowGrid
            label={say('Orphans')}
            columns={columnsWith(choice)}
            rowCount={rows.isPending ? 12 : rows.total}
            rowAt={rows.rowAt}
            selection={choice.grid}
            listKey={JSON.stringify(input)}
            onRangeChange={rows.onRangeChange}
            onOpen={({ id }) => void navigate({ to: '/dataset/$id', params: { id: String(id) } })}
            letters={{ o: assign }}
            minWidth="36rem"
          />
        </div>
      )}
      <Text size="xs" c="dimmed">
        {say(
          'Space selects, Shift a range, Ctrl+A all; O gives what is selected an owner, Enter opens the dataset.',
        )}
      </Text>
      <StewardDialog
        edit={edit}
        onClose={() => {
          setEdit(null);
          choice.grid.onClear();
        }}
      />
    </>
  );
}

/** Takes owners that sources name into the register of people. */
function RegisterOwners({ choice }: { choice: OrphanChoice }) {
  const { putEntries } = useSteward();
  const [busy, setBusy] = useState(false);
  async function add() {
    setBusy(true);
    try {
      const entries = entriesFromOwners(await choice.read());
      if (entries.length === 0) sayChange(say('None of the selected datasets names an owner.'));
      else {
        await putEntries.mutateAsync({ register: 'party', entries });
        choice.grid.onClear();
      }
    } catch (error) {
      sayError(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button
      size="xs"
      variant="default"
      disabled={choice.count === 0}
      loading={busy}
      title={say('Whoever is named as an owner of what is selected becomes an entry of People & teams')}
      onClick={() => void add()}
    >
      {say('Add its owners to the register')}
    </Button>
  );
}
