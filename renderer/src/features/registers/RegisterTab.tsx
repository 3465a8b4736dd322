import { Button, Group, Kbd, Text } from '@mantine/core';
import { IconBook2, IconDownload, IconMail, IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { RegisterName } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { useDropClaim } from '../../shared/drop-claim.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { FilterField } from '../../shared/FilterField.tsx';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import { host } from '../../shared/host.ts';
import { Loading } from '../../shared/Loading.tsx';
import { orSay } from '../../shared/say-error.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { DraftsDialog } from './DraftsDialog.tsx';
import { entryColumns } from './entry-columns.tsx';
import { EntryDialog, type EntryEdit } from './EntryDialog.tsx';
import { EntryPanel, type RegisterProps } from './EntryPanel.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { entryOf, REGISTER_WORDS, rowsOf, type EntryRow, type RegisterEntry } from './model/entries.ts';
import { tabOf, validateRegistersSearch } from './model/search-params.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import layout from '../../shared/list-page.module.css';
import { useRegisters } from './use-registers.ts';
import { say } from '../../shared/language/say.ts';

const ABOUT: Readonly<Record<RegisterName, string>> = {
  party: say(
    'Owners of datasets are named from here, and whoever owns something but is not listed shows up as unknown.',
  ),
  term: say('A glossary says what words mean, once for all. Columns and datasets then carry its terms.'),
  domain: say('Domains are the parts of the organisation that data belong to. They may nest.'),
  purpose: say(
    'Purposes say what data are processed for, with legal basis and retention; what serves them inherits both.',
  ),
};

/** One register: search, tree, the chosen entry beside it, and everything that can be done with entries. */
export function RegisterTab({ register }: { register: RegisterName }) {
  const { data, error, refetch } = useRegisters();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the register')} bars={[36, 320]} />;
  const given = { term: data.terms, domain: data.domains, purpose: data.purposes, party: data.parties }[
    register
  ];
  return <Register register={register} entries={given.map(entryOf)} memberships={data.memberships} />;
}

async function exportCsv(register: RegisterName): Promise<void> {
  const { text } = await client.registers.exportCsv({ register });
  await host.save(`${tabOf(register)}.csv`, 'text/csv', `\ufeff${text}`);
}

function Register({ register, entries, memberships }: RegisterProps) {
  const words = REGISTER_WORDS[register];
  const { entry: linked } = validateRegistersSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const [removing, setRemoving] = useState<RegisterEntry | null>(null);
  const [importing, setImporting] = useState<{ readonly file: File | null } | null>(null);
  const [writing, setWriting] = useState(false);
  const [active, setActive] = useState(0);
  const filter = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => rowsOf(entries, text, closed), [entries, text, closed]);
  const start = rows.findIndex(({ entry }) => entry.key === linked);
  const chosen = rows[Math.min(active, rows.length - 1)]?.entry;
  const columns = useColumns(register, entries, memberships, (key) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    }),
  );
  const show = useCallback(
    (key: string) => {
      setText('');
      setClosed(new Set());
      void navigate({ to: '/registers', search: { tab: tabOf(register), entry: key }, replace: true });
    },
    [navigate, register],
  );
  const add = () => setEdit({ entry: null });
  usePageCommands([
    { id: 'registers.new', title: words.add, keys: ['N'], run: add },
    {
      id: 'registers.filter',
      title: say('Search {many}', { many: words.many }),
      keys: ['/'],
      run: () => filter.current?.focus(),
    },
    {
      id: 'registers.import',
      title: say('Import {many} from CSV', { many: words.many }),
      run: () => setImporting({ file: null }),
    },
    {
      id: 'registers.export',
      title: say('Export {many} as CSV', { many: words.many }),
      run: () => orSay(exportCsv(register)),
    },
  ]);
  useDropClaim({
    title: say('Drop to import {many}', { many: words.many }),
    detail: say('A CSV file. What it would change is shown first.'),
    onDrop: ({ files }) => files[0] && setImporting({ file: files[0] }),
  });
  const openOrClose = (open: boolean) => (row: EntryRow | undefined) => {
    if (row && row.children > 0 && row.open !== open && text === '')
      setClosed((now) => {
        const next = new Set(now);
        if (open) next.delete(row.entry.key);
        else next.add(row.entry.key);
        return next;
      });
  };
  return (
    <>
      <Group gap="xs">
        <FilterField
          ref={filter}
          label={say('Search {many}', { many: words.many })}
          placeholder={say('Name, key or any word of an entry  ( / )')}
          text={text}
          onText={setText}
        />
        <Text size="sm" c="dimmed" role="status">
          {text.trim() === '' ? words.counted(entries.length) : words.countedOf(rows.length, entries.length)}
        </Text>
        <Button
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          rightSection={<Kbd size="xs">N</Kbd>}
          onClick={add}
        >
          {say('Add')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUpload size={14} aria-hidden />}
          onClick={() => setImporting({ file: null })}
        >
          {say('Import CSV…')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={entries.length === 0}
          onClick={() => orSay(exportCsv(register))}
        >
          {say('Export CSV')}
        </Button>
        {register === 'party' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMail size={14} aria-hidden />}
            onClick={() => setWriting(true)}
          >
            {say('Write to owners…')}
          </Button>
        )}
      </Group>
      {entries.length === 0 ? (
        <EmptyState
          icon={IconBook2}
          title={say('No {many} yet', { many: words.many })}
          actions={
            <>
              <Button onClick={add}>{say('Add the first')}</Button>
              <Button variant="default" onClick={() => setImporting({ file: null })}>
                {say('Import CSV…')}
              </Button>
            </>
          }
        >
          {ABOUT[register]}
        </EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState title={words.noneFits}>{say('Fewer words widen the search.')}</EmptyState>
      ) : (
        <div className={layout.split}>
          <div className={layout.grid}>
            <RowGrid
              label={say('Register of {many}', { many: words.many })}
              columns={columns}
              rowCount={rows.length}
              rowAt={(index) => rows[index]}
              listKey={`${text} ${linked ?? ''}`}
              startAt={start < 0 ? undefined : start}
              onActive={setActive}
              onOpen={({ entry }) => setEdit({ entry })}
              letters={{
                Delete: (row) => row && setRemoving(row.entry),
                ArrowRight: openOrClose(true),
                ArrowLeft: openOrClose(false),
              }}
              minWidth="20rem"
            />
          </div>
          <aside className={layout.sideColumn} aria-label={say('Entry')}>
            {chosen ? (
              <EntryPanel
                key={chosen.key}
                {...{ register, entries, memberships }}
                entry={chosen}
                onEdit={() => setEdit({ entry: chosen })}
                onRemove={() => setRemoving(chosen)}
                onAddBeneath={() => setEdit({ entry: null, parent: chosen.key })}
                onShow={show}
              />
            ) : null}
          </aside>
        </div>
      )}
      <Text size="xs" c="dimmed">
        {say(
          'N adds, Enter edits, Delete removes, the arrows to the left and right close and open. Ctrl+Z takes back.',
        )}
      </Text>
      <EntryDialog {...{ register, entries }} edit={edit} onClose={() => setEdit(null)} onShow={show} />
      <RemoveDialog register={register} entry={removing} onClose={() => setRemoving(null)} />
      <ImportDialog register={register} importing={importing} onClose={() => setImporting(null)} />
      {register === 'party' && <DraftsDialog opened={writing} onClose={() => setWriting(false)} />}
    </>
  );
}

function useColumns(
  register: RegisterName,
  entries: readonly RegisterEntry[],
  memberships: RegisterProps['memberships'],
  onToggle: (key: string) => void,
) {
  const { data } = useQuery(orpc.registers.usage.queryOptions({ input: { register } }));
  const use = data && new Map(data.map((one) => [one.key, one]));
  const names = new Map(entries.map(({ key, name }) => [key, name]));
  const teams = Map.groupBy(memberships, ({ member }) => member);
  const members = Map.groupBy(memberships, ({ team }) => team);
  return entryColumns({
    register,
    onToggle,
    useOf: (key) => use && (use.get(key) ?? { datasets: 0, columns: 0 }),
    teamsOf: (key) => (teams.get(key) ?? []).map(({ team }) => names.get(team) ?? team),
    membersOf: (key) => members.get(key)?.length ?? 0,
  });
}
