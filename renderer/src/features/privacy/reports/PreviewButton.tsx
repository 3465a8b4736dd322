import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconEye } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Audience, ReportOrder } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading, lines } from '../../../shared/Loading.tsx';
import type { OrderGiven } from '../model/order-given.ts';
import { AUDIENCE_NAME } from '../model/words.ts';
import { ReportPreview } from './ReportPreview.tsx';
import { say } from '../../../shared/language/say.ts';

const AUDIENCES = Object.entries(AUDIENCE_NAME).map(([value, label]) => ({ value, label }));

interface Props {
  order: OrderGiven;
  disabled?: boolean;
}

/** Shows a report as it would be made now, for either audience. Nothing is recorded. */
export function PreviewButton({ order, disabled = false }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconEye size={16} aria-hidden />}
        onClick={open}
      >
        {say('Preview')}
      </Button>
      <Modal opened={opened} onClose={close} fullScreen title={say('Preview: nothing is recorded')}>
        {opened && (typeof order === 'function' ? <Asked order={order} /> : <Look order={order} />)}
      </Modal>
    </>
  );
}

function Asked({ order }: { order: () => Promise<ReportOrder> }) {
  const query = useQuery({
    queryKey: ['order of a preview', useId()],
    queryFn: order,
    gcTime: 0,
    retry: false,
  });
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return query.data ? <Look order={query.data} /> : <Loading what={say('the preview')} bars={lines(12)} />;
}

function Look({ order }: { order: ReportOrder }) {
  const [audience, setAudience] = useState<Audience>('internal');
  const query = useQuery(orpc.reports.preview.queryOptions({ input: { ...order, audience } }));
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={say('For whom')}
          data={AUDIENCES}
          value={audience}
          onChange={(next) => setAudience(next === 'outside' ? 'outside' : 'internal')}
        />
        {query.data && (
          <Text size="sm" c="dimmed">
            {say(
              'Revision {revision, number}, ledger entry {ledgerSeq, number} is the newest. Files: {files}',
              {
                revision: query.data.revision,
                ledgerSeq: query.data.ledgerSeq,
                files: query.data.files.join(', '),
              },
            )}
          </Text>
        )}
      </Group>
      {query.isPending && <Loading what={say('the preview')} bars={lines(12)} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <ReportPreview html={query.data.html} title={query.data.title} />}
    </Stack>
  );
}
