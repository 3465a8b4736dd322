import { Table, Text } from '@mantine/core';
import type { InboxItem } from '../../../../contract/index.ts';
import classes from './inbox.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** A disagreement side by side: what sources said before, what they say now, and the person's word. */
export function Sides({ item }: { readonly item: InboxItem }) {
  if (item.sides.length === 0) return null;
  return (
    <section aria-label={say('Both sides')}>
      <Table withTableBorder className={classes.wrap}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say('Who')}</Table.Th>
            <Table.Th scope="col">{say('Says')}</Table.Th>
            <Table.Th scope="col">{say('Since and where')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {item.sides.map(({ who, value, since, evidence }, at) => (
            <Table.Tr key={at}>
              <Table.Td>{told(who)}</Table.Td>
              <Table.Td>
                <Text size="sm" lineClamp={6} className={classes.wrap}>
                  {since === null ? told(value) : value}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="xs" className={classes.wrap}>
                  {[since === null ? null : say('revision {revision}', { revision: since }), evidence]
                    .filter(Boolean)
                    .join(' · ') || '—'}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
