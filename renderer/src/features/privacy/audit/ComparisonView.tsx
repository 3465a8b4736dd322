import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { AuditComparison } from '../../../../../contract/index.ts';
import { count, plural } from '../../../shared/format.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { ActivityView } from './ActivityView.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { ItemList } from './ExceptionList.tsx';
import { MomentFacts } from './PreviewView.tsx';
import { SideTable } from './SideTable.tsx';

const NAMES = ['Earlier', 'Later'] as const;

/** Two moments beside each other. */
export function ComparisonView({ comparison }: { comparison: AuditComparison }) {
  const { earlier, later, between } = comparison;
  return (
    <Stack gap="md">
      <Section title="Compared">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <MomentFacts title={`Earlier: ${earlier.name}`} moment={earlier} />
          <MomentFacts title={`Later: ${later.name}`} moment={later} />
        </SimpleGrid>
      </Section>
      <Section title="Coverage">
        <CoverageTable rows={comparison.coverage} names={NAMES} />
      </Section>
      <Section title="Exceptions">
        <Exceptions exceptions={comparison.exceptions} />
      </Section>
      {comparison.frameworks.map((framework) => (
        <ChangedControls key={framework.key} framework={framework} />
      ))}
      <Section title="Actors">
        <SideTable
          caption="Ledger entries by actor"
          header="Actor"
          names={NAMES}
          rows={comparison.actors.map((one) => ({
            key: one.actor,
            name: one.actor,
            earlier: count(one.earlier),
            later: count(one.later),
          }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          Of the audited period of a report; of everything up to a day.
        </Text>
      </Section>
      <Section title="What is counted">
        <SideTable
          caption="Populations"
          header="Population"
          names={NAMES}
          rows={comparison.populations.map((one) => ({
            key: one.what,
            name: one.what,
            earlier: count(one.earlier),
            later: count(one.later),
          }))}
        />
      </Section>
      <Text size="sm">Between the two: {plural(between.entries, 'ledger entry', 'ledger entries')}.</Text>
      <ActivityView activity={between} period={{ from: '', to: '' }} />
    </Stack>
  );
}

function Exceptions({ exceptions }: Pick<AuditComparison, 'exceptions'>) {
  if (exceptions.length === 0) return <Text size="sm">None at either moment.</Text>;
  return (
    <Stack gap={4}>
      {exceptions.map((one) => (
        <details key={one.code}>
          <summary>
            <Text component="span" size="sm">
              <b>
                {count(one.earlier)} → {count(one.later)}
              </b>{' '}
              {one.text}
              {one.appeared && one.gone
                ? ` (${count(one.appeared.total)} new, ${count(one.gone.total)} gone)`
                : ''}
            </Text>
          </summary>
          {one.appeared === null || one.gone === null ? (
            <Text size="sm" c="dimmed" pl="md">
              Counted only: single ones are not listed.
            </Text>
          ) : (
            <Stack gap={4} pl="md">
              {one.appeared.total > 0 && (
                <div>
                  <Text size="sm">New</Text>
                  <ItemList items={one.appeared} />
                </div>
              )}
              {one.gone.total > 0 && (
                <div>
                  <Text size="sm">Gone</Text>
                  <ItemList items={one.gone} />
                </div>
              )}
              {one.appeared.total + one.gone.total === 0 && <Text size="sm">The same ones.</Text>}
            </Stack>
          )}
        </details>
      ))}
    </Stack>
  );
}

function ChangedControls({ framework }: { framework: AuditComparison['frameworks'][number] }) {
  const { name, edition, total, changed } = framework;
  return (
    <Section title={`Controls: ${name}`}>
      <Text size="sm" c="dimmed" mb="xs">
        {edition}. The evidence of {count(changed.length)} of {count(total)} controls changed.
      </Text>
      {changed.length > 0 && (
        <div
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={`Controls of ${name}, scrolls sideways`}
        >
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Control</Table.Th>
                <Table.Th>Evidence</Table.Th>
                <Table.Th>Earlier</Table.Th>
                <Table.Th>Later</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changed.flatMap(({ id, title, evidence }) =>
                evidence.map((one) => (
                  <Table.Tr key={`${id} ${one.name}`}>
                    <Table.Td>
                      {id}
                      <Text size="xs" c="dimmed">
                        {title}
                      </Text>
                    </Table.Td>
                    <Table.Td>{one.name}</Table.Td>
                    <Table.Td>{one.earlier}</Table.Td>
                    <Table.Td>{one.later}</Table.Td>
                  </Table.Tr>
                )),
              )}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}
