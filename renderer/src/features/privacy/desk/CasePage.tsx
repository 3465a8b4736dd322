import { Badge, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { CaseView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { CASE_TABS, validatePrivacySearch, type CaseTab } from '../model/search-params.ts';
import { RIGHT_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { PackCase } from '../../ledger/PackCase.tsx';
import { CaseCatalog } from './CaseCatalog.tsx';
import { CaseFiles } from './CaseFiles.tsx';
import { CaseHistory } from './CaseHistory.tsx';
import { CaseLettersTab } from './CaseLettersTab.tsx';
import { CaseOverview } from './CaseOverview.tsx';
import { CaseTasks } from './CaseTasks.tsx';
import { DaysLeft } from './DaysLeft.tsx';
import { STATE_NAME } from './words.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const TAB_NAME: Record<CaseTab, string> = {
  overview: say('Overview'),
  work: say('Work'),
  catalog: say('From the catalog'),
  files: say('Person and files'),
  letters: say('Letters'),
  history: say('History'),
};

/** One request as a case: where it stands, what can be done, its clocks, work, letters and history. */
export function CasePage({ reference }: { reference: string }) {
  const query = useQuery(orpc.desk.case.queryOptions({ input: { reference } }));
  const { tab = 'overview' } = validatePrivacySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const back = (
    <AnchorLink to="/privacy" search={{ view: 'cases' }} size="sm">
      {say('All cases')}
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
  if (!query.data) return <Loading what={say('the case')} bars={[28, 120, 200]} />;
  const view = query.data;
  return (
    <Stack gap="sm">
      {back}
      <CaseHead view={view} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          const known = CASE_TABS.find((name) => name === next);
          if (known)
            void navigate({
              to: '/privacy',
              search: { view: 'cases', case: reference, ...(known === 'overview' ? {} : { tab: known }) },
            });
        }}
      >
        <Tabs.List mb="md" aria-label={say('Parts of the case')}>
          {CASE_TABS.map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={openWork(view, name)}>
              {TAB_NAME[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {CASE_TABS.map((name) => (
          <Tabs.Panel key={name} value={name}>
            <CasePart view={view} tab={name} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

/** How much of the work has no outcome yet. */
function openWork({ search, erase, notify }: CaseView, tab: CaseTab) {
  if (tab !== 'work') return null;
  const open = [search, erase, notify].reduce((sum, { total, done }) => sum + total - done, 0);
  return open === 0 ? null : (
    <Badge size="sm" variant="default" component="span">
      {open}
    </Badge>
  );
}

function CasePart({ view, tab }: { view: CaseView; tab: CaseTab }) {
  switch (tab) {
    case 'overview':
      return <CaseOverview view={view} />;
    case 'work':
      return <CaseTasks view={view} />;
    case 'catalog':
      return <CaseCatalog view={view} />;
    case 'files':
      return <CaseFiles view={view} />;
    case 'letters':
      return <CaseLettersTab view={view} />;
    case 'history':
      return <CaseHistory view={view} />;
  }
}

function CaseHead({ view }: { view: CaseView }) {
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Title order={2} size="h3" className={classes.wrap}>
          {view.reference}
        </Title>
        <Badge color="gray" tt="none" size="lg">
          {STATE_NAME[view.state]}
        </Badge>
        <DaysLeft one={view} withDate />
        <Text size="sm" c="dimmed">
          {view.rights.map((right) => RIGHT_NAME[right]).join(', ')} ·{' '}
          {view.assignee ? say('{name} works on it', { name: view.assignee }) : say('nobody works on it')}
        </Text>
        <PackCase reference={view.reference} />
      </Group>
      {view.blocked && (
        <Text size="sm">
          <IconHourglass size={14} aria-hidden className={classes.icon} />
          {told(view.blocked)}
        </Text>
      )}
    </Stack>
  );
}
