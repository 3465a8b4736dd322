import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import { IconInbox } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { InboxGroup, InboxKind, MutationResult } from '../../../../contract/index.ts';
import { useUndo } from '../../app/shell/use-undo.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { CheckValues } from '../samples/CheckValues.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { GroupPanel } from './GroupPanel.tsx';
import { GroupsGrid } from './GroupsGrid.tsx';
import layout from '../../shared/list-page.module.css';
import { KindFilter, kindsOf } from './KindFilter.tsx';
import { validateInboxSearch } from './model/search-params.ts';
import { ReviewProgress } from './ReviewProgress.tsx';
import { useChoice } from './use-choice.ts';
import { useInbox } from './use-inbox.ts';
import { say } from '../../shared/language/say.ts';

type Answer = 'confirm' | 'refuse';

const isStrong = ({ category }: InboxGroup) => category?.strength === 'strong';
const NONE: ReadonlySet<string> = new Set();
const gridIn = ({ current }: RefObject<HTMLElement | null>): HTMLElement | null =>
  current?.querySelector<HTMLElement>('[role="grid"]') ?? null;

/** What waits for a decision, in groups; several of them can be decided at once. */
export function InboxPage() {
  const { kind = null } = validateInboxSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { data, error, refetch, isFetching } = useInbox();
  const { decideInbox } = useSteward();
  const { undo } = useUndo();
  const choice = useChoice();
  const [active, setActive] = useState(0);
  const [ticked, setTicked] = useState(NONE);
  // Gone at once, so that the next key is for the next group; back if the engine refuses.
  const [hidden, setHidden] = useState(NONE);
  const inFlight = useRef<Promise<MutationResult> | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const all = (data?.groups ?? []).filter(({ key }) => !hidden.has(key));
  const groups = kind === null ? all : all.filter((group) => group.kind === kind);
  const picked = groups.filter(({ key }) => ticked.has(key));
  const current = groups[Math.min(active, groups.length - 1)];
  const chosen = picked.length > 0 ? picked : current ? [current] : [];

  // The list takes the keys at once, whichever kind is chosen.
  const ready = groups.length > 0;
  useEffect(() => {
    if (ready) gridIn(list)?.focus();
  }, [ready, kind]);

  const setKind = (next: InboxKind | null) => {
    setTicked(NONE);
    choice.setOwner(null);
    void navigate({ to: '/inbox', search: next === null ? {} : { kind: next }, replace: true });
  };
  const step = (by: 1 | -1) => {
    const kinds = [null, ...kindsOf(all, kind)];
    setKind(kinds[(kinds.indexOf(kind) + by + kinds.length) % kinds.length] ?? null);
  };
  const decide = async (asked: readonly InboxGroup[], decision: Answer): Promise<void> => {
    const which = asked.filter((group) => group[decision] !== null);
    if (which.length === 0) return;
    if (decision === 'confirm' && choice.lacksOwner(which)) {
      notifications.show({ message: say('Choose first who owns them') });
      return;
    }
    const reason = choice.reason.trim();
    const ofOwners = choice.owner && which.every((group) => group.kind === 'owner');
    const isWhole = ({ key }: InboxGroup) => choice.of(key).items.size + choice.of(key).names.size === 0;
    const keys = new Set(which.filter(isWhole).map(({ key }) => key));
    setHidden((now) => new Set([...now, ...keys]));
    let deciding: Promise<MutationResult> | null = null;
    try {
      deciding = decideInbox.mutateAsync({
        decision,
        chosen: which.map(choice.chosen),
        ...(ofOwners && choice.owner ? { owner: choice.owner } : {}),
        ...(reason === '' ? {} : { reason }),
      });
      inFlight.current = deciding;
      await deciding;
      setTicked(NONE);
      choice.setReason('');
    } catch {
      // What went wrong is shown with the groups, which are back.
    } finally {
      // Another one may have been made meanwhile, and is what would be taken back.
      if (inFlight.current === deciding) inFlight.current = null;
      setHidden((now) => new Set([...now].filter((key) => !keys.has(key))));
    }
  };
  // What is being decided is taken back once it is made.
  const takeBack = async (): Promise<void> => {
    const made = await inFlight.current?.catch(() => null);
    if (made === undefined) undo();
    else if (made?.revision) undo(made.revision);
  };
  const letters = {
    y: () => void decide(chosen, 'confirm'),
    n: () => void decide(chosen, 'refuse'),
    u: () => void takeBack(),
    o: () => gridIn(panel)?.focus(),
    ']': () => step(1),
    '[': () => step(-1),
  };
  usePageCommands([
    { id: 'inbox.next-kind', title: say('Next kind of question'), keys: [']'], run: () => step(1) },
    { id: 'inbox.kind-before', title: say('Kind of question before'), keys: ['['], run: () => step(-1) },
  ]);
  const strong = groups.filter(isStrong);
  const needsReason = decideInbox.error instanceof ORPCError && decideInbox.error.code === 'REASON_NEEDED';
  return (
    <Stack className={layout.page} p="md" gap="sm">
      <PageHeader
        title={say('Inbox')}
        description={say(
          'What waits for your decision. One decision covers a whole group; nothing is stated without one.',
        )}
        actions={
          <Group gap="xs">
            <CheckValues />
            <ButtonLink to="/propagation" variant="default">
              {say('Tags along lineage')}
            </ButtonLink>
            {strong.length > 0 ? (
              <Button
                variant="default"
                loading={decideInbox.isPending}
                onClick={() => void decide(strong, 'confirm')}
                title={say('Every category with a certainty of 85 % and more')}
              >
                {say('Confirm all {questions, number} strong ones', {
                  questions: strong.reduce((sum, group) => sum + group.count, 0),
                })}
              </Button>
            ) : null}
          </Group>
        }
      />
      {data ? <ReviewProgress {...data.progress} /> : null}
      <Group gap="sm">
        {data ? <KindFilter groups={all} kind={kind} onKind={setKind} /> : null}
        <Text size="sm" c="dimmed" role="status" aria-busy={isFetching || hidden.size > 0}>
          {data ? statusOf(groups, data.working !== null) : ''}
        </Text>
        {data?.working ? <Working {...data.working} /> : null}
      </Group>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {decideInbox.error && !needsReason ? (
        <ErrorState error={decideInbox.error} onRetry={decideInbox.reset} retryLabel={say('Dismiss')} />
      ) : null}
      {!data && !error ? <Loading what={say('the inbox')} bars={[320]} /> : null}
      {data && groups.length === 0 && !data.working ? <Nothing kind={kind} /> : null}
      {groups.length > 0 ? (
        <div className={layout.split} aria-busy={hidden.size > 0}>
          <div ref={list} className={layout.grid}>
            <GroupsGrid
              groups={groups}
              ticked={ticked}
              onTicked={setTicked}
              letters={letters}
              onActive={setActive}
              listKey={kind ?? 'all'}
            />
          </div>
          <aside ref={panel} className={layout.sideColumn} aria-label={say('Group')}>
            <GroupPanel
              key={chosen.length === 1 ? chosen[0]?.key : 'several'}
              groups={chosen}
              choice={choice}
              busy={decideInbox.isPending}
              needsReason={needsReason}
              onDecide={(decision) => void decide(chosen, decision)}
              onUndo={() => void takeBack()}
            />
          </aside>
        </div>
      ) : null}
      <Text size="xs" c="dimmed">
        {say(
          'J and K move, Y confirms, N refuses for good, U takes the last change back. Space ticks several groups, Ctrl+A all; O goes to the items, where X leaves one out and O opens it. [ and ] change the kind.',
        )}
      </Text>
    </Stack>
  );
}

