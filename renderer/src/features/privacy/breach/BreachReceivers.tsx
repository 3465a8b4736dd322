import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Breach } from '../../../../../contract/index.ts';
import { countryName } from '../../../shared/countries.ts';
import { count } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';
import classes from '../privacy.module.css';
import { told } from '../../../shared/language/told.ts';

/** Who has got the data, as labels and processing activities say, and to which countries they went. */
export function BreachReceivers({ breach: { radius } }: { breach: Breach }) {
  const { receivers, transfers, activities } = radius.summary;
  return (
    <Stack gap="sm">
      {receivers.length > 0 && (
        <Wide
          name={say('Recipients and processors')}
          columns={[say('Name'), say('Role'), say('Affected datasets'), say('How it is known')]}
        >
          {receivers.map((one) => (
            <Table.Tr key={`${one.role} ${one.name}`}>
              <Table.Td className={classes.wrap}>{one.name}</Table.Td>
              <Table.Td>{one.role === 'processor' ? say('Processor') : say('Recipient')}</Table.Td>
              <Table.Td>{count(one.datasets.length)}</Table.Td>
              <Table.Td className={classes.wrap}>{one.evidence.map(told).join('; ')}</Table.Td>
            </Table.Tr>
          ))}
        </Wide>
      )}
      {transfers.length > 0 && (
        <Wide
          name={say('Transfers to other countries')}
          columns={[say('Country'), say('Recipient'), say('Basis of the transfer'), say('Activity')]}
        >
          {transfers.map((one) => (
            <Table.Tr key={`${one.activity} ${one.country} ${one.recipient}`}>
              <Table.Td>{countryName(one.country)}</Table.Td>
              <Table.Td className={classes.wrap}>{one.recipient}</Table.Td>
              <Table.Td className={classes.wrap}>
                {told(one.instrument) || (one.thirdCountry ? say('none is stated') : '–')}
              </Table.Td>
              <Table.Td className={classes.wrap}>{one.activityName}</Table.Td>
            </Table.Tr>
          ))}
        </Wide>
      )}
      <Text size="sm">
        {activities.length === 0
          ? say('No processing activity holds what is affected.')
          : say('Processing activities that hold affected datasets: {names}.', {
              names: activities.map(({ name }) => name).join(', '),
            })}
      </Text>
    </Stack>
  );
}

function Wide({
  name,
  columns,
  children,
}: {
  name: string;
  columns: readonly string[];
  children: ReactNode;
}) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('{title}, scrolls sideways', { title: name })}
    >
      <Table fz="sm" verticalSpacing={4} aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
