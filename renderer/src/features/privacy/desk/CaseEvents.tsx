import { Table, Text } from '@mantine/core';
import type { CaseView } from '../../../../../contract/index.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate } from '../model/civil-date.ts';
import { words } from './use-desk.ts';

/** What happened in a case, each with its entry in the ledger. */
export function CaseEvents({ view }: { view: CaseView }) {
  return (
    <Section title="What happened">
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th>By</Table.Th>
            <Table.Th ta="end">Ledger</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.events.map((event, index) => (
            <Table.Tr key={index}>
              <Table.Td>{formatDate(event.on)}</Table.Td>
              <Table.Td>
                <Text span size="sm" td={event.undone ? 'line-through' : undefined}>
                  {words(event.to ?? event.kind)}
                  {event.about ? `: ${words(event.about)}` : ''}
                </Text>
                {event.undone && ' (taken back)'}
              </Table.Td>
              <Table.Td>{event.actor}</Table.Td>
              <Table.Td ta="end">
                <AnchorLink
                  to="/ledger"
                  search={{ seq: event.revision }}
                  size="sm"
                  aria-label={`Ledger entry ${event.revision}`}
                >
                  {event.revision}
                </AnchorLink>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
