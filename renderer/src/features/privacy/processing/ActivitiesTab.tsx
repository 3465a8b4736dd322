import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { ActivityRow } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { useDropClaim } from '../../../shared/drop-claim.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { orSay } from '../../../shared/say-error.ts';
import { usePageCommands } from '../../../shared/use-page-commands.ts';
import { validateRegistersSearch } from '../../registers/model/search-params.ts';
import { ActivitiesBar } from './ActivitiesBar.tsx';
import { ActivityList } from './ActivityList.tsx';
import { EntryForm, type EntryEdit } from './EntryForm.tsx';
import { exportActivities } from './export-activities.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { NoActivities } from './NoActivities.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { UncoveredNote } from './UncoveredNote.tsx';
import { say } from '../../../shared/language/say.ts';

const NEW: EntryEdit = { key: null, name: '', stated: {} };

/** The register of processing activities: what people state of each, beside what the catalog knows of its datasets. */
export function ActivitiesTab() {
  const list = useQuery(orpc.processing.list.queryOptions());
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading what={say('the activities')} bars={[36, 320]} />;
  return <Activities {...list.data} />;
}

interface Props {
  items: readonly ActivityRow[];
  uncovered: number;
  personalDatasets: number;
}

function Activities({ items, uncovered, personalDatasets }: Props) {
  const { entry: linked } = validateRegistersSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const [removing, setRemoving] = useState<ActivityRow | null>(null);
  const [importing, setImporting] = useState<{ readonly file: File | null } | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return items.filter((one) =>
      [one.key, one.name, one.department ?? '', ...one.purposes].join(' ').toLowerCase().includes(wanted),
    );
  }, [items, text]);
  const show = (key: string) => {
    setText('');
    void navigate({ to: '/registers', search: { tab: 'activities', entry: key }, replace: true });
  };
  const editing = async (row: ActivityRow, group?: string) => {
    const { key, name, stated } = await client.processing.show({ key: row.key });
    setEdit({ key, name, stated, ...(group === undefined ? {} : { group }) });
  };
  const onAdd = () => setEdit(NEW);
  const onImport = () => setImporting({ file: null });
  usePageCommands([
    { id: 'activities.new', title: say('Add a processing activity'), keys: ['N'], run: onAdd },
    {
      id: 'activities.filter',
      title: say('Search activities'),
      keys: ['/'],
      run: () => filter.current?.focus(),
    },
    { id: 'activities.import', title: say('Import activities from CSV or XLSX'), run: onImport },
    {
      id: 'activities.csv',
      title: say('Export activities as CSV'),
      run: () => orSay(exportActivities('csv')),
    },
    {
      id: 'activities.xlsx',
      title: say('Export activities as XLSX'),
      run: () => orSay(exportActivities('xlsx')),
    },
  ]);
  useDropClaim({
    title: say('Drop to import processing activities'),
    detail: say('A CSV or XLSX file. What it would change is shown first.'),
    onDrop: ({ files }) => files[0] && setImporting({ file: files[0] }),
  });
  return (
    <>
      <ActivitiesBar
        {...{ text, filter, onAdd, onImport }}
        shown={rows.length}
        total={items.length}
        onText={setText}
      />
      {uncovered > 0 && items.length > 0 ? <UncoveredNote {...{ uncovered, personalDatasets }} /> : null}
      {items.length === 0 ? (
        <NoActivities {...{ personalDatasets, onAdd, onImport }} />
      ) : rows.length === 0 ? (
        <EmptyState title={say('No activity says that')}>{say('Fewer words widen the search.')}</EmptyState>
      ) : (
        <ActivityList
          {...{ rows, text, linked }}
          onEdit={(row, group) => orSay(editing(row, group))}
          onRemove={setRemoving}
        />
      )}
      <Text size="xs" c="dimmed">
        {say('N adds, Enter edits, Delete removes. Ctrl+Z takes back.')}
      </Text>
      <EntryForm
        register="activity"
        edit={edit}
        title={edit?.key ? say('Change {name}', { name: edit.name }) : say('New processing activity')}
        onClose={() => setEdit(null)}
        onSaved={show}
      />
      <RemoveDialog row={removing} onClose={() => setRemoving(null)} />
      <ImportDialog importing={importing} onClose={() => setImporting(null)} />
    </>
  );
}
