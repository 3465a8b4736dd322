import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useRegisters } from '../../registers/use-registers.ts';
import { useTaxonomy } from '../../stewardship/use-taxonomy.ts';
import { formatDate } from '../model/civil-date.ts';
import { CHANNEL_NAME, IDENTIFIER_NAME, LANGUAGE_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { DeadlineFacts } from '../request/DeadlineBox.tsx';
import { CaseMoves } from './CaseMoves.tsx';
import { CaseRights } from './CaseRights.tsx';
import { useCaseChange, useLawNames } from './use-desk.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What comes next, what was decided, who works on it, and every clock in words. */
export function CaseOverview({ view }: { view: CaseView }) {
  return (
    <div className={classes.wizard}>
      <Stack gap="md" style={{ minWidth: 0 }}>
        <CaseMoves view={view} />
        <CaseRights view={view} />
        <Facts view={view} />
      </Stack>
      <Stack gap="md">
        {view.clocks.map((clock) => (
          <Clock key={`${clock.law} ${clock.place}`} clock={clock} />
        ))}
      </Stack>
    </div>
  );
}

function Clock({ clock }: { clock: CaseView['clocks'][number] }) {
  const { law, place, paused, pausedDays, acknowledgeBy, optOutBy, deadline } = clock;
  return (
    <Section title={`${told(law)}, ${place}`}>
      {paused && (
        <Text size="sm" fw={600}>
          {say('The clock stands; {days, plural, one {# day does} other {# days do}} not count so far.', {
            days: pausedDays,
          })}
        </Text>
      )}
      {!paused && pausedDays > 0 && (
        <Text size="sm">
          {say('{days, plural, one {# day} other {# days}} did not count while the clock stood.', {
            days: pausedDays,
          })}
        </Text>
      )}
      {(acknowledgeBy ?? optOutBy) !== null && (
        <dl className={classes.facts}>
          {acknowledgeBy && (
            <div className={classes.fact}>
              <dt>{say('Confirm receipt by')}</dt>
              <dd>{formatDate(acknowledgeBy)}</dd>
            </div>
          )}
          {optOutBy && (
            <div className={classes.fact}>
              <dt>{say('Honour an opt-out by')}</dt>
              <dd>{formatDate(optOutBy)}</dd>
            </div>
          )}
        </dl>
      )}
      <DeadlineFacts deadline={deadline} />
    </Section>
  );
}

const IDENTITY: Record<CaseView['identity'], string> = {
  'not-asked': say('no proof was asked for'),
  asked: say('proof is awaited'),
  confirmed: say('confirmed'),
  failed: say('not confirmed'),
};

function Facts({ view }: { view: CaseView }) {
  const { subjects } = useTaxonomy();
  const lawAndPlace = useLawNames();
  const facts: readonly (readonly [string, string])[] = [
    [say('Received on'), formatDate(view.receivedOn)],
    [say('Came in by'), view.channel === null ? say('not stated') : CHANNEL_NAME[view.channel]],
    [say('Law and place'), [view, ...view.alsoUnder].map(lawAndPlace).join('; ')],
    [say('Kind of person'), told(subjects.find(({ key }) => key === view.subject)?.name) ?? view.subject],
    [
      say('Searched by'),
      view.identifierKinds.length === 0
        ? say('all kinds of identifiers that are known')
        : view.identifierKinds.map((kind) => IDENTIFIER_NAME[kind]).join(', '),
    ],
    [say('Identity'), IDENTITY[view.identity]],
    [say('Letters in'), LANGUAGE_NAME[view.language]],
    [
      say('Tasks made from'),
      view.scopedAt === null ? say('not made yet') : say('revision {revision}', { revision: view.scopedAt }),
    ],
  ];
  return (
    <Section title={say('About the case')}>
      <Stack gap="md">
        <dl className={classes.facts}>
          {facts.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Assignee key={view.assignee} view={view} />
      </Stack>
    </Section>
  );
}

function Assignee({ view }: { view: CaseView }) {
  const { reference, assignee } = view;
  const [name, setName] = useState(assignee ?? '');
  const people = useQuery(orpc.desk.assignees.queryOptions());
  const parties = useRegisters();
  const change = useCaseChange(reference);
  const known = [...(people.data ?? []), ...(parties.data?.parties ?? []).map((one) => one.name)];
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm">
        <Autocomplete
          label={say('Works on it')}
          description={say('Somebody of the organisation; entered in the ledger.')}
          data={[...new Set(known)]}
          limit={20}
          maxLength={200}
          value={name}
          onChange={setName}
        />
        <Button
          variant="default"
          loading={change.isPending}
          disabled={name.trim() === (assignee ?? '')}
          onClick={() =>
            change.mutate(() => client.desk.assign({ reference, assignee: name.trim() === '' ? null : name }))
          }
        >
          {say('Assign')}
        </Button>
      </Group>
      {change.error && <ErrorState error={change.error} />}
    </Stack>
  );
}
