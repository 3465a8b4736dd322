import { Alert, Button, Group, Kbd, Text } from '@mantine/core';
import { IconDownload, IconPlus, IconShieldCheck, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import type { ActivityRow } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { useDropClaim } from '../../../shared/drop-claim.ts';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { FilterField } from '../../../shared/FilterField.tsx';
import { count } from '../../../shared/format.ts';
import { RowGrid } from '../../../shared/grid/RowGrid.tsx';
import type { GridColumn } from '../../../shared/grid/grid-column.ts';
import { host } from '../../../shared/host.ts';
import layout from '../../../shared/list-page.module.css';
import { Loading } from '../../../shared/Loading.tsx';
import { orSay } from '../../../shared/say-error.ts';
import { usePageCommands } from '../../../shared/use-page-commands.ts';
import { validateRegistersSearch } from '../../registers/model/search-params.ts';
import { fromBase64 } from '../../../shared/base64.ts';
import { ActivityPanel } from './ActivityPanel.tsx';
import { EntryForm, type EntryEdit } from './EntryForm.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { findingWords, ROLE_WORDS, STATUS_WORDS } from './model/words.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { UncoveredDialog } from './UncoveredDialog.tsx';
import { say } from '../../../shared/language/say.ts';

const NEW: EntryEdit = { key: null, name: '', stated: {} };

const COLUMNS: readonly GridColumn<ActivityRow>[] = [
  { id: 'name', header: say('Activity'), width: 'minmax(9rem, 3fr)', render: ({ name }) => name },
  {
    id: 'role',
    header: say('Role'),
    width: 'minmax(6rem, 1fr)',
    from: 420,
    render: ({ role }) => ROLE_WORDS[role],
  },
  {
    id: 'status',
    header: say('State'),
    width: '5rem',
    from: 560,
    render: ({ status }) => STATUS_WORDS[status],
  },
  {
    id: 'datasets',
    header: say('Datasets'),
    width: '5rem',
    align: 'end',
    from: 480,
    render: ({ datasets }) => count(datasets),
  },
  {
    id: 'findings',
    header: say('Findings'),
    width: 'minmax(8rem, 2fr)',
    render: ({ findings }) => findingWords(findings),
  },
];

async function exportFile(format: 'csv' | 'xlsx'): Promise<void> {
  const { name, mediaType, base64 } = await client.processing.exportFile({ register: 'activity', format });
  await host.save(name, mediaType, fromBase64(base64));
}

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
  const [active, setActive] = useState(0);
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const [removing, setRemoving] = useState<ActivityRow | null>(null);
  const [importing, setImporting] = useState<{ readonly file: File | null } | null>(null);
  const [showUncovered, setShowUncovered] = useState(false);
  const filter = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return items.filter((one) =>
      [one.key, one.name, one.department ?? '', ...one.purposes].join(' ').toLowerCase().includes(wanted),
    );
  }, [items, text]);
  const start = rows.findIndex(({ key }) => key === linked);
  const chosen = rows[Math.min(active, rows.length - 1)];
  const show = (key: string) => {
    setText('');
    void navigate({ to: '/registers', search: { tab: 'activities', entry: key }, replace: true });
  };
  const editing = async (row: ActivityRow, group?: string) => {
    const { key, name, stated } = await client.processing.show({ key: row.key });
    setEdit({ key, name, stated, ...(group === undefined ? {} : { group }) });
  };
  usePageCommands([
    { id: 'activities.new', title: say('Add a processing activity'), keys: ['N'], run: () => setEdit(NEW) },
    {
      id: 'activities.filter',
      title: say('Search activities'),
      keys: ['/'],
      run: () => filter.current?.focus(),
    },
    {
      id: 'activities.import',
      title: say('Import activities from CSV or XLSX'),
      run: () => setImporting({ file: null }),
    },
    { id: 'activities.csv', title: say('Export activities as CSV'), run: () => orSay(exportFile('csv')) },
    { id: 'activities.xlsx', title: say('Export activities as XLSX'), run: () => orSay(exportFile('xlsx')) },
  ]);
  useDropClaim({
    title: say('Drop to import processing activities'),
    detail: say('A CSV or XLSX file. What it would change is shown first.'),
    onDrop: ({ files }) => files[0] && setImporting({ file: files[0] }),
  });
  return (
    <>
      <Group gap="xs">
        <FilterField
          ref={filter}
          label={say('Search activities')}
          placeholder={say('Name, key, department or purpose  ( / )')}
          text={text}
          onText={setText}
        />
        <Text size="sm" c="dimmed" role="status">
          {text.trim() === ''
            ? say('{activities, plural, one {# activity} other {# activities}}', { activities: items.length })
            : say('{shown, number} of {activities, plural, one {# activity} other {# activities}}', {
                shown: rows.length,
                activities: items.length,
              })}
        </Text>
        <Button
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          rightSection={<Kbd size="xs">N</Kbd>}
          onClick={() => setEdit(NEW)}
        >
          {say('Add')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUpload size={14} aria-hidden />}
          onClick={() => setImporting({ file: null })}
        >
          {say('Import…')}
        </Button>
        {(['csv', 'xlsx'] as const).map((format) => (
          <Button
            key={format}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={items.length === 0}
            onClick={() => orSay(exportFile(format))}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </Group>
      {uncovered > 0 && items.length > 0 ? (
        <Alert variant="outline" color="orange" py={6}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {say(
                '{uncovered, number} of {datasets, plural, one {# dataset} other {# datasets}} with personal data {uncovered, plural, one {is} other {are}} in no activity.',
                { uncovered, datasets: personalDatasets },
              )}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => setShowUncovered(true)}>
              {say('Show them')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      {items.length === 0 ? (
        <EmptyState
          icon={IconShieldCheck}
          title={say('No processing activities yet')}
          actions={
            <>
              <Button onClick={() => setEdit(NEW)}>{say('Add the first')}</Button>
              <Button variant="default" onClick={() => setImporting({ file: null })}>
                {say('Import…')}
              </Button>
            </>
          }
        >
          {say(
            'Records of processing (Art. 30 GDPR) are made from here: say what data are processed for and by which datasets, and the catalog shows beside it which categories, recipients and sources it knows.',
          )}{' '}
          {personalDatasets > 0
            ? say('{datasets, plural, one {# dataset holds} other {# datasets hold}} personal data so far.', {
                datasets: personalDatasets,
              })
            : ''}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState title={say('No activity says that')}>{say('Fewer words widen the search.')}</EmptyState>
      ) : (
        <div className={layout.split}>
          <div className={layout.grid}>
            <RowGrid
              label={say('Processing activities')}
              columns={COLUMNS}
              rowCount={rows.length}
              rowAt={(index) => rows[index]}
              listKey={`${text} ${linked ?? ''}`}
              startAt={start < 0 ? undefined : start}
              onActive={setActive}
              onOpen={(row) => orSay(editing(row))}
              letters={{ Delete: (row) => row && setRemoving(row) }}
              minWidth="20rem"
            />
          </div>
          <aside className={layout.sideColumn} aria-label={say('Activity')}>
            {chosen ? (
              <ActivityPanel
                key={chosen.key}
                row={chosen}
                onEdit={(group) => orSay(editing(chosen, group))}
                onRemove={() => setRemoving(chosen)}
              />
            ) : null}
          </aside>
        </div>
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
      <UncoveredDialog opened={showUncovered} onClose={() => setShowUncovered(false)} />
    </>
  );
}