function statusOf(groups: readonly InboxGroup[], working: boolean): string {
  const open = groups.reduce((sum, one) => sum + one.count, 0);
  const numbers = { questions: open, groups: groups.length };
  return working
    ? say(
        '{questions, plural, one {# question} other {# questions}} in {groups, plural, one {# group} other {# groups}} so far',
        numbers,
      )
    : say(
        '{questions, plural, one {# question} other {# questions}} in {groups, plural, one {# group} other {# groups}}',
        numbers,
      );
}

function Nothing({ kind }: { readonly kind: InboxKind | null }) {
  return (
    <EmptyState
      icon={IconInbox}
      title={
        kind === null ? say('Nothing waits for a decision') : say('Nothing of this kind waits for a decision')
      }
    >
      {say(
        'Columns that speak of personal data, names that may mean one dataset, datasets without an owner or a review, what lineage carries on and where sources disagree with people are listed here until you decide. What you refused does not come back.',
      )}
    </EmptyState>
  );
}

function Working({ done, total }: { done: number; total: number }) {
  return (
    <Group gap="xs" aria-live="polite">
      <Progress
        value={total === 0 ? 0 : (100 * done) / total}
        w={140}
        aria-label={say('Classifying columns')}
        size="sm"
      />
      <Text size="sm" c="dimmed">
        {say('classifying: {done, number} of {datasets, plural, one {# dataset} other {# datasets}}', {
          done,
          datasets: total,
        })}
      </Text>
    </Group>
  );
}
