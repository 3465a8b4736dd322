import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { DueItem } from '../../../../../contract/index.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { formatDate } from '../model/civil-date.ts';
import { WEEKDAYS } from '../model/month.ts';
import classes from '../privacy.module.css';
import { dueIn, DUE_NAME, STATUTORY } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const PAGE = 100;

/** `Mon` in the user's language. */
function weekdayName(date: string): string {
  const day = new Date(`${date}T00:00:00Z`).getUTCDay();
  return WEEKDAYS[(day + 6) % 7] ?? '';
}

/** What is due, the earliest first. */
export function DueAgenda({ items }: { items: readonly DueItem[] }) {
  const [shown, setShown] = useState(PAGE);
  if (items.length === 0) return <Text size="sm">{say('No such day.')}</Text>;
  return (
    <>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('What is due, scrolls sideways')}
      >
        <Table striped fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Day')}</Table.Th>
              <Table.Th>{sayIn('days', 'Left')}</Table.Th>
              <Table.Th>{say('Case')}</Table.Th>
              <Table.Th>{say('Kind')}</Table.Th>
              <Table.Th>{say('What')}</Table.Th>
              <Table.Th>{say('Law')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.slice(0, shown).map((item) => (
              <Table.Tr key={`${item.reference} ${item.kind} ${item.law}`}>
                <Table.Td className={classes.nowrap}>
                  {weekdayName(item.date)} {formatDate(item.date)}
                </Table.Td>
                <Table.Td className={classes.nowrap}>
                  <Left item={item} />
                </Table.Td>
                <Table.Td className={classes.wrap}>
                  <AnchorLink to="/privacy" search={{ view: 'cases', case: item.reference }} size="sm">
                    {item.reference}
                  </AnchorLink>
                </Table.Td>
                <Table.Td className={classes.nowrap}>{DUE_NAME[item.kind]}</Table.Td>
                <Table.Td>{told(item.words)}</Table.Td>
                <Table.Td className={classes.nowrap}>{told(item.law)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {shown < items.length && (
        <Group gap="sm">
          <Text size="xs" c="dimmed">
            {say('{shown, number} of {total, number} shown', { shown, total: items.length })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => setShown(shown + PAGE)}>
            {say('Show more')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Left({ item }: { item: DueItem }) {
  if (item.daysLeft >= 0) return dueIn(item);
  if (!STATUTORY.has(item.kind))
    return (
      <Text span size="sm" c="dimmed">
        {dueIn(item)}
      </Text>
    );
  return (
    <Badge color="red" tt="none">
      {dueIn(item)}
    </Badge>
  );
}
