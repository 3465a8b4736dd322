import { ActionIcon, Button, Group, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { DueItem } from '../../../../../contract/index.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { formatDate, today } from '../model/civil-date.ts';
import { monthAway, monthName, monthOf, WEEKDAYS, weeksOf } from '../model/month.ts';
import { DueAgenda } from './DueAgenda.tsx';
import { dueIn, DUE_NAME, STATUTORY } from './words.ts';
import classes from './month.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Shown in the cell of a day; the rest stands below once the day is chosen. */
const SHOWN = 3;

/** What is due by month; a day with more than it can show opens below. */
export function DueMonth({ items }: { items: readonly DueItem[] }) {
  const [month, setMonth] = useState(() => monthOf(today()));
  const [day, setDay] = useState<string | null>(null);
  const byDay = Map.groupBy(items, ({ date }) => date);
  const elsewhere = items.filter(({ date }) => monthOf(date) !== month);
  const before = elsewhere.filter(({ date }) => monthOf(date) < month).length;
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Group gap={4}>
          <ActionIcon aria-label={say('Month before')} onClick={() => setMonth(monthAway(month, -1))}>
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <Title order={2} size="h5" aria-live="polite" miw="10rem" ta="center">
            {monthName(month)}
          </Title>
          <ActionIcon aria-label={say('Month after')} onClick={() => setMonth(monthAway(month, 1))}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <Button size="compact-sm" variant="default" onClick={() => setMonth(monthOf(today()))}>
            {say('Today')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {say('{before} before this month, {after} after it', { before, after: elsewhere.length - before })}
        </Text>
      </Group>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={say('Calendar of {month}', { month: monthName(month) })}
      >
        <table className={classes.month}>
          <thead>
            <tr>
              {WEEKDAYS.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week[0]}>
                {week.map((date) => (
                  <Day
                    key={date}
                    date={date}
                    outside={monthOf(date) !== month}
                    items={byDay.get(date) ?? []}
                    onMore={() => setDay(date)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {day !== null && (
        <section aria-label={say('Due on {day}', { day: formatDate(day) })}>
          <Title order={3} size="h6" mt="sm" mb={4}>
            {say('Due on {day}', { day: formatDate(day) })}
          </Title>
          <DueAgenda items={byDay.get(day) ?? []} />
        </section>
      )}
    </div>
  );
}

interface DayProps {
  date: string;
  outside: boolean;
  items: readonly DueItem[];
  onMore: () => void;
}

function Day({ date, outside, items, onMore }: DayProps) {
  const isToday = date === today();
  const left = items.length - SHOWN;
  return (
    <td data-outside={outside || undefined} data-today={isToday || undefined}>
      <div className={classes.number}>
        {Number(date.slice(8))}
        {isToday && <span className={classes.todayWord}> {say('today')}</span>}
      </div>
      {items.slice(0, SHOWN).map((item) => (
        <AnchorLink
          key={`${item.reference} ${item.kind} ${item.law}`}
          to="/privacy"
          search={{ view: 'cases', case: item.reference }}
          className={classes.item}
          data-late={(item.daysLeft < 0 && STATUTORY.has(item.kind)) || undefined}
          data-law={STATUTORY.has(item.kind) || undefined}
          title={`${told(item.words)}, ${dueIn(item)}`}
        >
          <span className={classes.kind}>
            {DUE_NAME[item.kind]}
            {item.law === '' ? '' : `, ${told(item.law)}`}
          </span>{' '}
          {item.reference}
          {item.daysLeft < 0 && STATUTORY.has(item.kind) && ` ${say('(overdue)')}`}
        </AnchorLink>
      ))}
      {left > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={say('{left} more on {date}', { left, date: formatDate(date) })}
          onClick={onMore}
        >
          {say('{left} more', { left })}
        </Button>
      )}
    </td>
  );
}
