import { Badge, Button, Group, Paper, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { ActivityView, ProcessingRow } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { useSteward } from '../../stewardship/use-steward.ts';
import { assessmentName } from './model/words.ts';
import classes from './processing.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Criterion = ActivityView['screening']['criteria'][number];
type Answers = Readonly<Record<string, { readonly answer: string; readonly reason: string }>>;

function answersOf(criteria: readonly Criterion[]): Answers {
  return Object.fromEntries(criteria.map(({ id, answer, reason }) => [id, { answer: answer ?? '', reason }]));
}

/** The questions of the screening: what the catalog points out beside each, and a person's answer with the reason. */
export function ScreeningList({ view }: { view: ActivityView }) {
  const { key, name, screening, assessment } = view;
  const [draft, setDraft] = useState<Answers>({});
  const { putProcessing } = useSteward();
  const answers: Answers = { ...answersOf(screening.criteria), ...draft };
  const set = (id: string, part: Partial<Answers[string]>) =>
    setDraft({ ...draft, [id]: { ...answers[id]!, ...part } });

  function save() {
    const rows: ProcessingRow[] = screening.criteria.flatMap(({ id }) => {
      const { answer, reason } = answers[id]!;
      return answer === '' ? [] : [{ criterion: id, answer, reason }];
    });
    putProcessing.mutate(
      {
        register: 'assessment',
        add: assessment === null,
        entry: {
          key,
          name: assessment?.name ?? assessmentName(name),
          fields: { answers: [...rows] },
        },
      },
      { onSuccess: () => setDraft({}) },
    );
  }

  return (
    <Paper withBorder p="md" component="section" aria-label={say('Screening')}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={3} size="h5">
          {say('Is an assessment required?')}
        </Title>
        <Button disabled={Object.keys(draft).length === 0} loading={putProcessing.isPending} onClick={save}>
          {say('Save the answers')}
        </Button>
      </Group>
      {putProcessing.error ? <ErrorState error={putProcessing.error} /> : null}
      <ul className={classes.list}>
        {screening.criteria.map(({ id, title, question, provision, evidence }) => (
          <li key={id} className={classes.row}>
            <div className={classes.question}>
              <Text size="sm" fw={600}>
                {told(title)}
              </Text>
              <Text size="sm">
                {told(question)}{' '}
                <Text span size="xs" c="dimmed">
                  {told(provision)}
                </Text>
              </Text>
              {evidence.length === 0 ? null : (
                <Badge
                  size="sm"
                  variant="outline"
                  color="orange"
                  c="var(--mantine-color-text)"
                  tt="none"
                  mt={4}
                >
                  {say('Pointed out by the catalog')}
                </Badge>
              )}
              {evidence.map((line) => (
                <Text key={line} size="xs" c="dimmed" className={classes.wrap}>
                  {told(line)}
                </Text>
              ))}
            </div>
            <SegmentedControl
              size="xs"
              aria-label={say('Answer: {title}', { title: told(title) })}
              data={[
                { value: 'yes', label: say('Yes') },
                { value: 'no', label: say('No') },
                { value: '', label: sayIn('state', 'Open') },
              ]}
              value={answers[id]!.answer}
              onChange={(answer) => set(id, { answer })}
            />
            <TextInput
              className={classes.reason}
              size="xs"
              label={say('Reason')}
              aria-label={say('Reason: {title}', { title: told(title) })}
              disabled={answers[id]!.answer === ''}
              maxLength={2000}
              value={answers[id]!.reason}
              onChange={(event) => set(id, { reason: event.currentTarget.value })}
            />
          </li>
        ))}
      </ul>
    </Paper>
  );
}
