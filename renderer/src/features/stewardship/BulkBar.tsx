import { Button, Kbd, Text } from '@mantine/core';
import { IconFlag, IconSitemap, IconTag, IconUser, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './stewardship.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import type { Unit } from './model/words.ts';

interface Props {
  selected: number;
  total: number;
  unit: Unit;
  /** Everything that matches is selected, not only what was picked. */
  all: boolean;
  /** Why tags and owners cannot be changed at once; null when they can. */
  editBlocked: string | null;
  onTag: () => void;
  onState: () => void;
  /** Absent where owners do not apply. */
  onOwner?: () => void;
  onLineage: () => void;
  /** Why lineage cannot be opened; null when it can. */
  lineageBlocked: string | null;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the rows that are selected. */
export function BulkBar({ selected, total, unit, all, editBlocked, lineageBlocked, ...actions }: Props) {
  const said =
    !all || selected !== total
      ? say('{selected, number} of {total, number} selected', { selected, total })
      : unit === 'column'
        ? say('All {columns, plural, one {# matching column} other {# matching columns}} selected', {
            columns: total,
          })
        : say('All {datasets, plural, one {# matching dataset} other {# matching datasets}} selected', {
            datasets: total,
          });
  return (
    <div role="toolbar" aria-label={say('Actions on the selection')} className={classes.bulkBar}>
      <Text size="sm" fw={600} role="status">
        {said}
      </Text>
      {selected < total && (
        <Button size="compact-xs" variant="subtle" onClick={actions.onSelectAll}>
          {say('Select all {total, number} matching', { total })}
        </Button>
      )}
      <Deed keyCap="T" icon={IconTag} blocked={editBlocked} onClick={actions.onTag}>
        {sayIn('verb', 'Tag')}
      </Deed>
      <Deed
        keyCap="S"
        icon={IconFlag}
        blocked={editBlocked}
        about={say('Domain, terms, criticality, certification, purposes, retention …')}
        onClick={actions.onState}
      >
        {sayIn('verb', 'State')}
      </Deed>
      {actions.onOwner && (
        <Deed keyCap="O" icon={IconUser} blocked={editBlocked} onClick={actions.onOwner}>
          {say('Owner')}
        </Deed>
      )}
      <Deed keyCap="L" icon={IconSitemap} blocked={lineageBlocked} onClick={actions.onLineage}>
        {say('Lineage')}
      </Deed>
      <Button size="compact-xs" variant="subtle" onClick={actions.onClear}>
        {say('Clear selection')}
      </Button>
    </div>
  );
}

interface DeedProps {
  keyCap: string;
  icon: Icon;
  /** Why it cannot be done; null when it can. */
  blocked: string | null;
  /** What is meant by it. */
  about?: string;
  onClick: () => void;
  children: ReactNode;
}

/** One thing that can be done, with its key. */
function Deed({ keyCap, icon: Sign, blocked, about, onClick, children }: DeedProps) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<Sign size={14} aria-hidden />}
      rightSection={<Kbd size="xs">{keyCap}</Kbd>}
      aria-keyshortcuts={keyCap}
      disabled={blocked !== null}
      title={blocked ?? about}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
