import { Group, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowsJoin,
  IconChevronRight,
  IconCircleCheck,
  IconLinkOff,
  IconShieldQuestion,
  IconTestPipe,
  IconUserQuestion,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { Home } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import classes from './home.module.css';

type Item = Home['attention'][number];

/** Where the list behind each number is. */
const BEHIND: Record<Item['code'], { icon: Icon; link: Pick<LinkProps, 'to' | 'search'> }> = {
  'personal-data-unclassified': {
    icon: IconUserShield,
    link: { to: '/browse', search: { categories: ['user'], sensitivities: ['none'] } },
  },
  'failed-tests': { icon: IconTestPipe, link: { to: '/browse', search: { state: ['failed-tests'] } } },
  'alias-suggestions': {
    icon: IconArrowsJoin,
    link: { to: '/joins' },
  },
  'import-issues': { icon: IconAlertTriangle, link: { to: '/import' } },
  gaps: { icon: IconLinkOff, link: { to: '/browse', search: { state: ['gap'] } } },
  'no-owner': { icon: IconUserQuestion, link: { to: '/browse', search: { state: ['no-owner'] } } },
  'no-sensitivity': {
    icon: IconShieldQuestion,
    link: { to: '/browse', search: { sensitivities: ['none'] } },
  },
};

/** What waits for a person, most urgent first; each line leads to the list behind its number. */
export function Attention({ items }: { items: readonly Item[] }) {
  const open = items.filter((item) => item.count > 0);
  if (open.length === 0) {
    return (
      <Group gap="xs">
        <IconCircleCheck size={18} aria-hidden color="var(--hw-accent)" />
        <Text size="sm">Nothing waits for a decision.</Text>
      </Group>
    );
  }
  return (
    <ul className={classes.rows}>
      {open.map((item) => {
        const { icon: Shape, link } = BEHIND[item.code];
        return (
          <li key={item.code}>
            <Link {...link} className={classes.row}>
              <Shape size={20} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
              <span className={classes.number}>{count(item.count)}</span>
              <span className={classes.grow}>
                <Text size="sm" fw={600} component="span" display="block">
                  {item.title}
                </Text>
                <Text size="xs" c="dimmed" component="span" display="block">
                  {item.detail}
                </Text>
              </span>
              <IconChevronRight size={16} aria-hidden style={{ flex: 'none' }} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
