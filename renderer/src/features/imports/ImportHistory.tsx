import { Anchor, Badge, Pagination, Table, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportSummary } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { Section } from '../../shared/Section.tsx';
import { SourceBadges } from '../../shared/SourceBadges.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { changeWords, changeTotals } from './change-words.ts';
import classes from './imports.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const PAGE = 20;

const PAGE_WAYS = {
  first: say('first page'),
  previous: say('previous page'),
  next: say('next page'),
  last: say('last page'),
};

function Row({ entry, onOpen }: { entry: ImportSummary; onOpen: (id: number) => void }) {
  return (
    <Table.Tr>
      <Table.Td className={classes.nowrap}>{instant(entry.at)}</Table.Td>
      <Table.Td w="30%">
        <Anchor
          component="button"
          type="button"
          size="sm"
          ta="start"
          className={classes.wrap}
          onClick={() => onOpen(entry.id)}
        >
          {told(entry.label)}
        </Anchor>
        {entry.undoneIn === null ? null : (
          <Badge ml={6} size="xs" color="gray" variant="outline" tt="none">
            {say('Undone in revision {undoneIn, number}', { undoneIn: entry.undoneIn })}
          </Badge>
        )}
        {entry.leftOut === 0 ? null : (
          <Badge ml={6} size="xs" color="gray" variant="outline" tt="none">
            {say('{leftOut, number} left out', { leftOut: entry.leftOut })}
          </Badge>
        )}
      </Table.Td>
      <Table.Td>
        <div className={classes.whole}>
          <SourceBadges sources={entry.importers} size="xs" short />
        </div>
      </Table.Td>
      <Table.Td>{changeWords(changeTotals(entry.changes))}</Table.Td>
      <Table.Td className={classes.number}>{count(entry.rejected + entry.warnings)}</Table.Td>
      <Table.Td>{told(entry.actor)}</Table.Td>
      <Table.Td className={classes.number}>{count(entry.revision)}</Table.Td>
    </Table.Tr>
  );
}

/** Everything that was imported into this catalog, newest first. */
export function ImportHistory({ onOpen }: { onOpen: (id: number) => void }) {
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    ...orpc.imports.list.queryOptions({ input: { offset: (page - 1) * PAGE, limit: PAGE } }),
    placeholderData: keepPreviousData,
  });
  const pages = Math.ceil((data?.total ?? 0) / PAGE);
  return (
    <Section
      title={say('History')}
      aside={
        <Text size="sm" c="dimmed">
          {data && data.total > 0
            ? say('{shown, number} of {total, number}', { shown: data.items.length, total: data.total })
            : null}
        </Text>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Loading what={say('the history')} bars={[120]} /> : null}
      {data?.total === 0 ? <Text size="sm">{say('Nothing was imported yet.')}</Text> : null}
      {data && data.total > 0 ? (
        <Table.ScrollContainer
          minWidth={760}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': say('Imports') } }}
        >
          <Table aria-label={say('Imports')} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('When')}</Table.Th>
                <Table.Th>{say('What')}</Table.Th>
                <Table.Th>{say('Sources')}</Table.Th>
                <Table.Th>{say('Changes')}</Table.Th>
                <Table.Th className={classes.number}>{say('Issues')}</Table.Th>
                <Table.Th>{say('By')}</Table.Th>
                <Table.Th className={classes.number}>{say('Revision')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.items.map((entry) => (
                <Row key={entry.id} entry={entry} onOpen={onOpen} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
      {pages > 1 ? (
        <Pagination
          total={pages}
          value={page}
          onChange={setPage}
          mt="sm"
          getControlProps={(control) => ({ 'aria-label': PAGE_WAYS[control] })}
          getItemProps={(item) => ({ 'aria-label': say('Page {page}', { page: item }) })}
        />
      ) : null}
    </Section>
  );
}
