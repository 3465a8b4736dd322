import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTableAlias } from '@tabler/icons-react';
import type { DatasetRef } from '../../../../contract/index.ts';
import { SampleCheck } from './SampleCheck.tsx';
import { say } from '../../shared/language/say.ts';

interface Props extends Pick<ButtonProps, 'size'> {
  /** What the file is a sample of; chosen in the dialog where it is absent. */
  dataset?: Pick<DatasetRef, 'id' | 'name'>;
}

/** Opens the dialog that tells personal data by sample values in a file. */
export function CheckValues({ dataset, ...look }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        {...look}
        variant="default"
        leftSection={<IconTableAlias size={14} aria-hidden />}
        onClick={open}
        title={say('Tell personal data by sample values in a file of yours')}
      >
        {say('Check values')}
      </Button>
      <Modal opened={opened} onClose={close} size="xl" title={say('Personal data by sample values')}>
        <SampleCheck dataset={dataset ?? null} onDone={close} />
      </Modal>
    </>
  );
}
