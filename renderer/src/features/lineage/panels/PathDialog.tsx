import { Modal, Text } from '@mantine/core';
import { useExplorer } from '../explorer/explorer.ts';
import { DatasetPicker } from './DatasetPicker.tsx';
import { say } from '../../../shared/language/say.ts';

interface Props {
  /** Null while the dialog is closed. */
  readonly from: number | null;
  readonly onClose: () => void;
}

/** Asks for the other end of a path. */
export function PathDialog({ from, onClose }: Props) {
  const { update, index } = useExplorer();
  const start = from === null ? undefined : index?.nodes.get(from);
  return (
    <Modal
      opened={from !== null}
      onClose={onClose}
      title={start ? say('Path from {name}', { name: start.title }) : say('Path from this dataset')}
      size="lg"
    >
      <DatasetPicker
        label={say('To which dataset?')}
        autoFocus
        refusalOf={(to) => (to === from ? say('The path begins here; choose another dataset.') : null)}
        onPick={(to) => {
          if (from !== null)
            update((state) => ({ ...state, path: { from, to }, trace: null, selection: null, tab: 'graph' }));
          onClose();
        }}
      >
        <Text size="sm" c="dimmed">
          {say('Paths are searched in both directions.')}
        </Text>
      </DatasetPicker>
    </Modal>
  );
}
