import { Text } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { Difference } from '../../../../contract/index.ts';
import { titleOf } from './model/words.ts';
import { ChangeSign, Weight } from './pieces.tsx';
import classes from './compare.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  readonly items: readonly Difference[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** Differences, the most suspicious first. Arrow keys move. */
export function DifferenceList({ items, chosen, onChoose }: Props) {
  const tabStop = items.some(({ key }) => key === chosen) ? chosen : items[0]?.key;
  return (
    <ol className={classes.list} aria-label={say('Differences, the most suspicious first')}>
      {items.map((item) => (
        <li key={item.key}>
          <button
            type="button"
            className={classes.item}
            aria-current={item.key === chosen ? 'true' : undefined}
            tabIndex={item.key === tabStop ? 0 : -1}
            onClick={() => onChoose(item.key)}
            onKeyDown={moveAlong}
          >
            <ChangeSign change={item.change} />
            <span className={classes.itemBody}>
              <span className={classes.itemTitle}>{titleOf(item)}</span>
              {item.reasons[0] ? (
                <Text size="xs" component="span" display="block">
                  {told(item.reasons[0].text)}
                  {item.reasons.length > 1
                    ? ` ${say('And {more, number} more.', { more: item.reasons.length - 1 })}`
                    : ''}
                </Text>
              ) : (
                <Text size="xs" component="span" display="block" c="dimmed">
                  {item.aspects.map(({ label }) => told(label)).join(', ') || say('Nothing differs')}
                </Text>
              )}
              {item.change === 'unchanged' ? null : <Weight of={item} />}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The focus goes to the button above or below, and chooses it. */
function moveAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const buttons = [...(event.currentTarget.closest('ol')?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  const next = buttons[Math.min(buttons.length - 1, Math.max(0, at + step))];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
  next.click();
}
