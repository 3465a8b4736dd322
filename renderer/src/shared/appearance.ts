/**
 * Theme, density and language. The catalog's settings are the record; the browser's storage holds a copy, so
 * that the first picture already looks right.
 */
import { useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Settings } from '../../../contract/index.ts';
import { orpc } from './api.ts';
import { rememberLanguage } from './language/language.ts';
import { sayError } from './say-error.ts';
import { createStore, useStore } from './store.ts';

type Theme = Settings['theme'];
type Density = Settings['density'];

const DENSITY_KEY = 'headwater.density';
const density = createStore<Density>(
  window.localStorage.getItem(DENSITY_KEY) === 'comfortable' ? 'comfortable' : 'compact',
);

function setDensity(next: Density): void {
  density.set(next);
  window.localStorage.setItem(DENSITY_KEY, next);
}

export function useDensity(): Density {
  return useStore(density);
}

const toScheme = (theme: Theme) => (theme === 'system' ? 'auto' : theme);

/** Applies what the settings say. The shell calls it once. */
export function useSettingsAppearance(): void {
  const { data } = useQuery(orpc.system.settings.queryOptions());
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (!data) return;
    setColorScheme(toScheme(data.theme));
    void window.headwaterHost?.look(data.theme);
    setDensity(data.density);
    // Texts are made when modules are loaded, too.
    if (rememberLanguage(data.language)) window.location.reload();
  }, [data, setColorScheme]);
}

/** The settings and a way to change some of them; the picture follows at once. */
export function useSettings() {
  const queries = useQueryClient();
  const settings = useQuery(orpc.system.settings.queryOptions());
  const update = useMutation(
    orpc.system.updateSettings.mutationOptions({
      onSuccess: (saved) => queries.setQueryData(orpc.system.settings.queryKey(), saved),
      // Settings are changed from the header and all down a long page.
      onError: sayError,
    }),
  );
  return { settings, update };
}
