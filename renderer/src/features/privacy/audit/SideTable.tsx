import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';

export interface SideRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly note?: string;
  readonly earlier: ReactNode;
  readonly later: ReactNode;
}

/** Two moments beside each other. */
export function SideTable({
  caption,
  header,
  names,
  rows,
}: {
  caption: string;
  header: string;
  names: readonly [string, string];
  rows: readonly SideRow[];
}) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('{caption}, scrolls sideways', { caption })}
    >
      <Table fz="sm" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{header}</Table.Th>
            <Table.Th ta="end">{names[0]}</Table.Th>
            <Table.Th ta="end">{names[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, note, earlier, later }) => (
            <Table.Tr key={key}>
              <Table.Td>
                {name}
                {note !== undefined && (
                  <Text size="xs" c="dimmed">
                    {note}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="end">{earlier}</Table.Td>
              <Table.Td ta="end">{later}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
