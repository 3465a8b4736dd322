import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Breach } from '../../../../../contract/index.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { leftWords } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const MINUTE = 60_000;

/** What is left of the 72 hours, and the steps by which they are counted. */
export function BreachClockBox({ breach: { clock, state } }: { breach: Breach }) {
  const [now, setNow] = useState(Date.now);
  const hours = clock.notifiedAfterHours ?? 0;
  const running =
    clock.due !== null && clock.notifiedAt === null && (state === 'open' || state === 'assessed');
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <Section title={sayIn('deadline', 'Clock')}>
      {running && clock.due !== null && (
        <p className={classes.due} role="timer">
          {leftWords(clock.due, now)}
        </p>
      )}
      {clock.notifiedAt !== null && (
        <p className={classes.due}>
          {clock.late
            ? say('Notified after {hours, number} h, later than 72 hours', { hours })
            : say('Notified after {hours, number} h', { hours })}
        </p>
      )}
      {clock.dueWords && (
        <Text size="sm" fw={600}>
          {say('72 hours end {dueWords}', { dueWords: clock.dueWords })}
        </Text>
      )}
      <ol className={classes.steps}>
        {clock.steps.map((step) => (
          <li key={step}>{told(step)}</li>
        ))}
      </ol>
      <Text size="sm" mt="xs" className={classes.wrap}>
        {clock.authority
          ? say('Authority: {name}, {url}', clock.authority)
          : say('The authority for this place is not in the bundled list.')}
      </Text>
    </Section>
  );
}
