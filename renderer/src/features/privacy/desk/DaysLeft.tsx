import { Badge, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause } from '@tabler/icons-react';
import type { CaseCard } from '../../../../../contract/index.ts';
import { dueWords, formatDate, today } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';

/** Days before the last day from which a case is marked. */
const SOON = 7;

type Clocked = Pick<CaseCard, 'due' | 'daysLeft' | 'paused'>;

/** How long a case has still; near or past its day it is marked by an icon and words. */
export function DaysLeft({ one, withDate = false }: { one: Clocked; withDate?: boolean }) {
  const { due, daysLeft, paused } = one;
  if (due === null) {
    return (
      <Text span size="sm">
        {paused && <IconPlayerPause size={14} aria-hidden className={classes.icon} />}
        {paused ? say('The clock stands') : say('No date')}
      </Text>
    );
  }
  if (daysLeft === null) {
    return (
      <Text span size="sm" c="dimmed">
        {say('was due {due}', { due: formatDate(due) })}
      </Text>
    );
  }
  const late = daysLeft < 0;
  const said = dueWords(due, today());
  const text = withDate ? `${formatDate(due)}, ${said}` : said;
  if (daysLeft > SOON)
    return (
      <Text span size="sm">
        {text}
      </Text>
    );
  return (
    <Badge
      color={late ? 'red' : 'orange'}
      tt="none"
      miw="max-content"
      leftSection={<IconAlertTriangle size={12} aria-hidden />}
    >
      {text}
    </Badge>
  );
}
