import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { DsarScope } from '../../../../../contract/index.ts';
import { count, plural } from '../../../shared/format.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { fullNameOf, namesOf } from '../../../shared/names.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import classes from '../privacy.module.css';

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
    <section aria-label="Systems in scope">
      <Title order={2} size="h6">
        {plural(systems.length, 'system')} to search
      </Title>
      {systems.length === 0 && (
        <Text size="sm" c="dimmed">
          No dataset carries a category of personal data that such a person has. Tag columns with data
          categories first, or choose another kind of person.
        </Text>
      )}
      <Stack gap={0}>
        {systems.slice(0, shown).map((system) => (
          <SystemEntry key={system.system} system={system} categoryName={categoryName} />
        ))}
      </Stack>
      {shown < systems.length && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + SYSTEMS)}>
          Show more ({count(shown)} of {count(systems.length)})
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
        <strong>{system.system}</strong> · {plural(datasets.length, 'dataset')} ·{' '}
        {owner ? `owner ${owner}` : 'no owner'}
      </Text>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={`Datasets of ${system.system}, scrolls sideways`}
      >
        <Table fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="30%">Dataset</Table.Th>
              <Table.Th ta="end">Columns</Table.Th>
              <Table.Th w="20%">Data categories</Table.Th>
              <Table.Th w="42%">Why in scope</Table.Th>
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
                <Table.Td className={classes.wrap}>{dataset.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {shown < datasets.length && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + DATASETS)}>
          Show more ({count(shown)} of {count(datasets.length)})
        </Button>
      )}
    </details>
  );
}
