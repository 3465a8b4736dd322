import {
  createTheme,
  DEFAULT_THEME,
  rem,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import type { Settings } from '../../../contract/index.ts';
import { language } from '../shared/language/language.ts';
import { say } from '../shared/language/say.ts';

/** The product's blue-green; shade 8 carries white text at 5.9:1. */
const river: MantineColorsTuple = [
  '#eaf6fa',
  '#d5eaf2',
  '#a8d5e5',
  '#78bfd8',
  '#52adcd',
  '#3aa2c6',
  '#2a9cc3',
  '#1b88ac',
  '#0b6c8c',
  '#075570',
];

/** A colour of the default theme whose two darkest shades are readable as text on every light surface. */
function readable(color: string, shade8: string, shade9: string): MantineColorsTuple {
  const [s0, s1, s2, s3, s4, s5, s6, s7] = DEFAULT_THEME.colors[color] ?? river;
  return [s0, s1, s2, s3, s4, s5, s6, s7, shade8, shade9];
}

const COLORS = {
  river,
  teal: readable('teal', '#087f5b', '#066649'),
  orange: readable('orange', '#a8480b', '#8a3806'),
  red: readable('red', '#c92a2a', '#a61e1e'),
  yellow: readable('yellow', '#8a5a00', '#6f4800'),
};

const INPUTS = [
  'TextInput',
  'Textarea',
  'Select',
  'MultiSelect',
  'NativeSelect',
  'TagsInput',
  'Autocomplete',
  'NumberInput',
  'DateInput',
  'DatePickerInput',
  'SegmentedControl',
  'Tabs',
  'Checkbox',
  'Radio',
  'Switch',
  'Pagination',
];

/** Light and dark with shade 8 filled, so that text on colour keeps its contrast in both. */
export function createAppTheme(density: Settings['density']): MantineThemeOverride {
  const size = density === 'compact' ? 'xs' : 'sm';
  const defaults = Object.fromEntries(INPUTS.map((name) => [name, { defaultProps: { size } }]));
  return createTheme({
    colors: COLORS,
    primaryColor: 'river',
    primaryShade: { light: 8, dark: 8 },
    autoContrast: true,
    defaultRadius: 'sm',
    respectReducedMotion: true,
    cursorType: 'pointer',
    fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Cantarell, Ubuntu, sans-serif",
    fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', 'DejaVu Sans Mono', Consolas, monospace",
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: rem(24) },
        h2: { fontSize: rem(19) },
        h3: { fontSize: rem(17) },
        h4: { fontSize: rem(15) },
      },
    },
    components: {
      ...defaults,
      DateInput: { defaultProps: { size, locale: language } },
      PasswordInput: {
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': say('Toggle password visibility') } },
      },
      Button: {
        defaultProps: { size },
        // Small buttons of all kinds speak in one size of type.
        vars: (_: unknown, props: { size?: unknown }) => ({
          root: props.size === 'compact-sm' ? { '--button-fz': 'var(--mantine-font-size-xs)' } : {},
        }),
      },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
      Badge: { defaultProps: { variant: 'outline', radius: 'sm', tt: 'none' } },
      Tooltip: {
        defaultProps: {
          openDelay: 400,
          withArrow: true,
          multiline: true,
          maw: 320,
          events: { hover: true, focus: true, touch: false },
        },
      },
      // The keyboard starts at the first entry, not at a place before it.
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      Modal: {
        defaultProps: {
          transitionProps: { duration: 100 },
          closeButtonProps: { 'aria-label': say('Close') },
        },
      },
      Drawer: {
        defaultProps: {
          transitionProps: { duration: 120 },
          closeButtonProps: { 'aria-label': say('Close') },
        },
      },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': say('Close') } } },
      Table: { defaultProps: { verticalSpacing: density === 'compact' ? 4 : 8, horizontalSpacing: 'sm' } },
    },
  });
}

/** Secondary text and error text at 4.5:1 or better on every surface. */
export const cssVariables: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d65',
    '--mantine-color-placeholder': '#6b727a',
    '--mantine-color-error': theme.colors.red[9],
    '--hw-surface': '#f7f9fa',
    '--hw-raised': theme.white,
    '--hw-line': theme.colors.gray[3],
    '--hw-selected': theme.colors.river?.[0] ?? theme.colors.gray[1],
    '--hw-accent': theme.colors.river?.[8] ?? theme.black,
  },
  dark: {
    '--mantine-color-dimmed': '#aeb4ba',
    '--mantine-color-placeholder': '#969ca3',
    '--mantine-color-error': theme.colors.red[4],
    '--hw-surface': theme.colors.dark[8],
    '--hw-raised': theme.colors.dark[7],
    '--hw-line': theme.colors.dark[4],
    '--hw-selected': '#123543',
    '--hw-accent': theme.colors.river?.[4] ?? theme.white,
  },
});
