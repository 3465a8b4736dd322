import { Badge } from '@mantine/core';
import { IconBuilding, IconLock, IconShieldLock, IconWorld, type Icon } from '@tabler/icons-react';
import type { Sensitivity } from '../../../contract/index.ts';
import { SENSITIVITY_MEANING, SENSITIVITY_NAME } from './words.ts';

const LOOK: Record<Sensitivity, { color: string; icon: Icon }> = {
  public: { color: 'teal', icon: IconWorld },
  internal: { color: 'river', icon: IconBuilding },
  confidential: { color: 'orange', icon: IconLock },
  restricted: { color: 'red', icon: IconShieldLock },
};

/** Icon of a sensitivity level, for places without room for the word. Decorative: name the level beside it. */
function SensitivityIcon({ level, size = 14 }: { level: Sensitivity; size?: number }) {
  const Shape = LOOK[level].icon;
  return <Shape size={size} stroke={1.8} aria-hidden />;
}

/** A sensitivity level as icon and word; colour only repeats it. */
export function SensitivityBadge({ level, size = 'sm' }: { level: Sensitivity; size?: 'xs' | 'sm' | 'md' }) {
  return (
    <Badge
      variant="outline"
      color={LOOK[level].color}
      size={size}
      radius="sm"
      title={SENSITIVITY_MEANING[level]}
      leftSection={<SensitivityIcon level={level} size={size === 'xs' ? 10 : 12} />}
      style={{ flex: 'none' }}
    >
      {SENSITIVITY_NAME[level]}
    </Badge>
  );
}
