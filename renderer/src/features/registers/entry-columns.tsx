import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { RegisterName } from '../../../../contract/index.ts';
import { durationWords, valueName } from '../stewardship/model/kinds.ts';
import type { EntryRow } from './model/entries.ts';
import classes from './registers.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { roleName } from '../stewardship/model/words.ts';
import type { GridColumn } from '../../shared/grid/grid-column.ts';

export interface EntryUse {
  readonly datasets: number;
  readonly columns: number;
}

interface Options {
  readonly register: RegisterName;
  readonly onToggle: (key: string) => void;
  /** Undefined while it is on the way. */
  readonly useOf: (key: string) => EntryUse | undefined;
  /** Names of a person's teams. */
  readonly teamsOf: (key: string) => readonly string[];
  readonly membersOf: (key: string) => number;
}

const MAX_INDENT = 12;

function Name({ row, onToggle }: { row: EntryRow; onToggle: (key: string) => void }) {
  const { entry, depth, children, open } = row;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const Kind = entry.kind === 'team' ? IconUsersGroup : IconUser;
  return (
    <span
      className={classes.name}
      style={{ paddingInlineStart: `${Math.min(depth, MAX_INDENT)}rem` }}
      title={`${entry.name} (${entry.key})`}
    >
      {entry.kind === null ? (
        <span className={classes.toggle}>
          {children > 0 ? (
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              tabIndex={-1}
              aria-label={
                open
                  ? sayIn('a branch', 'Close {name}', { name: entry.name })
                  : sayIn('a branch', 'Open {name}', { name: entry.name })
              }
              aria-expanded={open}
              onClick={() => onToggle(entry.key)}
            >
              <Chevron size={14} aria-hidden />
            </ActionIcon>
          ) : null}
        </span>
      ) : (
        <span className={classes.toggle}>
          <Kind size={14} role="img" aria-label={entry.kind === 'team' ? say('Team') : say('Person')} />
        </span>
      )}
      <span>{entry.name}</span>
    </span>
  );
}

/** The columns of a register's list. */
export function entryColumns({ register, ...options }: Options): GridColumn<EntryRow>[] {
  const columns: Record<RegisterName, GridColumn<EntryRow>[]> = {
    party: [
      {
        id: 'email',
        header: say('E-mail'),
        width: 'minmax(8rem, 2fr)',
        from: 480,
        render: ({ entry }) => entry.email,
      },
      {
        id: 'teams',
        header: say('Teams, members'),
        width: 'minmax(7rem, 2fr)',
        from: 560,
        render: ({ entry }) =>
          entry.kind === 'team'
            ? say('{members, plural, one {# member} other {# members}}', {
                members: options.membersOf(entry.key),
              })
            : options.teamsOf(entry.key).join(', '),
      },
      {
        id: 'role',
        header: say('Usual role'),
        width: 'minmax(6rem, 1.5fr)',
        from: 680,
        render: ({ entry }) => entry.role && roleName(entry.role),
      },
    ],
    term: [
      {
        id: 'synonyms',
        header: say('Synonyms'),
        width: 'minmax(7rem, 2fr)',
        from: 480,
        render: ({ entry }) => entry.synonyms.join(', '),
      },
    ],
    domain: [],
    purpose: [
      {
        id: 'basis',
        header: say('Legal basis'),
        width: 'minmax(8rem, 2fr)',
        from: 480,
        render: ({ entry }) => entry.legalBasis && valueName('legal-basis', entry.legalBasis),
      },
      {
        id: 'retention',
        header: say('Retention'),
        width: '7rem',
        from: 480,
        render: ({ entry }) => entry.retention && (durationWords(entry.retention) ?? entry.retention),
      },
    ],
  };
  return [
    {
      id: 'name',
      header: say('Name'),
      width: 'minmax(11rem, 3fr)',
      render: (row) => <Name row={row} onToggle={options.onToggle} />,
    },
    ...columns[register],
    {
      id: 'use',
      header: register === 'party' ? say('Owns') : say('Used by'),
      width: '7rem',
      align: 'end',
      render: ({ entry }) => {
        const use = options.useOf(entry.key);
        if (!use) return null;
        return use.datasets === 0
          ? '—'
          : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: use.datasets });
      },
    },
  ];
}
