import { SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { AuditComparison } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { ActivityView } from './ActivityView.tsx';
import { CoverageTable } from './CoverageTable.tsx';
import { ItemList } from './ExceptionList.tsx';
import { MomentFacts } from './PreviewView.tsx';
import { SideTable } from './SideTable.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const NAMES = [say('Earlier'), say('Later')] as const;

/** Two moments beside each other. */
export function ComparisonView({ comparison }: { comparison: AuditComparison }) {
  const { earlier, later, between } = comparison;
  return (
    <Stack gap="md">
      <Section title={say('Compared')}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <MomentFacts title={say('Earlier: {name}', { name: told(earlier.name) })} moment={earlier} />
          <MomentFacts title={say('Later: {name}', { name: told(later.name) })} moment={later} />
        </SimpleGrid>
      </Section>
      <Section title={say('Coverage')}>
        <CoverageTable rows={comparison.coverage} names={NAMES} />
      </Section>
      <Section title={say('Exceptions')}>
        <Exceptions exceptions={comparison.exceptions} />
      </Section>
      {comparison.frameworks.map((framework) => (
        <ChangedControls key={framework.key} framework={framework} />
      ))}
      <Section title={say('Actors')}>
        <SideTable
          caption={say('Ledger entries by actor')}
          header={say('Actor')}
          names={NAMES}
          rows={comparison.actors.map((one) => ({
            key: one.actor,
            name: one.actor,
            earlier: count(one.earlier),
            later: count(one.later),
          }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {say('Of the audited period of a report; of everything up to a day.')}
        </Text>
      </Section>
      <Section title={say('What is counted')}>
        <SideTable
          caption={say('Populations')}
          header={say('Population')}
          names={NAMES}
          rows={comparison.populations.map((one) => ({
            key: one.what,
            name: told(one.what),
            earlier: count(one.earlier),
            later: count(one.later),
          }))}
        />
      </Section>
      <Text size="sm">
        {say('Between the two: {entries, plural, one {# ledger entry} other {# ledger entries}}.', {
          entries: between.entries,
        })}
      </Text>
      <ActivityView activity={between} period={{ from: '', to: '' }} />
    </Stack>
  );
}

function Exceptions({ exceptions }: Pick<AuditComparison, 'exceptions'>) {
  if (exceptions.length === 0) return <Text size="sm">{say('None at either moment.')}</Text>;
  return (
    <Stack gap={4}>
      {exceptions.map((one) => (
        <details key={one.code}>
          <summary>
            <Text component="span" size="sm">
              <b>
                {count(one.earlier)} → {count(one.later)}
              </b>{' '}
              {told(one.text)}
              {one.appeared && one.gone
                ? ` ${say('({appeared, number} new, {gone, number} gone)', {
                    appeared: one.appeared.total,
                    gone: one.gone.total,
                  })}`
                : ''}
            </Text>
          </summary>
          {one.appeared === null || one.gone === null ? (
            <Text size="sm" c="dimmed" pl="md">
              {say('Counted only: single ones are not listed.')}
            </Text>
          ) : (
            <Stack gap={4} pl="md">
              {one.appeared.total > 0 && (
                <div>
                  <Text size="sm">{say('New')}</Text>
                  <ItemList items={one.appeared} />
                </div>
              )}
              {one.gone.total > 0 && (
                <div>
                  <Text size="sm">{say('Gone')}</Text>
                  <ItemList items={one.gone} />
                </div>
              )}
              {one.appeared.total + one.gone.total === 0 && <Text size="sm">{say('The same ones.')}</Text>}
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
    <Section title={say('Controls: {name}', { name })}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('{edition}. The evidence of {changed, number} of {total, number} controls changed.', {
          edition: told(edition),
          changed: changed.length,
          total,
        })}
      </Text>
      {changed.length > 0 && (
        <div
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={say('Controls of {name}, scrolls sideways', { name })}
        >
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Control')}</Table.Th>
                <Table.Th>{say('Evidence')}</Table.Th>
                <Table.Th>{say('Earlier')}</Table.Th>
                <Table.Th>{say('Later')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changed.flatMap(({ id, title, evidence }) =>
                evidence.map((one) => (
                  <Table.Tr key={`${id} ${one.name}`}>
                    <Table.Td>
                      {id}
                      <Text size="xs" c="dimmed">
                        {told(title)}
                      </Text>
                    </Table.Td>
                    <Table.Td>{told(one.name)}</Table.Td>
                    <Table.Td>{told(one.earlier)}</Table.Td>
                    <Table.Td>{told(one.later)}</Table.Td>
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
