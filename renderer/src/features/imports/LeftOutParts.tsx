import { ActionIcon, Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ImportPart } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { Section } from '../../shared/Section.tsx';
import { partWords } from './change-kinds.ts';
import { removeLeftOut, useLeftOut } from './difference-choice.ts';
import classes from './imports.module.css';
import { say } from '../../shared/language/say.ts';

/** What the present import leaves out, each with a way back and a way to leave it out for good. */
export function LeftOutParts({
  subject,
  onRule,
}: {
  /** What they are left out of: see difference-choice.ts. */
  subject: string;
  /** A rule was made, which the preview on screen does not know. */
  onRule?: () => void;
}) {
  const parts = useLeftOut(subject);
  const always = useMutation({
    mutationFn: (part: ImportPart) => client.imports.addRule({ part }),
    onSuccess: (_rule, part) => {
      removeLeftOut(subject, part);
      onRule?.();
    },
  });
  if (parts.length === 0) return null;
  return (
    <Alert variant="outline" color="gray" title={say('Left out of this import')}>
      <Stack gap={4}>
        {parts.map(({ part, count }) => (
          <Group key={JSON.stringify(part)} gap="xs" wrap="nowrap">
            <Text size="sm" className={classes.grow}>
              {say('{part} ({changes, plural, one {# change} other {# changes}})', {
                part: partWords(part),
                changes: count,
              })}
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              loading={always.isPending}
              aria-label={say('Always leave out: {part}', { part: partWords(part) })}
              onClick={() => always.mutate(part)}
            >
              {say('Always leave out')}
            </Button>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={say('Import after all: {part}', { part: partWords(part) })}
              onClick={() => removeLeftOut(subject, part)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {always.error ? (
          <ErrorState error={always.error} onRetry={always.reset} retryLabel={say('Dismiss')} />
        ) : null}
        <Text size="xs" c="dimmed">
          {say(
            'What is left out stays listed with the import, and the next preview shows it again. New datasets take what belongs to them along.',
          )}
        </Text>
      </Stack>
    </Alert>
  );
}

/** What is left out of every import. Nothing is shown while there are no rules. */
export function ImportRules() {
  const { data, error, refetch } = useQuery(orpc.imports.rules.queryOptions());
  const remove = useMutation({ mutationFn: (id: number) => client.imports.removeRule({ id }) });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <Section title={say('Always left out')}>
      <ul className={classes.list}>
        {data.map((rule) => (
          <li key={rule.id}>
            <Text size="sm" className={classes.grow}>
              {partWords(rule.part)}
            </Text>
            <Text size="xs" c="dimmed">
              {say('{at} by {actor}', { at: instant(rule.at), actor: rule.actor })}
            </Text>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say('No longer leave out: {part}', { part: partWords(rule.part) })}
              onClick={() => remove.mutate(rule.id)}
            >
              {say('Remove')}
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? (
        <ErrorState error={remove.error} onRetry={remove.reset} retryLabel={say('Dismiss')} />
      ) : null}
    </Section>
  );
}
