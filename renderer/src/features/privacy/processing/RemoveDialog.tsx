import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ActivityRow } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  row: ActivityRow | null;
  onClose: () => void;
}

/** Removes an activity; one with an impact assessment stays until that is removed. */
export function RemoveDialog({ row, onClose }: Props) {
  const { removeProcessing } = useSteward();
  const close = () => {
    removeProcessing.reset();
    onClose();
  };
  return (
    <Modal opened={row !== null} onClose={close} title={row && say('Remove {name}', { name: row.name })}>
      {row && (
        <Stack gap="sm">
          <Text size="sm">
            {row.assessment === null
              ? say(
                  'It goes out of the register and of records made from now on. Undo brings it back; records that were made stay as they are.',
                )
              : say('It has an impact assessment. Remove that first, under Records on the privacy desk.')}
          </Text>
          {removeProcessing.error ? <ErrorState error={removeProcessing.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {say('Cancel')}
            </Button>
            <Button
              color="red"
              data-autofocus
              disabled={row.assessment !== null}
              loading={removeProcessing.isPending}
              onClick={() =>
                removeProcessing.mutate({ register: 'activity', keys: [row.key] }, { onSuccess: close })
              }
            >
              {say('Remove')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
