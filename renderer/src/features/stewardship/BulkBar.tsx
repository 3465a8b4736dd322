import { Button, Kbd, Text } from '@mantine/core';
import { IconFlag, IconTag, IconUser, IconSitemap } from '@tabler/icons-react';
import classes from './stewardship.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  selected: number;
  total: number;
  /** `dataset` or `column`. */
  unit: string;
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
  const number = new Intl.NumberFormat();
  const units = `${unit}${selected === 1 ? '' : 's'}`;
  const said =
    all && selected === total
      ? `All ${number.format(total)} matching ${units} selected`
      : `${number.format(selected)} of ${number.format(total)} selected`;
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
        {say('Tag')}
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
        {say('State')}
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
