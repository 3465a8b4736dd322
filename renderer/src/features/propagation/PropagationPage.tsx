import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { orpc } from '../../shared/api.ts';
import { ButtonLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { ApplyButton } from './ApplyButton.tsx';
import { BlocksTab } from './BlocksTab.tsx';
import { DerivedList } from './DerivedList.tsx';
import { FindingsTab } from './FindingsTab.tsx';
import {
  PROPAGATION_TABS,
  readTag,
  validatePropagationSearch,
  type PropagationTab,
} from './model/search-params.ts';
import { tagText } from './model/words.ts';
import { OverviewTab } from './OverviewTab.tsx';
import { PreviewTab } from './PreviewTab.tsx';
import layout from '../../shared/list-page.module.css';
import classes from './propagation.module.css';
import { WhatIfTab } from './WhatIfTab.tsx';
import { say } from '../../shared/language/say.ts';

const REVIEWS_EMPTY = {
  title: say('Nothing to review'),
  text: say('No tag arrives masked, aggregated, or by lineage that does not name columns.'),
};

/** Tags along lineage: what follows, why, where it is held up, and what would follow otherwise. */
export function PropagationPage() {
  const { tab = 'overview', tag } = validatePropagationSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { data } = useQuery(orpc.propagation.overview.queryOptions({ input: {} }));
  const only = tag === undefined ? null : readTag(tag);
  const known = (data?.tags ?? []).map((one) => one.tag);
  const goTo = (next: PropagationTab, keep = false) =>
    void navigate({
      to: '/propagation',
      search: {
        ...(next === 'overview' ? {} : { tab: next }),
        ...(keep && tag !== undefined ? { tag } : {}),
      },
      replace: true,
    });
  const findings = Object.values(data?.findings ?? {}).reduce((sum, one) => sum + one, 0);
  const titles: Record<PropagationTab, string> = {
    overview: say('Tags'),
    preview: data
      ? say('Would change {tags, number}', { tags: data.added + data.retracted })
      : say('Would change'),
    reviews: data
      ? say('Reviews {reviews, number}', { reviews: data.reviews.columns + data.reviews.datasets })
      : say('Reviews'),
    findings: data ? say('Contradictions {findings, number}', { findings }) : say('Contradictions'),
    blocks: say('Blocks'),
    'what-if': say('What if'),
  };
  return (
    <Stack className={layout.page} p="md" gap="sm">
      <PageHeader
        title={say('Tags along lineage')}
        description={say(
          'A column that is filled from personal data holds personal data. What follows is computed, explained and stored only when you say so.',
        )}
        actions={
          <Group gap="xs">
            <ButtonLink to="/inbox" search={{ kind: 'propagation' }} variant="default">
              {say('Decide in the inbox')}
            </ButtonLink>
            {data ? (
              <ApplyButton added={data.added} retracted={data.retracted} renewed={data.renewed} />
            ) : null}
          </Group>
        }
      />
      {only ? (
        <Group gap="xs">
          <Text size="sm">{say('Only {tag}', { tag: tagText(only) })}</Text>
          <Button size="compact-xs" variant="default" onClick={() => goTo(tab)}>
            {say('Show every tag')}
          </Button>
        </Group>
      ) : null}
      <Tabs
        className={layout.tabs}
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          const found = PROPAGATION_TABS.find((name) => name === next);
          if (found) goTo(found, true);
        }}
      >
        <Tabs.List>
          {PROPAGATION_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {titles[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PROPAGATION_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={`${layout.panel} ${classes.scrolls}`}>
            {name === tab ? <Content tab={name} only={only} known={known} /> : null}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

type Known = Parameters<typeof BlocksTab>[0]['known'];

function Content({
  tab,
  only,
  known,
}: {
  readonly tab: PropagationTab;
  readonly only: Known[number] | null;
  readonly known: Known;
}) {
  switch (tab) {
    case 'overview':
      return <OverviewTab />;
    case 'preview':
      return <PreviewTab tag={only} />;
    case 'reviews':
      return <DerivedList show="review" tag={only} empty={REVIEWS_EMPTY} />;
    case 'findings':
      return <FindingsTab />;
    case 'blocks':
      return <BlocksTab known={known} />;
    case 'what-if':
      return <WhatIfTab known={known} />;
  }
}
