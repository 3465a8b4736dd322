import { Stack, Text } from '@mantine/core';
import type { ImportPart } from '../../../../contract/index.ts';
import { changeName, partWords } from './change-kinds.ts';
import classes from './imports.module.css';
import { recordName } from './record-names.ts';
import { say } from '../../shared/language/say.ts';

interface Item {
  readonly change: string;
  readonly type: string;
  readonly namespace: string;
  readonly dataset: string;
  readonly name: string;
}

/** What an import left out, and why. */
export function LeftOutList({
  parts,
  items,
  total,
}: {
  parts: readonly ImportPart[];
  items: readonly Item[];
  total: number;
}) {
  return (
    <Stack gap="xs">
      <Text size="sm">{parts.map(partWords).join('; ')}</Text>
      <Text size="xs" c="dimmed">
        {say('{shown, number} of {total, plural, one {# change} other {# changes}}', {
          shown: items.length,
          total,
        })}
      </Text>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={say('Changes that were left out')}
      >
        <ul className={classes.list}>
          {items.map((item, index) => (
            <li key={index}>
              <Text size="sm" className={classes.wrap}>
                {changeName(item.change)} · {recordName(item.type)} ·{' '}
                {[item.dataset, item.name].filter(Boolean).join(' · ')}
              </Text>
            </li>
          ))}
        </ul>
      </div>
    </Stack>
  );
}
