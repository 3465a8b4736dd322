import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { keyText } from '../../../shared/keys.ts';
import { useExplorer } from '../explorer/explorer.ts';

/** Takes back changes of what is shown; work on data has its own undo at the top of the window. */
export function UndoButtons() {
  const { history } = useExplorer();
  return (
    <ActionIcon.Group>
      <ActionIcon
        variant="default"
        size={26}
        disabled={history.undo === null}
        onClick={() => history.undo?.()}
        aria-label="Undo change of the view"
        title={`Undo change of the view (${keyText('mod+Z')} in the picture)`}
      >
        <IconArrowBackUp size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={26}
        disabled={history.redo === null}
        onClick={() => history.redo?.()}
        aria-label="Redo change of the view"
        title={`Redo change of the view (${keyText('mod+shift+Z')} in the picture)`}
      >
        <IconArrowForwardUp size={14} aria-hidden="true" />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
