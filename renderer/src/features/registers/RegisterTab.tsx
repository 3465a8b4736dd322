import { Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { RegisterName } from '../../../../contract/index.ts';
import { useDropClaim } from '../../shared/drop-claim.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { orSay } from '../../shared/say-error.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { DraftsDialog } from './DraftsDialog.tsx';
import { EntryDialog, type EntryEdit } from './EntryDialog.tsx';
import type { RegisterProps } from './EntryPanel.tsx';
import { EntryTree } from './EntryTree.tsx';
import { exportCsv } from './export-csv.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { entryOf, REGISTER_WORDS, type RegisterEntry } from './model/entries.ts';
import { tabOf, validateRegistersSearch } from './model/search-params.ts';
import { NoEntries } from './NoEntries.tsx';
import { RegisterBar } from './RegisterBar.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { useEntryRows } from './use-entry-rows.ts';
import { useRegisters } from './use-registers.ts';
import { say } from '../../shared/language/say.ts';

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

function Register(props: RegisterProps) {
  const { register, entries } = props;
  const words = REGISTER_WORDS[register];
  const { entry: linked } = validateRegistersSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const list = useEntryRows(entries);
  const [edit, setEdit] = useState<EntryEdit | null>(null);
  const [removing, setRemoving] = useState<RegisterEntry | null>(null);
  const [importing, setImporting] = useState<{ readonly file: File | null } | null>(null);
  const [writing, setWriting] = useState(false);
  const filter = useRef<HTMLInputElement>(null);
  const show = (key: string) => {
    list.showAll();
    void navigate({ to: '/registers', search: { tab: tabOf(register), entry: key }, replace: true });
  };
  const onAdd = () => setEdit({ entry: null });
  const onImport = () => setImporting({ file: null });
  usePageCommands([
    { id: 'registers.new', title: words.add, keys: ['N'], run: onAdd },
    {
      id: 'registers.filter',
      title: say('Search {many}', { many: words.many }),
      keys: ['/'],
      run: () => filter.current?.focus(),
    },
    {
      id: 'registers.import',
      title: say('Import {many} from CSV', { many: words.many }),
      run: onImport,
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
  return (
    <>
      <RegisterBar
        {...{ register, list, filter, onAdd, onImport }}
        total={entries.length}
        onWrite={() => setWriting(true)}
      />
      {entries.length === 0 ? (
        <NoEntries {...{ register, onAdd, onImport }} />
      ) : list.rows.length === 0 ? (
        <EmptyState title={words.noneFits}>{say('Fewer words widen the search.')}</EmptyState>
      ) : (
        <EntryTree
          {...props}
          list={list}
          linked={linked}
          onEdit={(entry) => setEdit({ entry })}
          onRemove={setRemoving}
          onAddBeneath={({ key }) => setEdit({ entry: null, parent: key })}
          onShow={show}
        />
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
