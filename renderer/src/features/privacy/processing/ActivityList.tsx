import { useState } from 'react';
import type { ActivityRow } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import type { GridColumn } from '../../../shared/grid/grid-column.ts';
import { RowGrid } from '../../../shared/grid/RowGrid.tsx';
import layout from '../../../shared/list-page.module.css';
import { ActivityPanel } from './ActivityPanel.tsx';
import { findingWords, ROLE_WORDS, STATUS_WORDS } from './model/words.ts';
import { say } from '../../../shared/language/say.ts';

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

interface Props {
  readonly rows: readonly ActivityRow[];
  /** What was searched for: another search is another list. */
  readonly text: string;
  /** Key of the activity that the address names. */
  readonly linked: string | undefined;
  /** With the part of the form to begin with. */
  readonly onEdit: (row: ActivityRow, group?: string) => void;
  readonly onRemove: (row: ActivityRow) => void;
}

/** Activities as a list, and the one that the keyboard is at beside it. */
export function ActivityList({ rows, text, linked, onEdit, onRemove }: Props) {
  const [active, setActive] = useState(0);
  const start = rows.findIndex(({ key }) => key === linked);
  const chosen = rows[Math.min(active, rows.length - 1)];
  return (
    <div className={layout.split}>
      <div className={layout.grid}>
        <RowGrid
          label={say('Processing activities')}
          columns={COLUMNS}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          listKey={`${text} ${start < 0 ? '' : linked}`}
          startAt={start < 0 ? undefined : start}
          onActive={setActive}
          onOpen={(row) => onEdit(row)}
          letters={{ Delete: (row) => row && onRemove(row) }}
          minWidth="20rem"
        />
      </div>
      <aside className={layout.sideColumn} aria-label={say('Activity')}>
        {chosen ? (
          <ActivityPanel
            key={chosen.key}
            row={chosen}
            onEdit={(group) => onEdit(chosen, group)}
            onRemove={() => onRemove(chosen)}
          />
        ) : null}
      </aside>
    </div>
  );
}
