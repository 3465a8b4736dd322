import { Button, Kbd, Text } from '@mantine/core';
import { IconFlag, IconTag, IconUser, IconSitemap } from '@tabler/icons-react';
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
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconTag size={14} aria-hidden />}
        rightSection={<Kbd size="xs">T</Kbd>}
        aria-keyshortcuts="T"
        disabled={editBlocked !== null}
        title={editBlocked ?? undefined}
        onClick={actions.onTag}
      >
        {sayIn('verb', 'Tag')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconFlag size={14} aria-hidden />}
        rightSection={<Kbd size="xs">S</Kbd>}
        aria-keyshortcuts="S"
        disabled={editBlocked !== null}
        title={editBlocked ?? say('Domain, terms, criticality, certification, purposes, retention …')}
        onClick={actions.onState}
      >
        {sayIn('verb', 'State')}
      </Button>
      {actions.onOwner && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconUser size={14} aria-hidden />}
          rightSection={<Kbd size="xs">O</Kbd>}
          aria-keyshortcuts="O"
          disabled={editBlocked !== null}
          title={editBlocked ?? undefined}
          onClick={actions.onOwner}
        >
          {say('Owner')}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconSitemap size={14} aria-hidden />}
        rightSection={<Kbd size="xs">L</Kbd>}
        aria-keyshortcuts="L"
        disabled={lineageBlocked !== null}
        title={lineageBlocked ?? undefined}
        onClick={actions.onLineage}
      >
        {say('Lineage')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={actions.onClear}>
        {say('Clear selection')}
      </Button>
    </div>
  );
}
