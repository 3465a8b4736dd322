import { ActionIcon, Menu } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { Settings } from '../../../../contract/index.ts';
import { useSettings } from '../../shared/appearance.ts';
import { say, sayIn } from '../../shared/language/say.ts';

export const THEMES = [
  { value: 'system', name: say('Like the system'), icon: IconDeviceDesktop },
  { value: 'light', name: sayIn('theme', 'Light'), icon: IconSun },
  { value: 'dark', name: sayIn('theme', 'Dark'), icon: IconMoon },
] as const satisfies readonly { value: Settings['theme']; name: string; icon: unknown }[];

/** Light, dark, or what the system says. */
export function ThemeMenu() {
  const { settings, update } = useSettings();
  const theme = settings.data?.theme ?? 'system';
  const Shape = THEMES.find(({ value }) => value === theme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={say('Theme')} title={say('Theme')}>
          <Shape size={18} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={theme}>
          {THEMES.map(({ value, name, icon: Choice }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              closeMenuOnClick
              rightSection={<Choice size={16} aria-hidden />}
              onChange={() => update.mutate({ theme: value })}
            >
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
