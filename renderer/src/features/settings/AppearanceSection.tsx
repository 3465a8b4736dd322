import { Group, Radio } from '@mantine/core';
import { settingsSchema, type Settings } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';
import { LANGUAGE_NAME } from '../../shared/language/language.ts';
import { say, sayIn } from '../../shared/language/say.ts';

const THEME_NAME: Record<Settings['theme'], string> = {
  system: say('Like the system'),
  light: sayIn('theme', 'Light'),
  dark: sayIn('theme', 'Dark'),
};
const DENSITY_NAME: Record<Settings['density'], string> = {
  compact: say('Compact'),
  comfortable: say('Comfortable'),
};
const languageName = (value: Settings['language']) =>
  value === 'system' ? say('Like the system') : LANGUAGE_NAME[value];

interface Props {
  settings: Settings;
  onChange: (part: Partial<Settings>) => void;
}

/** Theme, density and language; all take effect at once. */
export function AppearanceSection({ settings, onChange }: Props) {
  const { theme, density, language } = settingsSchema.shape;
  return (
    <Section title={say('Appearance')}>
      <Group gap="20px 48px" align="flex-start">
        <Radio.Group
          label={say('Theme')}
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
          label={say('Density')}
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
        <Radio.Group
          label={say('Language')}
          description={say('What the ledger holds and what sources say stays as it was written.')}
          value={settings.language}
          onChange={(value) => {
            const read = language.safeParse(value);
            if (read.success) onChange({ language: read.data });
          }}
        >
          <Group mt={6}>
            {language.unwrap().options.map((value) => (
              <Radio key={value} value={value} label={languageName(value)} />
            ))}
          </Group>
        </Radio.Group>
      </Group>
    </Section>
  );
}
