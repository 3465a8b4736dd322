import { Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { formatInstant, formatNumber } from './model/format.ts';
import { TestHistory } from './TestHistory.tsx';
import classes from './dataset.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';
import { locale } from '../../shared/language/language.ts';

type Test = DatasetDetail['tests'][number];

/** Failed first, then those that did not run, then the passed; newest first within each. */
function byUrgency(a: Test, b: Test): number {
  return (
    rank(a.status) - rank(b.status) || (b.at ?? '').localeCompare(a.at ?? '') || a.name.localeCompare(b.name)
  );
}

function rank(status: string | null): number {
  if (status !== null && /^(fail|error)/i.test(status)) return 0;
  return status !== null && /^(pass|success|ok)/i.test(status) ? 2 : 1;
}

const LOOK = [
  { Icon: IconAlertTriangle, color: 'red' },
  { Icon: IconCircleDashed, color: undefined },
  { Icon: IconCircleCheck, color: undefined },
] as const;

function Status({ status }: { status: string | null }) {
  const { Icon, color } = LOOK[rank(status)] ?? LOOK[1];
  return (
    <Group gap={4} wrap="nowrap">
      <Icon size={16} aria-hidden />
      <Text span size="sm" className={classes.nowrap} c={color} fw={color ? 600 : undefined}>
        {told(status) ?? say('not run')}
      </Text>
    </Group>
  );
}

/** The latest outcome of every test, and the quality metrics that sources report. */
export function TestsTab({ dataset }: { dataset: DatasetDetail }) {
  const { tests, testHistory, metrics } = dataset;
  if (tests.length === 0 && metrics.length === 0) {
    return (
      <EmptyState title={say('No tests or quality metrics')}>
        {say(
          'dbt tests with their run results and OpenLineage data quality facets appear here once imported.',
        )}
      </EmptyState>
    );
  }
  return (
    <Stack gap="md">
      {tests.length > 0 && <TestTable tests={[...tests].sort(byUrgency)} history={testHistory} />}
      {metrics.length > 0 && <MetricTable metrics={metrics} />}
    </Stack>
  );
}

interface TableProps {
  tests: readonly Test[];
  history: DatasetDetail['testHistory'];
}

function TestTable({ tests, history }: TableProps) {
  const historyOf = new Map(history.map((one) => [one.testId, one]));
  return (
    <section aria-label={say('Tests')}>
      <Title order={2} size="h6">
        {say('Tests')}
      </Title>
      <div className={classes.scrollX} tabIndex={0} role="region" aria-label={say('Tests, scrolls sideways')}>
        <Table striped verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Outcome')}</Table.Th>
              <Table.Th>{say('Test')}</Table.Th>
              <Table.Th>{say('Column')}</Table.Th>
              <Table.Th>{say('Severity')}</Table.Th>
              <Table.Th ta="end">{say('Failures')}</Table.Th>
              <Table.Th>{say('When')}</Table.Th>
              <Table.Th>{say('History')}</Table.Th>
              <Table.Th>{say('Message')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {tests.map((test) => (
              <Table.Tr key={test.id}>
                <Table.Td>
                  <Status status={test.status} />
                </Table.Td>
                <Table.Td className={classes.wrap}>
                  {test.name}
                  {test.kind && (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {test.kind}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className={classes.wrap}>{test.column ?? '–'}</Table.Td>
                <Table.Td>{test.severity ?? '–'}</Table.Td>
                <Table.Td ta="end">{formatNumber(test.failures)}</Table.Td>
                <Table.Td>{formatInstant(test.at)}</Table.Td>
                <Table.Td>
                  <TestHistory test={test.name} history={historyOf.get(test.id)} />
                </Table.Td>
                <Table.Td className={classes.wrap}>{told(test.message)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

function MetricTable({ metrics }: Pick<DatasetDetail, 'metrics'>) {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  return (
    <section aria-label={say('Quality metrics')}>
      <Title order={2} size="h6">
        {say('Quality metrics')}
      </Title>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Quality metrics, scrolls sideways')}
      >
        <Table striped verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Metric')}</Table.Th>
              <Table.Th>{say('Column')}</Table.Th>
              <Table.Th ta="end">{say('Value')}</Table.Th>
              <Table.Th>{say('When')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {metrics.map(({ name, column, value, at }) => (
              <Table.Tr key={JSON.stringify([name, column, at])}>
                <Table.Td className={classes.wrap}>{name}</Table.Td>
                <Table.Td className={classes.wrap}>{column ?? say('whole dataset')}</Table.Td>
                <Table.Td ta="end">{number.format(value)}</Table.Td>
                <Table.Td>{formatInstant(at)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
