import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { paletteFor, type Palette } from './palette.ts';

/** Canvas colours for the present theme. */
export function usePalette(): Palette {
  const scheme = useComputedColorScheme('light');
  const forced = useMediaQuery('(forced-colors: active)');
  return paletteFor(scheme, forced ?? false);
}
