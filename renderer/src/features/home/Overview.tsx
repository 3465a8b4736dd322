import { Stack } from '@mantine/core';
import { IconFileImport, IconMap2 } from '@tabler/icons-react';
import type { Home } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { SavedOnHome } from '../search/saved/SavedOnHome.tsx';
import { Coverage } from './Coverage.tsx';
import classes from './home.module.css';
import { NextSteps } from './NextSteps.tsx';
import { RecentImports } from './RecentImports.tsx';
import { SensitivityShares } from './SensitivityShares.tsx';
import { Suggestions } from './Suggestions.tsx';
import { Trend } from './Trend.tsx';
import { say } from '../../shared/language/say.ts';

const COUNTS = [
  ['datasets', say('Datasets')],
  ['columns', say('Columns')],
  ['jobs', say('Jobs')],
  ['runs', say('Runs')],
  ['edges', say('Dataset edges')],
  ['columnEdges', say('Column edges')],
  ['namespaces', say('Namespaces')],
] as const satisfies readonly (readonly [keyof Home['counts'], string])[];

function Counts({ counts }: { counts: Home['counts'] }) {
  return (
    <dl className={classes.counts}>
      {COUNTS.map(([key, name]) => (
        <div key={key} className={classes.countItem}>
          <dt>{name}</dt>
          <dd>{count(counts[key])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A catalog at a glance. */
export function Overview({ home, catalogName }: { home: Home; catalogName: string }) {
  return (
    <Stack p="md" gap="md">
      <PageHeader
        title={say('Home')}
        description={catalogName}
        actions={
          <>
            <ButtonLink to="/map" variant="default" leftSection={<IconMap2 size={16} aria-hidden />}>
              {say('Map')}
            </ButtonLink>
            <ButtonLink to="/import" variant="default" leftSection={<IconFileImport size={16} aria-hidden />}>
              {say('Import')}
            </ButtonLink>
          </>
        }
      />
      <Counts counts={home.counts} />
      <div className={classes.columns}>
        <Stack gap="md">
          <Section title={say('What to do next')}>
            <NextSteps />
          </Section>
          <Section title={say('Coverage')}>
            <Coverage coverage={home.coverage} />
          </Section>
          <Section title={say('Coverage over time')}>
            <Trend />
          </Section>
          <Section
            title={say('Recent imports')}
            aside={
              <AnchorLink to="/import" size="sm">
                {say('All imports')}
              </AnchorLink>
            }
          >
            <RecentImports imports={home.recentImports} />
          </Section>
        </Stack>
        <Stack gap="md">
          <SavedOnHome />
          <Section title={say('Sensitivity')}>
            <SensitivityShares shares={home.sensitivity} datasets={home.counts.datasets} />
          </Section>
          <Section title={say('Open next')}>
            <Suggestions suggestions={home.suggestions} />
          </Section>
        </Stack>
      </div>
    </Stack>
  );
}
