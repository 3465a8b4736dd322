import { Tooltip } from '@mantine/core';
import { IconAntennaBars5, IconAntennaBarsOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { headline } from '../../features/settings/collect/words.ts';
import { orpc } from '../../shared/api.ts';
import { BadgeLink } from '../../shared/links.tsx';

/** While events are collected, it is in sight from every page; nothing otherwise. */
export function CollectChip() {
  const { data } = useQuery(orpc.collect.status.queryOptions());
  const line = data ? headline(data) : null;
  if (!line) return null;
  const Icon = line.failed ? IconAntennaBarsOff : IconAntennaBars5;
  return (
    <Tooltip label={line.detail} multiline maw={360}>
      <BadgeLink
        to="/settings"
        color={line.failed ? 'red' : 'teal'}
        tt="none"
        leftSection={<Icon size={12} aria-hidden />}
        style={{ flex: 'none' }}
      >
        {line.text}
      </BadgeLink>
    </Tooltip>
  );
}
