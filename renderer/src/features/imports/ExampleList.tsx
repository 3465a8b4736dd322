import { Badge, Text } from '@mantine/core';
import { IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import type { ImportOutcome } from '../../../../contract/index.ts';
import classes from './imports.module.css';
import { recordName } from './record-names.ts';
import { say } from '../../shared/language/say.ts';

const LOOK = {
  added: { name: say('added'), color: 'teal', icon: IconPlus },
  changed: { name: say('changed'), color: 'river', icon: IconPencil },
  retired: { name: say('retired'), color: 'orange', icon: IconMinus },
} as const;

/** Some of the changes by name, and how many there are in all. */
export function ExampleList({ examples, changes }: Pick<ImportOutcome, 'examples' | 'changes'>) {
  const total = Object.values(changes).reduce(
    (sum, { added, changed, retired }) => sum + added + changed + retired,
    0,
  );
  if (examples.length === 0) return <Text size="sm">{say('No changes to show by name.')}</Text>;
  return (
    <>
      <Text size="xs" c="dimmed" mb={4}>
        {say('{shown, number} of {total, plural, one {# change} other {# changes}}', {
          shown: examples.length,
          total,
        })}
      </Text>
      {/* Scrolls, so it has to be reachable by keyboard. */}
      <ul
        className={`${classes.list} ${classes.scroll}`}
        tabIndex={0}
        aria-label={say('Examples of changes')}
      >
        {examples.map(({ type, change, name }, index) => {
          const { name: deed, color, icon: Shape } = LOOK[change];
          return (
            <li key={`${index}-${type}`}>
              <Badge
                color={color}
                size="sm"
                tt="none"
                leftSection={<Shape size={11} aria-hidden />}
                w={104}
                style={{ flex: 'none' }}
              >
                {deed}
              </Badge>
              <Text size="sm" c="dimmed" w={150} truncate style={{ flex: 'none' }}>
                {recordName(type)}
              </Text>
              <Text size="sm" truncate className={classes.grow} title={name}>
                {name}
              </Text>
            </li>
          );
        })}
      </ul>
    </>
  );
}
