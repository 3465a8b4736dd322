import { Table, Text } from '@mantine/core';
import type { ImportOutcome } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import classes from './imports.module.css';
import { byImportance, recordName } from './record-names.ts';
import { say, sayIn } from '../../shared/language/say.ts';

const cell = (value: number) =>
  value === 0 ? (
    <Text span c="dimmed" size="sm">
      0
    </Text>
  ) : (
    count(value)
  );

/** Added, changed and retired per type of record. */
export function ChangesTable({ changes }: { changes: ImportOutcome['changes'] }) {
  const types = Object.entries(changes)
    .filter(([, { added, changed, retired }]) => added + changed + retired > 0)
    .sort(([a], [b]) => byImportance(a, b));
  if (types.length === 0) return <Text size="sm">{say('No record is added, changed or retired.')}</Text>;
  return (
    <Table maw={640} aria-label={say('Changes by type of record')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{sayIn('in the catalog', 'Record')}</Table.Th>
          <Table.Th className={classes.number}>{say('Added')}</Table.Th>
          <Table.Th className={classes.number}>{say('Changed')}</Table.Th>
          <Table.Th className={classes.number}>{say('Retired')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {types.map(([type, { added, changed, retired }]) => (
          <Table.Tr key={type}>
            <Table.Th scope="row" fw={400}>
              {recordName(type)}
            </Table.Th>
            <Table.Td className={classes.number}>{cell(added)}</Table.Td>
            <Table.Td className={classes.number}>{cell(changed)}</Table.Td>
            <Table.Td className={classes.number}>{cell(retired)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
