import { Button, Group } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Report } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { say } from '../../../shared/language/say.ts';

/** The same report of the same revision for readers outside, with names withheld. */
export function CopyForOthers({ report }: { report: Report }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const copy = useMutation({
    mutationFn: () => client.reports.copy({ id: report.id, audience: 'outside' }),
    onSuccess: async ({ id }) => {
      await Promise.all(
        [orpc.reports.list.key(), orpc.ledger.key()].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
      await navigate({ to: '/reports/$id', params: { id: String(id) } });
    },
  });
  if (report.audience === 'outside') return null;
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEyeOff size={14} aria-hidden />}
        loading={copy.isPending}
        onClick={() => copy.mutate()}
      >
        {say('Make a copy for readers outside')}
      </Button>
      {copy.error && <ErrorState error={copy.error} />}
    </Group>
  );
}
