import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DsarScope } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { fullNameOf, namesOf } from '../../../shared/names.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type System = DsarScope['systems'][number];

/** Shown at first, and by how many the list grows. */
const SYSTEMS = 25;
const DATASETS = 20;

interface Props {
  systems: readonly System[];
  categoryName: (key: string) => string;
}

/** The systems to search, each with its datasets and why they are in scope. */
export function SystemList({ systems, categoryName }: Props) {
  const [shown, setShown] = useState(SYSTEMS);
  return (
    <section aria-label={say('Systems in scope')}>
      <Title order={2} size="h6">
        {say('{systems, plural, one {# system} other {# systems}} to search', { systems: systems.length })}
      </Title>
      {systems.length === 0 && (
        <Text size="sm" c="dimmed">
          {say(
            'No dataset carries a category of personal data that such a person has. Tag columns with data categories first, or choose another kind of person.',
          )}
        </Text>
      )}
      <Stack gap={0}>
        {systems.slice(0, shown).map((system) => (
          <SystemEntry key={system.system} system={system} categoryName={categoryName} />
        ))}
      </Stack>
      {shown < systems.length && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + SYSTEMS)}>
          {say('Show more ({shown, number} of {systems, number})', { shown, systems: systems.length })}
        </Button>
      )}
    </section>
  );
}

function SystemEntry({ system, categoryName }: { system: System; categoryName: (key: string) => string }) {
  const [shown, setShown] = useState(DATASETS);
  const { datasets, owner } = system;
  return (
    <details className={classes.system}>
      <Text component="summary" size="sm" className={classes.wrap}>
        <strong>{system.system}</strong> ·{' '}
        {say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: datasets.length })} ·{' '}
        {owner ? say('owner {owner}', { owner }) : say('no owner')}
      </Text>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Datasets of {system}, scrolls sideways', { system: system.system })}
      >
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="30%">{say('Dataset')}</Table.Th>
              <Table.Th ta="end">{say('Columns')}</Table.Th>
              <Table.Th w="20%">{say('Data categories')}</Table.Th>
              <Table.Th w="42%">{say('Why in scope')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {datasets.slice(0, shown).map((dataset) => (
              <Table.Tr key={dataset.id}>
                <Table.Td className={classes.wrap}>
                  <span className={classes.icon}>
                    <KindIcon kind={dataset.kind} />
                  </span>
                  <AnchorLink
                    to="/dataset/$id"
                    params={{ id: String(dataset.id) }}
                    size="sm"
                    title={fullNameOf(dataset)}
                  >
                    {namesOf(dataset).leaf}
                  </AnchorLink>{' '}
                  <Text span size="xs" c="dimmed">
                    {namesOf(dataset).qualifier}
                  </Text>
                </Table.Td>
                <Table.Td ta="end">{count(dataset.columns)}</Table.Td>
                <Table.Td className={classes.wrap}>
                  {dataset.categories.map(categoryName).join(', ')}
                </Table.Td>
                <Table.Td className={classes.wrap}>{told(dataset.reason)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {shown < datasets.length && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + DATASETS)}>
          {say('Show more ({shown, number} of {datasets, number})', { shown, datasets: datasets.length })}
        </Button>
      )}
    </details>
  );
}
