import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Comment } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { ago, instant } from '../../../shared/format.ts';
import { useFocusBack } from '../../../shared/use-focus-back.ts';
import { Markdown } from '../../../shared/markdown/Markdown.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { CommentForm } from './CommentForm.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';

interface Props {
  comment: Comment;
  /** Only who wrote it may change it. */
  mine: boolean;
  /** What was answered stays. */
  removable: boolean;
}

/** One comment: who, when, what; one's own can be changed and taken away. */
export function CommentItem({ comment, mine, removable }: Props) {
  const { number, actor, at, column, text, resolvedBy } = comment;
  const [editing, setEditing] = useState(false);
  const change = useFocusBack(editing);
  const { editComment } = useSteward();
  return (
    <>
      <Group gap={6} mb={2}>
        <Text size="sm" fw={600}>
          {actor}
        </Text>
        <Text size="xs" c="dimmed" title={instant(at, true)}>
          {ago(at)}
        </Text>
        {column !== null && (
          <Badge size="xs" variant="outline" color="gray" tt="none">
            {column}
          </Badge>
        )}
        {resolvedBy !== null && (
          <Badge size="xs" variant="outline" color="teal" tt="none">
            {say('settled by {person}', { person: resolvedBy })}
          </Badge>
        )}
        {mine && !editing && (
          <Group gap={2} ms="auto">
            <Button
              ref={change}
              size="compact-xs"
              variant="subtle"
              aria-label={say('Change comment {number}', { number })}
              onClick={() => setEditing(true)}
            >
              {sayIn('verb', 'Change')}
            </Button>
            {removable && (
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={say('Withdraw comment {number}', { number })}
                loading={editComment.isPending}
                onClick={() => editComment.mutate({ number, text: null })}
              >
                {say('Withdraw')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {editing ? (
        <CommentForm
          label={say('Words of comment {number}', { number })}
          submit={say('Save')}
          initial={text}
          autoFocus
          pending={editComment.isPending}
          error={editComment.error}
          onCancel={() => setEditing(false)}
          onSubmit={(words) =>
            editComment.mutate({ number, text: words }, { onSuccess: () => setEditing(false) })
          }
        />
      ) : (
        <>
          <Markdown>{text}</Markdown>
          {editComment.error ? <ErrorState error={editComment.error} /> : null}
        </>
      )}
    </>
  );
}
