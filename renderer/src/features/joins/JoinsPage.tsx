import { Stack, Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { JoinedTab } from './JoinedTab.tsx';
import { JOINS_TABS, validateJoinsSearch, type JoinsTab } from './model/search-params.ts';
import { NamespacesTab } from './NamespacesTab.tsx';
import { SuggestionsTab } from './SuggestionsTab.tsx';
import layout from '../../shared/list-page.module.css';
import { say } from '../../shared/language/say.ts';

const TITLES: Record<JoinsTab, string> = {
  suggestions: say('Suggestions'),
  joined: say('Joined'),
  namespaces: say('Namespaces'),
};

/** Which names mean one thing: what is suggested, what is joined, and the places that names live in. */
export function JoinsPage() {
  const { tab = 'suggestions' } = validateJoinsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const goTo = (next: string | null) => {
    const known = JOINS_TABS.find((name) => name === next);
    if (known)
      void navigate({ to: '/joins', search: known === 'suggestions' ? {} : { tab: known }, replace: true });
  };
  return (
    <Stack className={layout.page} p="md" gap="sm">
      <PageHeader
        title={say('Joins')}
        description={say(
          'Several tools give one table several names. Here is what is joined, why, and what waits for a decision.',
        )}
      />
      <Tabs className={layout.tabs} value={tab} keepMounted={false} onChange={goTo}>
        <Tabs.List>
          {JOINS_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {TITLES[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="suggestions" className={layout.panel}>
          <SuggestionsTab />
        </Tabs.Panel>
        <Tabs.Panel value="joined" className={layout.panel}>
          <JoinedTab />
        </Tabs.Panel>
        <Tabs.Panel value="namespaces" className={layout.panel}>
          <NamespacesTab />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
