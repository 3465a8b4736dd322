import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { dueWords, formatDate, today } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { DeadlineFacts } from '../request/DeadlineBox.tsx';
import { PackCase } from '../../ledger/PackCase.tsx';
import { CaseEvents } from './CaseEvents.tsx';
import { CaseLetters } from './CaseLetters.tsx';
import { CaseMoves } from './CaseMoves.tsx';
import { CasePrivate } from './CasePrivate.tsx';
import { CaseRights } from './CaseRights.tsx';
import { CaseTasks } from './CaseTasks.tsx';
import { words } from './use-desk.ts';

/** One request as a case: where it stands, what can be done, its clocks, work, letters and history. */
export function CasePage({ reference }: { reference: string }) {
  const query = useQuery(orpc.desk.case.queryOptions({ input: { reference } }));
  const back = (
    <AnchorLink to="/privacy" search={{ view: 'cases' }} size="sm">
      All cases
    </AnchorLink>
  );
  if (query.error) {
    return (
      <Stack gap="sm">
        {back}
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Stack>
    );
  }
  if (!query.data) return <Loading what="the case" bars={[28, 120, 200]} />;
  const view = query.data;
  return (
    <Stack gap="md">
      {back}
      <Group gap="sm">
        <Title order={2} size="h3" className={classes.wrap}>
          {view.reference}
        </Title>
        <Badge color="gray" tt="none" size="lg">
          {words(view.state)}
        </Badge>
        <Text fw={600}>
          {view.paused && view.due === null
            ? 'The clock stands'
            : view.due === null
              ? 'No date'
              : view.daysLeft === null
                ? `Was due ${formatDate(view.due)}`
                : `Due ${formatDate(view.due)}, ${dueWords(view.due, today())}`}
        </Text>
        <PackCase reference={view.reference} />
      </Group>
      <div className={classes.wizard}>
        <Stack gap="md" style={{ minWidth: 0 }}>
          <CaseMoves view={view} />
          <CaseRights view={view} />
          <CaseTasks view={view} />
          <CasePrivate view={view} />
          <CaseLetters view={view} />
          <CaseEvents view={view} />
        </Stack>
        <Stack gap="md">
          {view.clocks.map(({ law, place, paused, pausedDays, deadline }) => (
            <Section key={`${law} ${place}`} title={`${law}, ${place}`}>
              {paused && (
                <Text size="sm" fw={600}>
                  The clock stands; {pausedDays} {pausedDays === 1 ? 'day' : 'days'} do not count so far.
                </Text>
              )}
              <DeadlineFacts deadline={deadline} />
            </Section>
          ))}
        </Stack>
      </div>
    </Stack>
  );
}
