import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { RowGrid } from '../../shared/grid/RowGrid.tsx';
import layout from '../../shared/list-page.module.css';
import { entryColumns } from './entry-columns.tsx';
import { EntryPanel, type RegisterProps } from './EntryPanel.tsx';
import { REGISTER_WORDS, type EntryRow, type RegisterEntry } from './model/entries.ts';
import type { EntryRows } from './use-entry-rows.ts';
import { say } from '../../shared/language/say.ts';

interface Props extends RegisterProps {
  readonly list: EntryRows;
  /** Key of the entry that the address names. */
  readonly linked: string | undefined;
  readonly onEdit: (entry: RegisterEntry) => void;
  readonly onRemove: (entry: RegisterEntry) => void;
  readonly onAddBeneath: (entry: RegisterEntry) => void;
  readonly onShow: (key: string) => void;
}

/** Entries as a tree, and the one that the keyboard is at beside it. */
export function EntryTree({ list, linked, onEdit, onRemove, onAddBeneath, onShow, ...all }: Props) {
  const { rows, text, setOpen } = list;
  const [active, setActive] = useState(0);
  const start = rows.findIndex(({ entry }) => entry.key === linked);
  const chosen = rows[Math.min(active, rows.length - 1)]?.entry;
  const columns = useColumns(all, (key) => {
    const row = rows.find(({ entry }) => entry.key === key);
    if (row) setOpen(key, !row.open);
  });
  const openOrClose = (open: boolean) => (row: EntryRow | undefined) => {
    if (row && row.children > 0 && row.open !== open && text === '') setOpen(row.entry.key, open);
  };
  return (
    <div className={layout.split}>
      <div className={layout.grid}>
        <RowGrid
          label={say('Register of {many}', { many: REGISTER_WORDS[all.register].many })}
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          listKey={`${list.listKey} ${start < 0 ? '' : linked}`}
          startAt={start < 0 ? undefined : start}
          onActive={setActive}
          onOpen={({ entry }) => onEdit(entry)}
          letters={{
            Delete: (row) => row && onRemove(row.entry),
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
            {...all}
            entry={chosen}
            onEdit={() => onEdit(chosen)}
            onRemove={() => onRemove(chosen)}
            onAddBeneath={() => onAddBeneath(chosen)}
            onShow={onShow}
          />
        ) : null}
      </aside>
    </div>
  );
}

function useColumns({ register, entries, memberships }: RegisterProps, onToggle: (key: string) => void) {
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
