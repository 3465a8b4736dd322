import { Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Deadline } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { dueWords, formatDate, isCivilDate, today, weekdayOf } from '../model/civil-date.ts';
import type { RequestForm } from '../model/request-form.ts';
import classes from '../privacy.module.css';

/** The deadline as the form stands now, with the rule and how it was worked out. */
export function DeadlineBox({ form }: { form: RequestForm }) {
  const { receivedOn, jurisdiction, place, extended, identityConfirmedOn } = form;
  const ready = isCivilDate(receivedOn) && jurisdiction !== '' && place !== '';
  const confirmed = isCivilDate(identityConfirmedOn) ? identityConfirmedOn : null;
  const query = useQuery({
    ...orpc.privacy.deadline.queryOptions({
      input: { receivedOn, jurisdiction, place, extended, identityConfirmedOn: confirmed },
    }),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
  return (
    <Paper withBorder p="md" component="aside" aria-label="Deadline" aria-live="polite">
      <Title order={2} size="h6" mb="xs">
        Deadline {query.isFetching && <Loader size={12} aria-label="Calculating" />}
      </Title>
      {!ready ? (
        <Text size="sm" c="dimmed">
          The date of receipt, the law and the place give the deadline.
        </Text>
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        query.data && <DeadlineFacts deadline={query.data} />
      )}
    </Paper>
  );
}

const MILESTONES: readonly (readonly [
  keyof Deadline & ('internalTarget' | 'safeDate' | 'extensionNoticeBy' | 'extendedDue'),
  string,
])[] = [
  ['internalTarget', 'Internal target'],
  ['safeDate', 'Safe date'],
  ['extensionNoticeBy', 'Tell of an extension by'],
  ['extendedDue', 'If extended, due'],
];

/** All dates of a deadline, the rule in one sentence, and the steps of the calculation. */
export function DeadlineFacts({ deadline }: { deadline: Deadline }) {
  const { due, start, rule, steps, holidaysUsed } = deadline;
  return (
    <Stack gap="xs">
      <div>
        <div className={classes.due}>{due ? formatDate(due) : 'No date yet'}</div>
        {due && (
          <Text size="sm" c="dimmed">
            {weekdayOf(due)}, {dueWords(due, today())}
          </Text>
        )}
      </div>
      <dl className={classes.facts}>
        <dt>Counted from</dt>
        <dd>{formatDate(start)}</dd>
        {MILESTONES.map(([key, name]) => {
          const date = deadline[key];
          return (
            date && (
              <div key={key} className={classes.fact}>
                <dt>{name}</dt>
                <dd>{formatDate(date)}</dd>
              </div>
            )
          );
        })}
      </dl>
      <Text size="sm">{rule}</Text>
      {steps.length > 0 && (
        <details>
          <Text component="summary" size="sm">
            How it was worked out
          </Text>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      )}
      {holidaysUsed.length > 0 && (
        <Text size="xs" c="dimmed">
          Public holidays that counted:{' '}
          {holidaysUsed.map(({ date, name }) => `${name} (${formatDate(date)})`).join(', ')}
        </Text>
      )}
    </Stack>
  );
}
