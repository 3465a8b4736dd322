import { Badge, type MantineSize } from '@mantine/core';
import { IconBan, IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { Certification } from '../../../../contract/index.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  mark: Certification;
  size?: MantineSize;
}

const MARKS = {
  certified: {
    color: 'teal',
    icon: IconRosetteDiscountCheck,
    text: say('Certified'),
    meaning: say('Checked, and fit to be relied on.'),
  },
  deprecated: {
    color: 'orange',
    icon: IconBan,
    text: say('Deprecated'),
    meaning: say('Not to be used for anything new.'),
  },
} as const;

/** Whether people should rely on it. */
export function CertificationBadge({ mark, size = 'sm' }: Props) {
  const { color, icon: Icon, text, meaning } = MARKS[mark];
  return (
    <Badge
      size={size}
      variant="outline"
      color={color}
      tt="none"
      leftSection={<Icon size={12} aria-hidden />}
      title={`${text}: ${meaning}`}
    >
      {text}
    </Badge>
  );
}

/** The same as a sign alone, where there is no room for words. */
export function CertificationSign({ mark }: { mark: Certification }) {
  const { color, icon: Icon, text, meaning } = MARKS[mark];
  return (
    <span title={`${text}: ${meaning}`} style={{ display: 'inline-flex', flex: 'none' }}>
      <Icon size={14} role="img" aria-label={text} color={`var(--mantine-color-${color}-text)`} />
    </span>
  );
}
