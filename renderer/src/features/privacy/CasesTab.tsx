import { Badge, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DsarCase } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { count, plural } from '../../shared/format.ts';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { daysUntil, dueWords, formatDate, today } from './model/civil-date.ts';
import { RIGHT_NAME } from './model/words.ts';
import classes from './privacy.module.css';

/** Days before the due date from which a case is marked. */
const SOON = 7;

/** States in which nothing is left to do. */
const CLOSED = /closed|sent|refused|withdrawn|transferred|answered|done/i;

/** All requests with their due dates. */
export function CasesTab() {
  const cases = useFlat(
    useInfiniteQuery(
      orpc.privacy.cases.infiniteOptions({ input: (offset: number) => ({ offset, limit: PAGE }), ...paging }),
    ),
  );
  return (
    <PagedList
      list={cases}
      what="cases"
      empty={
        <EmptyState
          title="No requests yet"
          actions={
            <ButtonLink to="/privacy" search={{ view: 'new' }}>
              New request
            </ButtonLink>
          }
        >
          When a person asks what is held about them, a new request finds the systems to search, works out the
          deadline and writes the report.
        </EmptyState>
      }
    >
      {(items) => <CaseTable cases={items} />}
    </PagedList>
  );
}

function CaseTable({ cases }: { cases: readonly DsarCase[] }) {
  const { subjects } = useTaxonomy();
  const jurisdictions = useQuery(
    orpc.privacy.jurisdictions.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  );
  const lawAndPlace = ({ jurisdiction, place }: DsarCase) => {
    const law = jurisdictions.data?.find(({ key }) => key === jurisdiction);
    return `${law?.name ?? jurisdiction}, ${law?.places.find(({ code }) => code === place)?.name ?? place}`;
  };
  return (
    <div className={classes.scrollX} tabIndex={0} role="region" aria-label="Cases, scrolls sideways">
      <Table striped fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Reference</Table.Th>
            <Table.Th>Due</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Received</Table.Th>
            <Table.Th>Law</Table.Th>
            <Table.Th>Rights</Table.Th>
            <Table.Th>Person</Table.Th>
            <Table.Th ta="end">Reports</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td className={classes.wrap}>
                <AnchorLink to="/privacy" search={{ view: 'cases', case: entry.reference }} size="sm">
                  {entry.reference}
                </AnchorLink>
              </Table.Td>
              <Table.Td>
                <Due entry={entry} />
              </Table.Td>
              <Table.Td>
                <Badge color="gray" tt="none">
                  {entry.state.replaceAll('_', ' ')}
                </Badge>
              </Table.Td>
              <Table.Td>{formatDate(entry.receivedOn)}</Table.Td>
              <Table.Td>{lawAndPlace(entry)}</Table.Td>
              <Table.Td className={classes.wrap}>
                {entry.rights.map((right) => RIGHT_NAME[right]).join(', ')}
              </Table.Td>
              <Table.Td>{subjects.find(({ key }) => key === entry.subject)?.name ?? entry.subject}</Table.Td>
              <Table.Td ta="end">
                <AnchorLink
                  to="/privacy"
                  search={{ view: 'reports' }}
                  size="sm"
                  aria-label={`${plural(entry.reports, 'report')} on ${entry.reference}`}
                >
                  {count(entry.reports)}
                </AnchorLink>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The due date; an open case near or past it is marked by an icon and words. */
function Due({ entry }: { entry: DsarCase }) {
  if (entry.due === null) return <Text size="sm">no date yet</Text>;
  if (CLOSED.test(entry.state)) return <Text size="sm">{formatDate(entry.due)}</Text>;
  const days = daysUntil(entry.due, today()) ?? Number.POSITIVE_INFINITY;
  return (
    <Group gap={4} wrap="nowrap">
      {days <= SOON && <IconAlertTriangle size={16} aria-hidden />}
      <Text size="sm" fw={days <= SOON ? 600 : undefined}>
        {formatDate(entry.due)}, {dueWords(entry.due, today())}
      </Text>
    </Group>
  );
}
