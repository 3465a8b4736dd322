import { Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { QueryProblem } from '../../../../contract/index.ts';
import classes from './search.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const SETTLED_MS = 700;

interface Props {
  readonly text: string;
  readonly problems: readonly QueryProblem[];
  readonly near: readonly { readonly word: string; readonly instead: readonly string[] }[];
}

/** What of a query could not be used, with its place; and which words were taken for mistyped ones. */
export function QueryNotes({ text, problems, near }: Props) {
  // A query that is still being typed is not wrong yet.
  const [settled] = useDebouncedValue(text, SETTLED_MS);
  return (
    <Stack gap={2} role="status" aria-label={say('Notes on the search')}>
      {(settled === text ? problems : []).map(({ from, to, message }) => (
        <Group key={`${from} ${message}`} gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={14} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text size="xs">
            <span className={classes.piece}>{text.slice(from, to)}</span> – {told(message)}
          </Text>
        </Group>
      ))}
      {near.map(({ word, instead }) => (
        <Group key={word} gap={6} wrap="nowrap" align="flex-start">
          <IconInfoCircle size={14} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <Text size="xs">
            {say('Little is called “{word}”, so similar words were searched for as well: {words}.', {
              word,
              words: instead.join(', '),
            })}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
