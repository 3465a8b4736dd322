import { Badge, Group, Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ActivitiesTab } from '../privacy/processing/ActivitiesTab.tsx';
import { orpc } from '../../shared/api.ts';
import { count } from '../../shared/format.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import {
  REGISTER_OF,
  REGISTER_TABS,
  validateRegistersSearch,
  type RegistersTab,
} from './model/search-params.ts';
import { OrphansTab } from './OrphansTab.tsx';
import { RegisterTab } from './RegisterTab.tsx';
import layout from '../../shared/list-page.module.css';
import { useRegisters } from './use-registers.ts';
import { say } from '../../shared/language/say.ts';

const TITLES: Record<RegistersTab, string> = {
  people: say('People & teams'),
  terms: say('Glossary'),
  domains: say('Domains'),
  purposes: say('Purposes'),
  activities: say('Activities'),
  orphans: say('Orphans'),
};

/** What statements refer to: people and teams, the glossary, domains, purposes; and what nobody answers for. */
export function RegistersPage() {
  const { tab = 'people' } = validateRegistersSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const counts = useCounts(tab);
  const goTo = (next: string | null) => {
    const known = REGISTER_TABS.find((name) => name === next);
    if (known)
      void navigate({ to: '/registers', search: known === 'people' ? {} : { tab: known }, replace: true });
  };
  return (
    <Stack className={layout.page} p="md" gap="sm">
      <PageHeader
        title={say('Registers')}
        description={say(
          'Who people are, what words mean, which parts of the organisation there are, what data are processed for, and in which activities.',
        )}
        actions={
          <Group gap="xs">
            <ButtonLink to="/rules" variant="default">
              {say('Rules')}
            </ButtonLink>
            <ButtonLink to="/propagation" variant="default">
              {say('Tags along lineage')}
            </ButtonLink>
          </Group>
        }
      />
      <Tabs className={layout.tabs} value={tab} keepMounted={false} onChange={goTo}>
        <Tabs.List>
          {REGISTER_TABS.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              rightSection={
                counts[name] === undefined ? null : (
                  <Badge size="sm" variant="default" component="span" circle={counts[name] < 10}>
                    {count(counts[name])}
                  </Badge>
                )
              }
            >
              {TITLES[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {REGISTER_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={layout.panel}>
            {name === 'orphans' ? (
              <OrphansTab />
            ) : name === 'activities' ? (
              <ActivitiesTab />
            ) : (
              <RegisterTab key={name} register={REGISTER_OF[name]} />
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

function useCounts(tab: RegistersTab): Partial<Record<RegistersTab, number>> {
  const { data } = useRegisters();
  const orphans = useQuery(orpc.stewardship.orphans.queryOptions({ input: { offset: 0, limit: 1 } }));
  // What is known of activities takes longer than counting: it is asked for where it is shown.
  const activities = useQuery(orpc.processing.list.queryOptions({ enabled: tab === 'activities' }));
  return {
    ...(activities.data && { activities: activities.data.items.length }),
    ...(data && {
      people: data.parties.length,
      terms: data.terms.length,
      domains: data.domains.length,
      purposes: data.purposes.length,
    }),
    ...(orphans.data && { orphans: orphans.data.total }),
  };
}
