import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../../shared/format.ts';
import { keyText } from '../../shared/keys.ts';
import { pendingWords, step, type PendingCells } from './model/pending.ts';
import { ReviewPending } from './ReviewPending.tsx';
import type { useSave } from './use-save.ts';
import classes from './grid.module.css';

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
        <section className={classes.bar} aria-label="Changes to save">
          <Text size="sm" fw={600} role="status">
            {pendingWords(cells)}
          </Text>
          {problems > 0 && <Text size="sm">{plural(problems, 'cell')} cannot be used as written.</Text>}
          {conflicts > 0 && (
            <Text size="sm">{plural(conflicts, 'cell')} changed meanwhile by somebody else.</Text>
          )}
          <Group gap="xs" ms="auto">
            {conflicts > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => saving.save({ force: true })}>
                Overwrite
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
              Review
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => step(new Map())}>
              Discard
            </Button>
            <Button
              size="compact-sm"
              loading={saving.saving}
              title={keyText('mod+S')}
              onClick={() => saving.save()}
            >
              Save
            </Button>
          </Group>
        </section>
      )}
      <ReviewPending opened={open && cells.size > 0} cells={cells} onClose={() => setOpen(false)} />
    </>
  );
}
