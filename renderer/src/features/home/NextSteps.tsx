import { Group, Progress, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsJoin,
  IconChevronRight,
  IconCircleCheck,
  IconClockPause,
  IconDropletOff,
  IconEyeQuestion,
  IconFileDescription,
  IconInbox,
  IconLinkOff,
  IconListCheck,
  IconRefreshAlert,
  IconShieldQuestion,
  IconTestPipe,
  IconUserQuestion,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { StepCode } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { Loading } from '../../shared/Loading.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

type Target = Pick<LinkProps, 'to' | 'search'>;

const found = (text: string): Target => ({ to: '/browse', search: { text } });

/** Where the list behind each number is. */
const BEHIND: Record<StepCode, { icon: Icon; link: Target }> = {
  'rules-failed': { icon: IconListCheck, link: { to: '/rules' } },
  'import-issues': { icon: IconAlertTriangle, link: { to: '/import' } },
  'failed-tests': { icon: IconTestPipe, link: { to: '/browse', search: { state: ['failed-tests'] } } },
  'sensitive-flows': { icon: IconDropletOff, link: { to: '/propagation', search: { tab: 'findings' } } },
  'personal-data-unclassified': {
    icon: IconUserShield,
    link: { to: '/browse', search: { categories: ['user'], sensitivities: ['none'] } },
  },
  'category-suggestions': { icon: IconInbox, link: { to: '/inbox' } },
  'critical-unreviewed': { icon: IconEyeQuestion, link: found('is:critical is:unreviewed') },
  'alias-suggestions': { icon: IconArrowsJoin, link: { to: '/joins' } },
  'no-owner': { icon: IconUserQuestion, link: { to: '/browse', search: { state: ['no-owner'] } } },
  'outdated-reviews': { icon: IconRefreshAlert, link: found('is:outdated') },
  stale: { icon: IconClockPause, link: found('is:stale') },
  gaps: { icon: IconLinkOff, link: { to: '/browse', search: { state: ['gap'] } } },
  'no-sensitivity': {
    icon: IconShieldQuestion,
    link: { to: '/browse', search: { sensitivities: ['none'] } },
  },
  'no-description': {
    icon: IconFileDescription,
    link: { to: '/browse', search: { state: ['no-description'] } },
  },
};

/** What each is, and why it matters. */
const WORDS: Record<StepCode, { title: string; detail: string }> = {
  'rules-failed': {
    title: say('Rules that could not be applied'),
    detail: say('What they stated before stands.'),
  },
  'import-issues': {
    title: say('Imports that left something out'),
    detail: say('Rejected records are listed with file, place and reason in the import history.'),
  },
  'failed-tests': {
    title: say('Datasets with failing tests'),
    detail: say('The latest result of at least one data test is a failure or an error.'),
  },
  'sensitive-flows': {
    title: say('Sensitive data flow into less sensitive places'),
    detail: say('Values pass from a column into one that is said to be less sensitive.'),
  },
  'personal-data-unclassified': {
    title: say('Personal data without a sensitivity'),
    detail: say(
      'A column carries a personal-data category, but neither it nor its dataset has a sensitivity level.',
    ),
  },
  'category-suggestions': {
    title: say('Columns that may hold personal data'),
    detail: say('One decision in the inbox covers a whole group.'),
  },
  'critical-unreviewed': {
    title: say('Critical datasets that nobody has reviewed'),
    detail: say('Somebody said that they are critical; nobody has looked at them as they are now.'),
  },
  'alias-suggestions': {
    title: say('Possible duplicates to decide'),
    detail: say('Two names may mean the same thing. Join or reject them.'),
  },
  'no-owner': {
    title: say('Datasets without an owner'),
    detail: say('Nobody is named who answers for them.'),
  },
  'outdated-reviews': {
    title: say('Datasets that changed since their review'),
    detail: say('Sources, rules or the lineage say something else than what was reviewed.'),
  },
  stale: {
    title: say('Datasets that no run uses any more'),
    detail: say('Runs used them once, but none in the 30 days before the newest run.'),
  },
  gaps: {
    title: say('Gaps in the lineage'),
    detail: say('A source mentions these datasets, but none describes them: lineage stops here.'),
  },
  'no-sensitivity': {
    title: say('Datasets without a sensitivity'),
    detail: say('They have not been classified yet.'),
  },
  'no-description': {
    title: say('Datasets without a description'),
    detail: say('Neither a source nor a person says what they are.'),
  },
};

/** How often the count of suggestions is asked for while columns are being classified. */
const AGAIN_MS = 1_000;

/** What waits for a person, most urgent first; each line leads to the list behind its number. */
export function NextSteps() {
  const next = useQuery({
    ...orpc.system.next.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.working ? AGAIN_MS : false),
  });
  if (next.error) return <ErrorState error={next.error} onRetry={() => void next.refetch()} />;
  if (!next.data) return <Loading what={say('what to do next')} bars={[48, 48, 48]} />;
  const { steps, working } = next.data;
  return (
    <>
      {steps.length === 0 && !working ? (
        <Group gap="xs">
          <IconCircleCheck size={18} aria-hidden color="var(--hw-accent)" />
          <Text size="sm">{say('Nothing waits for a decision.')}</Text>
        </Group>
      ) : null}
      <ol className={classes.rows}>
        {steps.map(({ code, count: number, groups }) => {
          const { icon: Shape, link } = BEHIND[code];
          const { title, detail } = WORDS[code];
          return (
            <li key={code}>
              <Link {...link} className={classes.row}>
                <Shape size={20} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
                <span className={classes.number}>{count(number)}</span>
                <span className={classes.grow}>
                  <Text size="sm" fw={600} component="span" display="block">
                    {groups === null
                      ? title
                      : say('{step}, in {groups, plural, one {# group} other {# groups}}', {
                          step: title,
                          groups,
                        })}
                  </Text>
                  <Text size="xs" c="dimmed" component="span" display="block">
                    {detail}
                  </Text>
                </span>
                <IconChevronRight size={16} aria-hidden style={{ flex: 'none' }} />
              </Link>
            </li>
          );
        })}
      </ol>
      {working ? (
        <Group gap="xs" mt="xs">
          <Progress
            value={working.total === 0 ? 0 : (100 * working.done) / working.total}
            w={120}
            size="sm"
            aria-label={say('Classifying columns')}
          />
          <Text size="xs" c="dimmed">
            {say(
              'Columns are being classified: {done, number} of {datasets, plural, one {# dataset} other {# datasets}}. Suggestions are counted then.',
              { done: working.done, datasets: working.total },
            )}
          </Text>
        </Group>
      ) : null}
    </>
  );
}
