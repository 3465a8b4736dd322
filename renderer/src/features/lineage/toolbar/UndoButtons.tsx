import { ActionIcon } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { keyText } from '../../../shared/keys.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { say } from '../../../shared/language/say.ts';

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
        aria-label={say('Undo change of the view')}
        title={say('Undo change of the view ({keys} in the picture)', { keys: keyText('mod+Z') })}
      >
        <IconArrowBackUp size={14} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={26}
        disabled={history.redo === null}
        onClick={() => history.redo?.()}
        aria-label={say('Redo change of the view')}
        title={say('Redo change of the view ({keys} in the picture)', { keys: keyText('mod+shift+Z') })}
      >
        <IconArrowForwardUp size={14} aria-hidden="true" />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
