import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { keyText } from '../../shared/keys.ts';
import { pendingWords, step, type PendingCells } from './model/pending.ts';
import { ReviewPending } from './ReviewPending.tsx';
import type { useSave } from './use-save.ts';
import classes from './grid.module.css';
import { say, sayIn } from '../../shared/language/say.ts';

interface Props {
  cells: PendingCells;
  saving: ReturnType<typeof useSave>;
}

/** How many cells are written and not saved yet, and what can be done with them. */
export function PendingBar({ cells, saving }: Props) {
  const [open, setOpen] = useState(false);
  const conflicts = [...cells.values()].filter(({ now }) => now !== undefined).length;
  const problems = [...cells.values()].filter(({ problem }) => problem !== undefined).length;
  return (
    <>
      {cells.size > 0 && (
        <section className={classes.bar} aria-label={say('Changes to save')}>
          <Text size="sm" fw={600} role="status">
            {pendingWords(cells)}
          </Text>
          {problems > 0 && (
            <Text size="sm">
              {say('{cells, plural, one {# cell} other {# cells}} cannot be used as written.', {
                cells: problems,
              })}
            </Text>
          )}
          {conflicts > 0 && (
            <Text size="sm">
              {say('{cells, plural, one {# cell} other {# cells}} changed meanwhile by somebody else.', {
                cells: conflicts,
              })}
            </Text>
          )}
          <Group gap="xs" ms="auto">
            {conflicts > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => saving.save({ force: true })}>
                {say('Overwrite')}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
              {sayIn('verb', 'Review')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => step(new Map())}>
              {say('Discard')}
            </Button>
            <Button
              size="compact-sm"
              loading={saving.saving}
              title={keyText('mod+S')}
              onClick={() => saving.save()}
            >
              {say('Save')}
            </Button>
          </Group>
        </section>
      )}
      <ReviewPending opened={open && cells.size > 0} cells={cells} onClose={() => setOpen(false)} />
    </>
  );
}
