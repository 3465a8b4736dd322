import { Group, Radio } from '@mantine/core';
import { settingsSchema, type Settings } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';

const THEME_NAME: Record<Settings['theme'], string> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
};
const DENSITY_NAME: Record<Settings['density'], string> = { compact: 'Compact', comfortable: 'Comfortable' };

interface Props {
  settings: Settings;
  onChange: (part: Partial<Settings>) => void;
}

/** Theme and density; both take effect at once. */
export function AppearanceSection({ settings, onChange }: Props) {
  const { theme, density } = settingsSchema.shape;
  return (
    <Section title="Appearance">
      <Group gap={48} align="flex-start">
        <Radio.Group
          label="Theme"
          value={settings.theme}
          onChange={(value) => {
            const read = theme.safeParse(value);
            if (read.success) onChange({ theme: read.data });
          }}
        >
          <Group mt={6}>
            {theme.unwrap().options.map((value) => (
              <Radio key={value} value={value} label={THEME_NAME[value]} />
            ))}
          </Group>
        </Radio.Group>
        <Radio.Group
          label="Density"
          value={settings.density}
          onChange={(value) => {
            const read = density.safeParse(value);
            if (read.success) onChange({ density: read.data });
          }}
        >
          <Group mt={6}>
            {density.unwrap().options.map((value) => (
              <Radio key={value} value={value} label={DENSITY_NAME[value]} />
            ))}
          </Group>
        </Radio.Group>
      </Group>
    </Section>
  );
}
