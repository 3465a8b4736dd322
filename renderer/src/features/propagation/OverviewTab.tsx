import { Switch, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { tagParam } from './model/search-params.ts';
import { ruleOf, tagText } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

/** Every tag in force on some column: whether lineage carries it, from where and how far. */
export function OverviewTab() {
  const { data, error, refetch } = useQuery(orpc.propagation.overview.queryOptions({ input: {} }));
  const { setPropagation } = useSteward();
  const { tagName } = useTaxonomy();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('tags')} bars={[240]} />;
  if (data.tags.length === 0)
    return (
      <EmptyState title={say('No column has a tag yet')}>
        {say('Confirm categories in the inbox, or tag columns: what they feed is then shown here.')}
      </EmptyState>
    );
  return (
    <>
      {setPropagation.error ? (
        <ErrorState error={setPropagation.error} onRetry={setPropagation.reset} retryLabel={say('Dismiss')} />
      ) : null}
      <Table stickyHeader highlightOnHover aria-label={say('Tags')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('Tag')}</Table.Th>
            <Table.Th scope="col">{say('Carried on')}</Table.Th>
            <Table.Th scope="col">{say('Columns that have it')}</Table.Th>
            <Table.Th scope="col">{say('Columns it comes to')}</Table.Th>
            <Table.Th scope="col">{say('For review')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.tags.map(({ tag, carries, causes, carried, reviews }) => (
            <Table.Tr key={tagParam(tag)}>
              <Table.Th scope="row" fw={400}>
                {tagName(tag)}
                {tag.kind === 'category' ? (
                  <Text size="xs" c="dimmed">
                    {tag.value}
                  </Text>
                ) : null}
              </Table.Th>
              <Table.Td>
                <Switch
                  size="sm"
                  checked={carries}
                  disabled={setPropagation.isPending}
                  aria-label={say('Lineage carries {tag}', { tag: tagText(tag) })}
                  onChange={() => setPropagation.mutate({ rules: [{ ...ruleOf(tag), carries: !carries }] })}
                />
              </Table.Td>
              <Table.Td>{count(causes)}</Table.Td>
              <Table.Td>
                {carried === 0 ? (
                  '0'
                ) : (
                  <AnchorLink to="/propagation" search={{ tab: 'preview', tag: tagParam(tag) }} size="sm">
                    {count(carried)}
                  </AnchorLink>
                )}
              </Table.Td>
              <Table.Td>
                {reviews === 0 ? (
                  '0'
                ) : (
                  <AnchorLink to="/propagation" search={{ tab: 'reviews', tag: tagParam(tag) }} size="sm">
                    {count(reviews)}
                  </AnchorLink>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
