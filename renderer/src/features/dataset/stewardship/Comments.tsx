import { Button, Group, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Comment, Target } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { useSettings } from '../../../shared/appearance.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useFocusBack } from '../../../shared/use-focus-back.ts';
import { useSteward } from '../../stewardship/use-steward.ts';
import { CommentForm } from './CommentForm.tsx';
import { CommentItem } from './CommentItem.tsx';
import classes from './stewardship-tab.module.css';
import { threadsOf, type Thread } from './threads.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

/** What people say to one another about a dataset with its columns, or about one column. */
export function Comments({ target }: { target: Target }) {
  const [settled, setSettled] = useState(false);
  const list = useQuery(orpc.comments.list.queryOptions({ input: { target } }));
  const { addComment } = useSteward();
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading what={say('comments')} bars={[160]} />;
  const threads = threadsOf(list.data);
  const done = threads.filter(({ first }) => first.resolvedBy !== null).length;
  const shown = threads.filter(({ first }) => settled || first.resolvedBy === null);
  return (
    <Section
      title={say('Comments')}
      aside={
        done > 0 ? (
          <Switch
            size="xs"
            label={say('Show {threads, plural, one {# settled one} other {# settled ones}}', {
              threads: done,
            })}
            checked={settled}
            onChange={(event) => setSettled(event.currentTarget.checked)}
          />
        ) : null
      }
    >
      {shown.length === 0 ? (
        <Text size="sm" c="dimmed" mb="sm">
          {threads.length === 0 ? say('Nobody has commented yet.') : say('All comments are settled.')}
        </Text>
      ) : (
        <ol className={classes.thread} aria-label={say('Comments')}>
          {shown.map((thread) => (
            <ThreadItem key={thread.first.number} thread={thread} />
          ))}
        </ol>
      )}
      <CommentForm
        label={target.on === 'column' ? say('New comment on the column') : say('New comment on the dataset')}
        submit={sayIn('verb', 'Comment')}
        pending={addComment.isPending}
        error={addComment.error}
        onSubmit={(text, done) => addComment.mutate({ target, text }, { onSuccess: done })}
      />
    </Section>
  );
}

function ThreadItem({ thread: { first, answers } }: { thread: Thread }) {
  const [answering, setAnswering] = useState(false);
  const answer = useFocusBack(answering);
  const { addComment, resolveComment } = useSteward();
  const { settings } = useSettings();
  const open = first.resolvedBy === null;
  const mine = (comment: Comment) => comment.actor === settings.data?.actor;
  return (
    <li className={open ? undefined : classes.settled}>
      <CommentItem comment={first} mine={mine(first)} removable={answers.length === 0} />
      {answers.length > 0 && (
        <ol className={classes.answers}>
          {answers.map((answer) => (
            <li key={answer.number}>
              <CommentItem
                comment={answer}
                mine={mine(answer)}
                removable={!answers.some(({ answerTo }) => answerTo === answer.number)}
              />
            </li>
          ))}
        </ol>
      )}
      <Group gap={4} mt={4}>
        {!answering && (
          <Button
            ref={answer}
            size="compact-xs"
            variant="default"
            aria-label={say('Answer comment {number}', { number: first.number })}
            onClick={() => setAnswering(true)}
          >
            {sayIn('verb', 'Answer')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={
            open
              ? say('Settle comment {number}', { number: first.number })
              : say('Open again comment {number}', { number: first.number })
          }
          loading={resolveComment.isPending}
          onClick={() => resolveComment.mutate({ number: first.number, resolved: open })}
        >
          {open ? say('Settle') : say('Open again')}
        </Button>
      </Group>
      {resolveComment.error ? <ErrorState error={resolveComment.error} /> : null}
      {answering && (
        <CommentForm
          label={say('Answer to comment {number}', { number: first.number })}
          submit={sayIn('verb', 'Answer')}
          autoFocus
          pending={addComment.isPending}
          error={addComment.error}
          onCancel={() => setAnswering(false)}
          onSubmit={(text) =>
            addComment.mutate(
              { target: { on: first.on, id: first.id }, text, answerTo: first.number },
              { onSuccess: () => setAnswering(false) },
            )
          }
        />
      )}
    </li>
  );
}
