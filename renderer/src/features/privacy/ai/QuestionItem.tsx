import { Badge, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { DocumentQuestion, QuestionState } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { instant } from '../../../shared/format.ts';
import classes from '../privacy.module.css';
import { STATE_NAME } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const COLOUR: Record<QuestionState, string> = {
  stated: 'gray',
  catalog: 'gray',
  'not-applicable': 'gray',
  partly: 'yellow',
  open: 'yellow',
};

interface Props {
  readonly datasetId: number;
  readonly question: DocumentQuestion;
  readonly ofSection: string | null;
}

/** One question: what is stated, what the catalog says, what is missing, and the editor. */
export function QuestionItem({ datasetId, question, ofSection }: Props) {
  const [editing, setEditing] = useState(false);
  const { given, provision } = question;
  const ask = told(question.ask);
  return (
    <Stack gap={4} component="article" aria-label={ask}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Title order={3} size="h6" fw={600} style={{ flex: 1 }}>
          {ask}
          {provision && provision !== ofSection ? ` (${told(provision)})` : ''}
        </Title>
        <Badge size="sm" variant="light" tt="none" color={COLOUR[question.state]}>
          {STATE_NAME[question.state]}
        </Badge>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={say('Answer: {ask}', { ask })}
          onClick={() => setEditing(!editing)}
        >
          {given ? sayIn('verb', 'Change') : sayIn('verb', 'Answer')}
        </Button>
      </Group>
      {given && !editing && (
        <div>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }} className={classes.wrap}>
            {given.text || say('Does not apply.')}
          </Text>
          <Text size="xs" c="dimmed">
            {say('{actor}, {at}, revision {revision, number}', {
              actor: given.actor,
              at: instant(given.at),
              revision: given.revision,
            })}
          </Text>
        </div>
      )}
      {editing && <Editor datasetId={datasetId} question={question} onDone={() => setEditing(false)} />}
      <FromCatalog question={question} />
    </Stack>
  );
}

/** Lines that are shown before the rest is asked for. */
const LINES = 8;

function FromCatalog({ question: { lines, gaps, byCatalog, given } }: { question: DocumentQuestion }) {
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, LINES);
  return (
    <>
      {lines.length > 0 && (
        <div>
          <Text size="xs" c="dimmed">
            {byCatalog && !given ? say('The catalog answers:') : say('The catalog has on this:')}
          </Text>
          <ul className={classes.steps}>
            {shown.map((line) => (
              <li key={line} className={classes.wrap}>
                {told(line)}
              </li>
            ))}
          </ul>
          {lines.length > LINES && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)}>
              {all ? say('Show fewer') : say('Show all {lines, number}', { lines: lines.length })}
            </Button>
          )}
        </div>
      )}
      {gaps.map((gap) => (
        <Text key={gap} size="sm">
          {say('Missing: {gap}.', { gap: told(gap) })}
        </Text>
      ))}
    </>
  );
}

function Editor({
  datasetId,
  question: { key, ask, given },
  onDone,
}: {
  datasetId: number;
  question: DocumentQuestion;
  onDone: () => void;
}) {
  const [text, setText] = useState(given?.text ?? '');
  const [history, setHistory] = useState(false);
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: (state: 'stated' | 'not-applicable' | null) =>
      client.documents.answer({ datasetId, question: key, state, text }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.documents.key() });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answer.mutate('stated');
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          aria-label={say('Answer to: {ask}', { ask: told(ask) })}
          autosize
          minRows={3}
          maxLength={20_000}
          data-autofocus
          autoFocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={answer.isPending} disabled={text.trim() === ''}>
            {say('Save the answer')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => answer.mutate('not-applicable')}>
            {say('Does not apply')}
          </Button>
          {given && (
            <Button size="compact-sm" variant="default" onClick={() => answer.mutate(null)}>
              {say('Take back')}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={() => setHistory(!history)}>
            {say('Earlier answers')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onDone}>
            {say('Cancel')}
          </Button>
        </Group>
        {history && <Earlier datasetId={datasetId} question={key} />}
        {answer.error && <ErrorState error={answer.error} />}
      </Stack>
    </form>
  );
}

function Earlier({ datasetId, question }: { datasetId: number; question: string }) {
  const query = useQuery(orpc.documents.history.queryOptions({ input: { datasetId, question } }));
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data?.length === 0) return <Text size="sm">{say('None.')}</Text>;
  return (
    <ul className={classes.steps}>
      {query.data?.map((one) => (
        <li key={one.revision} className={classes.wrap}>
          {instant(one.at)}, {one.actor}
          {one.until === null ? '' : `, ${say('until revision {revision, number}', { revision: one.until })}`}
          : {one.text || say('does not apply')}
        </li>
      ))}
    </ul>
  );
}
