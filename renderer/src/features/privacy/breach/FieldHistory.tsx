import { Button, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { count, instant } from '../../../shared/format.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** All that was ever noted of a breach. */
export function FieldHistory({ reference }: { reference: string }) {
  const [shown, setShown] = useState(false);
  return (
    <Section
      title={say('History')}
      aside={
        <Button size="compact-sm" variant="default" onClick={() => setShown(!shown)}>
          {shown ? say('Hide') : say('Show')}
        </Button>
      }
    >
      {shown ? (
        <Entries reference={reference} />
      ) : (
        <Text size="sm" c="dimmed">
          {say('Every change stands in the ledger with who made it and when.')}
        </Text>
      )}
    </Section>
  );
}

const NOTICE = 'notice:';

const nameOf = ({ field, name }: { field: string; name: string }): string =>
  field.startsWith(NOTICE) ? say('notice {number}', { number: field.slice(NOTICE.length) }) : told(name);

function Entries({ reference }: { reference: string }) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.breaches.history.infiniteOptions({
        input: (offset: number) => ({ reference, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  return (
    <PagedList list={list} what={say('entries')} empty={<Text size="sm">{say('None.')}</Text>}>
      {(items) => (
        <Stack
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={say('History, scrolls sideways')}
        >
          <Table fz="sm" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('When')}</Table.Th>
                <Table.Th>{say('Who')}</Table.Th>
                <Table.Th>{say('Field')}</Table.Th>
                <Table.Th>{say('Value')}</Table.Th>
                <Table.Th>{say('Until revision')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((one) => (
                <Table.Tr key={`${one.revision} ${one.field}`}>
                  <Table.Td>{instant(one.at)}</Table.Td>
                  <Table.Td>{one.actor}</Table.Td>
                  <Table.Td>{nameOf(one)}</Table.Td>
                  <Table.Td className={classes.wrap}>{one.value}</Table.Td>
                  <Table.Td>{one.until === null ? say('stands') : count(one.until)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      )}
    </PagedList>
  );
}
