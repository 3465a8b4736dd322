import { Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Deadline, Jurisdiction } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { dueWords, formatDate, isCivilDate, today, weekdayOf } from '../model/civil-date.ts';
import type { RequestForm } from '../model/request-form.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** The deadlines as the form stands now, one for each law, with the rule and how each was worked out. */
export function DeadlineBox({
  form,
  jurisdictions,
}: {
  form: RequestForm;
  jurisdictions: readonly Jurisdiction[];
}) {
  const laws = [form, ...form.alsoUnder].filter(
    ({ jurisdiction, place }) => jurisdiction !== '' && place !== '',
  );
  const ready = isCivilDate(form.receivedOn) && laws.length > 0;
  return (
    <Paper withBorder p="md" component="aside" aria-label={say('Deadline')} aria-live="polite">
      <Title order={2} size="h6" mb="xs">
        {say('Deadline')}
      </Title>
      {ready ? (
        <Stack gap="md">
          {laws.map(({ jurisdiction, place }, index) => (
            <LawDeadline
              key={`${jurisdiction} ${place} ${index}`}
              name={
                laws.length > 1
                  ? `${told(jurisdictions.find(({ key }) => key === jurisdiction)?.name) ?? jurisdiction}, ${place}`
                  : null
              }
              receivedOn={form.receivedOn}
              jurisdiction={jurisdiction}
              place={place}
            />
          ))}
          {laws.length > 1 && <Text size="sm">{say('The earliest day counts.')}</Text>}
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {say('The date of receipt, the law and the place give the deadline.')}
        </Text>
      )}
    </Paper>
  );
}

interface LawDeadlineProps {
  name: string | null;
  receivedOn: string;
  jurisdiction: string;
  place: string;
}

function LawDeadline({ name, receivedOn, jurisdiction, place }: LawDeadlineProps) {
  const query = useQuery({
    ...orpc.privacy.deadline.queryOptions({
      input: { receivedOn, jurisdiction, place, extended: false, identityConfirmedOn: null },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <div>
      {name && (
        <Title order={3} size="h6">
          {name}
        </Title>
      )}
      {query.isPending && <Loader size={12} aria-label={say('Calculating')} />}
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        query.data && <DeadlineFacts deadline={query.data} />
      )}
    </div>
  );
}

const MILESTONES: readonly (readonly [
  keyof Deadline & ('internalTarget' | 'safeDate' | 'extensionNoticeBy' | 'extendedDue'),
  string,
])[] = [
  ['internalTarget', say('Internal target')],
  ['safeDate', say('Safe date')],
  ['extensionNoticeBy', say('Tell of an extension by')],
  ['extendedDue', say('If extended, due')],
];

/** All dates of a deadline, the rule in one sentence, and the steps of the calculation. */
export function DeadlineFacts({ deadline }: { deadline: Deadline }) {
  const { due, start, rule, steps, holidaysUsed } = deadline;
  return (
    <Stack gap="xs">
      <div>
        <div className={classes.due}>{due ? formatDate(due) : say('No date yet')}</div>
        {due && (
          <Text size="sm" c="dimmed">
            {weekdayOf(due)}, {dueWords(due, today())}
          </Text>
        )}
      </div>
      <dl className={classes.facts}>
        <dt>{say('Counted from')}</dt>
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
      <Text size="sm">{told(rule)}</Text>
      {steps.length > 0 && (
        <details>
          <Text component="summary" size="sm">
            {say('How it was worked out')}
          </Text>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step}>{told(step)}</li>
            ))}
          </ol>
        </details>
      )}
      {holidaysUsed.length > 0 && (
        <Text size="xs" c="dimmed">
          {say('Public holidays that counted: {holidays}', {
            holidays: holidaysUsed.map(({ date, name }) => `${told(name)} (${formatDate(date)})`).join(', '),
          })}
        </Text>
      )}
    </Stack>
  );
}
