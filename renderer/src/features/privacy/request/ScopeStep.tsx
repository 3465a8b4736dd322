import { Alert, Badge, Group, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DsarScope } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { scopeInput, type RequestForm } from '../model/request-form.ts';
import classes from '../privacy.module.css';
import { SystemList } from './SystemList.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What the catalog finds in scope of the request, and where it knows that it does not know. */
export function ScopeStep({
  form,
  categoryName,
}: {
  form: RequestForm;
  categoryName: (key: string) => string;
}) {
  // Without the values: what identifies the person is no part of the question, nor of any cache.
  const query = useQuery(orpc.privacy.scope.queryOptions({ input: scopeInput(form) }));
  if (query.isPending) {
    return <Loading what={say('what is in scope')} bars={[72, 160]} gap="xs" />;
  }
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const scope = query.data;
  return (
    <Stack gap="md">
      <Totals scope={scope} />
      <Gaps gaps={scope.gaps} />
      <Categories categories={scope.categories} />
      <SystemList systems={scope.systems} categoryName={categoryName} />
      <Text size="xs" c="dimmed">
        {say('As the catalog stands at revision {revision, number}.', { revision: scope.revision })}
      </Text>
    </Stack>
  );
}

function Totals({ scope }: { scope: DsarScope }) {
  const datasets = scope.systems.reduce((sum, system) => sum + system.datasets.length, 0);
  const columns = scope.systems.reduce(
    (sum, { datasets: of }) => sum + of.reduce((part, dataset) => part + dataset.columns, 0),
    0,
  );
  const facts: readonly (readonly [string, number, string])[] = [
    [say('Systems'), scope.systems.length, say('one search task each')],
    [say('Datasets'), datasets, say('can hold data about such a person')],
    [say('Columns'), columns, say('with personal data')],
    [say('Sources'), scope.sources, say('where the data comes from')],
    [say('Recipients'), scope.recipients, say('that it flows to')],
    [say('Models'), scope.models, say('that learn from it')],
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" component="dl" className={classes.totals}>
      {facts.map(([name, value, meaning]) => (
        <div key={name}>
          <Text component="dt" size="sm">
            {name}
          </Text>
          <dd>
            <Text size="xl" fw={700}>
              {count(value)}
            </Text>
            <Text size="xs" c="dimmed">
              {meaning}
            </Text>
          </dd>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Gaps({ gaps }: Pick<DsarScope, 'gaps'>) {
  if (gaps.length === 0) {
    return (
      <Text size="sm" role="status">
        {say('No gaps: every dataset in scope has an owner, tags and a known origin.')}
      </Text>
    );
  }
  return (
    <Alert
      variant="outline"
      color="orange"
      icon={<IconAlertTriangle aria-hidden />}
      title={say('What the catalog does not know')}
    >
      <List size="sm">
        {gaps.map(({ code, text, count: number }) => (
          <List.Item key={code} className={classes.wrap}>
            <strong>{count(number)}</strong> · {told(text)}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt={4}>
        {say('The report lists these openly. Closing them first makes it more complete.')}
      </Text>
    </Alert>
  );
}

function Categories({ categories }: Pick<DsarScope, 'categories'>) {
  if (categories.length === 0) return null;
  return (
    <section aria-label={say('Data categories in scope')}>
      <Title order={2} size="h6">
        {say('{categories, plural, one {# data category} other {# data categories}}', {
          categories: categories.length,
        })}
      </Title>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Category')}</Table.Th>
            <Table.Th ta="end">{say('Columns')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {categories.map(({ key, name, columns, special }) => (
            <Table.Tr key={key}>
              <Table.Td className={classes.wrap}>
                <Group gap="xs">
                  {told(name)}
                  <Text span size="xs" c="dimmed">
                    {key}
                  </Text>
                  {special && (
                    <Badge size="xs" color="red" tt="none">
                      {say('special category')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td ta="end">{count(columns)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
