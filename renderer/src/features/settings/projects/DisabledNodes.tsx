import { Pagination, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { PAGE_LABELS } from '../../../shared/pagination.ts';

const PAGE = 25;

/** What a project disables: known, but no part of the lineage. */
export function DisabledNodes({ project }: { readonly project: string }) {
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    ...orpc.projects.disabled.queryOptions({ input: { project, offset: (page - 1) * PAGE, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('the disabled nodes')} bars={[120]} />;
  const pages = Math.ceil(data.total / PAGE);
  return (
    <div>
      <Table.ScrollContainer
        minWidth={560}
        scrollAreaProps={{
          viewportProps: {
            tabIndex: 0,
            role: 'group',
            'aria-label': say('Disabled nodes of {project}', { project }),
          },
        }}
      >
        <Table fz="sm" aria-label={say('Disabled nodes of {project}', { project })}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Node')}</Table.Th>
              <Table.Th>{say('Type')}</Table.Th>
              <Table.Th>{sayIn('cause', 'Reason')}</Table.Th>
              <Table.Th>{say('File')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((node) => (
              <Table.Tr key={node.at}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{node.sourceId}</Table.Td>
                <Table.Td>{node.type.replaceAll('_', ' ')}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{told(node.reason)}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{node.path ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" c="dimmed">
        {say('{shown, number} of {total, number}', { shown: data.items.length, total: data.total })}
      </Text>
      {pages > 1 ? (
        <Pagination total={pages} value={page} onChange={setPage} mt="xs" {...PAGE_LABELS} />
      ) : null}
    </div>
  );
}
