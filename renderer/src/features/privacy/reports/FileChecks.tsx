import { Button, Group, List, Text } from '@mantine/core';
import { IconCircleCheck, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Report } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { host } from '../../../shared/host.ts';
import { fromBase64 } from '../../../shared/base64.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const STATE = {
  same: say('the recorded bytes'),
  different: say('DIFFERENT'),
  gone: say('cannot be made any more'),
} as const;

/** All files at once: compared with the record, or in one archive. */
export function FileChecks({ report }: { report: Report }) {
  const check = useMutation({ mutationFn: () => client.reports.check({ id: report.id }) });
  const save = useMutation({
    mutationFn: async () => {
      const { name, mediaType, base64 } = await client.reports.archive({ id: report.id });
      await host.save(name, mediaType, fromBase64(base64));
    },
  });
  const bad = check.data?.filter(({ state }) => state !== 'same') ?? [];
  return (
    <div>
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {say('Download all')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconShieldCheck size={14} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {say('Check all')}
        </Button>
      </Group>
      <div role="status">
        {check.data && bad.length === 0 && (
          <Text size="sm" mt={4}>
            <IconCircleCheck size={14} aria-hidden className={classes.icon} />
            {say(
              '{files, plural, one {# file} other {# files}} made again: the bytes are the recorded ones.',
              { files: check.data.length },
            )}
          </Text>
        )}
        {bad.length > 0 && (
          <List size="sm" mt={4}>
            {bad.map(({ name, state, message }) => (
              <List.Item key={name} className={classes.wrap}>
                <strong>{name}</strong>: {STATE[state]}. {told(message)}
              </List.Item>
            ))}
          </List>
        )}
      </div>
      {(check.error ?? save.error) && <ErrorState error={check.error ?? save.error} />}
    </div>
  );
}
