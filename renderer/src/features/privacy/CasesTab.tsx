import { Badge, Group, SegmentedControl, Stack, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CaseCard } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { CaseBoard } from './desk/CaseBoard.tsx';
import { CaseFilters, filterInput, isNarrow, NO_FILTER, type CaseFilter } from './desk/CaseFilters.tsx';
import { DaysLeft } from './desk/DaysLeft.tsx';
import { useLawNames } from './desk/use-desk.ts';
import { STATE_NAME } from './desk/words.ts';
import { formatDate } from './model/civil-date.ts';
import { validatePrivacySearch } from './model/search-params.ts';
import { RIGHT_NAME } from './model/words.ts';
import classes from './privacy.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** All cases, as a list or a board. */
export function CasesTab() {
  const { as } = validatePrivacySearch(useSearch({ strict: false }));
  const layout = as === 'board' ? 'board' : 'list';
  const navigate = useNavigate();
  const [filter, setFilter] = useState<CaseFilter>(NO_FILTER);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={say('How cases are shown')}
          value={layout}
          onChange={(next) =>
            void navigate({
              to: '/privacy',
              search: { view: 'cases', ...(next === 'board' ? { as: 'board' } : {}) },
              replace: true,
            })
          }
          data={[
            { value: 'list', label: say('List') },
            { value: 'board', label: say('Board') },
          ]}
        />
        <ButtonLink to="/privacy" search={{ view: 'new' }} leftSection={<IconPlus size={16} aria-hidden />}>
          {say('New case')}
        </ButtonLink>
      </Group>
      <CaseFilters filter={filter} onChange={setFilter} />
      {layout === 'board' ? <CaseBoard filter={filter} /> : <CaseList filter={filter} />}
    </Stack>
  );
}

function CaseList({ filter }: { filter: CaseFilter }) {
  const input = filterInput(filter);
  const cases = useFlat(
    useInfiniteQuery(
      orpc.desk.cases.infiniteOptions({
        input: (offset: number) => ({ ...input, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <PagedList
      list={cases}
      what={say('cases')}
      empty={
        isNarrow(filter) ? (
          <EmptyState title={say('No such case')}>{say('Change the filter to see others.')}</EmptyState>
        ) : (
          <EmptyState
            title={say('No cases yet')}
            actions={
              <ButtonLink to="/privacy" search={{ view: 'new' }}>
                {say('Open a case')}
              </ButtonLink>
            }
          >
            {say(
              'When a person asks what is held about them, a case works out the deadline, finds the systems to search, and writes the letters.',
            )}
          </EmptyState>
        )
      }
    >
      {(items) => <CaseTable cases={items} />}
    </PagedList>
  );
}

function CaseTable({ cases }: { cases: readonly CaseCard[] }) {
  const { subjects } = useTaxonomy();
  const lawAndPlace = useLawNames();
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label={say('Cases, scrolls sideways')}>
      <Table striped fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Reference')}</Table.Th>
            <Table.Th>{say('Due')}</Table.Th>
            <Table.Th>{say('State')}</Table.Th>
            <Table.Th>{say('Waits for')}</Table.Th>
            <Table.Th>{say('Received')}</Table.Th>
            <Table.Th>{say('Law')}</Table.Th>
            <Table.Th>{say('Rights')}</Table.Th>
            <Table.Th>{say('Person')}</Table.Th>
            <Table.Th>{say('Works on it')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((entry) => (
            <Table.Tr key={entry.reference}>
              <Table.Td miw={130} className={classes.wrap}>
                <AnchorLink to="/privacy" search={{ view: 'cases', case: entry.reference }} size="sm">
                  {entry.reference}
                </AnchorLink>
              </Table.Td>
              <Table.Td className={classes.nowrap}>
                <DaysLeft one={entry} withDate />
              </Table.Td>
              <Table.Td>
                <Badge color="gray" tt="none" miw="max-content">
                  {STATE_NAME[entry.state]}
                </Badge>
              </Table.Td>
              <Table.Td className={classes.blocked}>{told(entry.blocked) ?? ''}</Table.Td>
              <Table.Td className={classes.nowrap}>{formatDate(entry.receivedOn)}</Table.Td>
              <Table.Td>{lawAndPlace(entry)}</Table.Td>
              <Table.Td>{entry.rights.map((right) => RIGHT_NAME[right]).join(', ')}</Table.Td>
              <Table.Td>
                {told(subjects.find(({ key }) => key === entry.subject)?.name) ?? entry.subject}
              </Table.Td>
              <Table.Td className={classes.wrap}>{entry.assignee ?? say('nobody')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
