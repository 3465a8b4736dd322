import { ActionIcon, Popover, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import classes from './search.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const WAYS = [
  ['customer email', say('both words, anywhere')],
  ['"per day"', say('these words side by side')],
  ['orders -raw', say('without what has raw')],
  ['kind:table,view', say('one of several values')],
  ['owner:="Ana Ruiz"', say('exactly this value')],
  ['stg_*', say('the whole name, or its last part; * is anything')],
  ['(orders OR invoices) is:unowned', say('either, in parentheses')],
  ['downstream:orders tag:pii', say('what orders flows into, and is tagged')],
] as const;

interface Props {
  /** Takes an example into the box. */
  readonly onUse: (example: string) => void;
}

/** How queries are written; each example can be tried. */
export function QueryHelp({ onUse }: Props) {
  const [opened, setOpened] = useState(false);
  const language = useQuery({ ...orpc.search.language.queryOptions(), enabled: opened, staleTime: Infinity });
  const use = (example: string) => {
    setOpened(false);
    onUse(example);
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={520}
      trapFocus
      returnFocus
      withRoles
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={say('How to search')}
          title={say('How to search')}
          onClick={() => setOpened(!opened)}
        >
          <IconHelp size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('How to search')}>
        <ScrollArea.Autosize mah="min(70vh, 34rem)" type="auto" offsetScrollbars>
          <Stack gap="sm">
            <Part title={say('Examples')} rows={WAYS} onUse={use} />
            {language.error ? (
              <ErrorState error={language.error} onRetry={() => void language.refetch()} />
            ) : null}
            {language.data ? (
              <>
                <Part
                  title={say('Fields')}
                  rows={language.data.fields.map(({ example, meaning, also }) => [
                    example,
                    also.length > 0
                      ? say('{meaning} (also {names})', { meaning: told(meaning), names: also.join(', ') })
                      : told(meaning),
                  ])}
                  onUse={use}
                />
                <Part
                  title={say('Conditions')}
                  rows={language.data.conditions.map(({ name, meaning }) => [`is:${name}`, told(meaning)])}
                  onUse={use}
                />
              </>
            ) : null}
            <Text size="xs" c="dimmed">
              {say(
                'Letter case, accents and the signs _ - . between words do not count. Where little is found, words with a typing mistake are found as well.',
              )}
            </Text>
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function Part({
  title,
  rows,
  onUse,
}: {
  readonly title: string;
  readonly rows: readonly (readonly [example: string, meaning: string])[];
  readonly onUse: (example: string) => void;
}) {
  return (
    <section>
      <Title order={2} size="h6" mb={4}>
        {title}
      </Title>
      <dl className={classes.fields}>
        {rows.map(([example, meaning]) => (
          <div key={example} style={{ display: 'contents' }}>
            <dt>
              <button type="button" className={classes.example} onClick={() => onUse(example)}>
                {example}
              </button>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
