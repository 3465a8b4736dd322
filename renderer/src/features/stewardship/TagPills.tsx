import { Badge, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconShieldLock, IconTag, IconUserScan } from '@tabler/icons-react';
import type { Tag } from '../../../../contract/index.ts';
import type { NameOf } from './model/tag-plan.ts';
import { isUnconfirmed, standing } from './model/words.ts';
import classes from './stewardship.module.css';
import { sourceName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  tags: readonly Tag[];
  nameOf: NameOf;
  /** Shows at most this many, then "+n". */
  max?: number;
  /** Says the standing in words beside each tag, not only on hover. */
  wordy?: boolean;
}

const ICON: Partial<Record<Tag['kind'], typeof IconTag>> = {
  sensitivity: IconShieldLock,
  category: IconUserScan,
  label: IconTag,
};

/** Categories and labels as badges; one that no person has confirmed yet has a dashed outline. */
export function TagPills({ tags, nameOf, max = Number.POSITIVE_INFINITY, wordy = false }: Props) {
  const holding = tags.filter(({ status, kind }) => status !== 'rejected' && kind !== 'sensitivity');
  if (holding.length === 0) return null;
  const shown = holding.slice(0, max);
  return (
    <Group gap={4} wrap={wordy ? 'wrap' : 'nowrap'}>
      {shown.map((tag) => (
        <TagPill key={tag.id} tag={tag} name={nameOf(tag)} wordy={wordy} />
      ))}
      {holding.length > shown.length && (
        <Text size="xs" c="dimmed" title={holding.slice(shown.length).map(nameOf).join(', ')}>
          +{holding.length - shown.length}
        </Text>
      )}
    </Group>
  );
}

function TagPill({ tag, name, wordy }: { tag: Tag; name: string; wordy: boolean }) {
  const Icon = ICON[tag.kind] ?? IconTag;
  const words = standing(tag);
  const unconfirmed = isUnconfirmed(tag.status);
  return (
    <Badge
      variant="outline"
      size="sm"
      color="gray"
      className={unconfirmed ? `${classes.pill} ${classes.imported}` : classes.pill}
      leftSection={<Icon size={12} aria-hidden />}
      title={`${name}${tag.kind === 'category' ? ` (${tag.value})` : ''}. ${words}`}
    >
      {name}
      {wordy &&
        tag.status === 'imported' &&
        ` · ${say('imported from {source}', { source: sourceName(tag.origin) })}`}
      {wordy && tag.status === 'derived' && ` · ${say('from lineage')}`}
      {!wordy && <VisuallyHidden>, {words}</VisuallyHidden>}
    </Badge>
  );
}
