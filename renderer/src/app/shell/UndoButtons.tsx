import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { runCommand } from '../../shared/commands.ts';
import { keyText } from '../../shared/keys.ts';
import classes from './Shell.module.css';
import { useUndo } from './use-undo.ts';
import { say } from '../../shared/language/say.ts';

/** Undo and redo, saying what they would take back. */
export function UndoButtons() {
  const { undoLabel, redoLabel, busy } = useUndo();
  const undoText = undoLabel === null ? say('Nothing to undo') : say('Undo: {change}', { change: undoLabel });
  const redoText = redoLabel === null ? say('Nothing to redo') : say('Redo: {change}', { change: redoLabel });
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label={`${undoText} (${keyText('mod+Z')})`}>
        <ActionIcon
          className={classes.quiet}
          aria-label={undoText}
          aria-disabled={undoLabel === null || busy}
          data-disabled={undoLabel === null || busy || undefined}
          onClick={() => runCommand('edit.undo')}
        >
          <IconArrowBackUp size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${redoText} (${keyText('mod+shift+Z')})`}>
        <ActionIcon
          className={classes.quiet}
          aria-label={redoText}
          aria-disabled={redoLabel === null || busy}
          data-disabled={redoLabel === null || busy || undefined}
          onClick={() => runCommand('edit.redo')}
        >
          <IconArrowForwardUp size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
