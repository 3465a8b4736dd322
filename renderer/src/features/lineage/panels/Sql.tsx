import { Group, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { copyText } from '../toolbar/copy.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import classes from './panels.module.css';
import { piecesOf, type SqlMark } from './sql-pieces.ts';
import { Say } from '../../../shared/language/Say.tsx';
import { say } from '../../../shared/language/say.ts';

const MARK_WORDS = {
  source: say('the source'),
  target: say('the target'),
  column: say('what makes its columns'),
} as const;

/** SQL of a job; what makes the edge at hand is marked. */
export function Sql({ text, marks }: { readonly text: string; readonly marks: readonly SqlMark[] }) {
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return (
    <>
      <Group justify="space-between" mt={6} mb={2}>
        <Text size="xs" c="dimmed">
          {kinds.length > 0 ? (
            <Say
              text="SQL; marked: {parts}"
              values={{
                parts: kinds.map((kind, position) => (
                  <span key={kind}>
                    {position > 0 ? ', ' : ''}
                    <mark className={classes.mark} data-kind={kind}>
                      {MARK_WORDS[kind]}
                    </mark>
                  </span>
                )),
              }}
            />
          ) : (
            'SQL'
          )}
        </Text>
        <ToolButton
          variant="subtle"
          leftSection={<IconCopy size={12} aria-hidden="true" />}
          onClick={() => void copyText(text, say('SQL copied'))}
        >
          {say('Copy')}
        </ToolButton>
      </Group>
      <pre className={classes.sql} tabIndex={0} role="group" aria-label={say('SQL of this job')}>
        <code>
          {piecesOf(text, marks).map(({ text: piece, kind }, position) =>
            kind === null ? (
              piece
            ) : (
              <mark key={position} className={classes.mark} data-kind={kind}>
                {piece}
              </mark>
            ),
          )}
        </code>
      </pre>
    </>
  );
}
