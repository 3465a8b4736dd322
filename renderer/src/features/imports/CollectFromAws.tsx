import { Button, Modal } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { AwsForm } from './AwsForm.tsx';
import { AwsResult, AwsRunning } from './AwsProgress.tsx';
import { dismissAws, useAwsJob } from './aws-job.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { say } from '../../shared/language/say.ts';

/** Collects AWS Glue into a folder that is then chosen for import. */
export function CollectFromAws({ disabled }: { disabled: boolean }) {
  const [opened, setOpened] = useState(false);
  const job = useAwsJob();
  const busy = job.step === 'running';
  const close = () => {
    setOpened(false);
    dismissAws();
  };
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconCloudDownload size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {say('Collect from AWS')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={say('Collect from AWS Glue')}
        size="lg"
        withCloseButton={!busy}
        closeOnEscape={!busy}
        closeOnClickOutside={!busy}
      >
        {job.step === 'running' ? <AwsRunning progress={job.progress} /> : null}
        {job.step === 'done' ? <AwsResult collected={job.collected} onClose={close} /> : null}
        {job.step === 'failed' ? (
          <ErrorState error={job.error} onRetry={dismissAws} retryLabel={say('Back')} />
        ) : null}
        {job.step === 'idle' || job.step === 'cancelled' ? (
          <AwsForm cancelled={job.step === 'cancelled'} />
        ) : null}
      </Modal>
    </>
  );
}
