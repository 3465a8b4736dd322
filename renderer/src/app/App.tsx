import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useDensity } from '../shared/appearance.ts';
import { EngineGate } from './EngineGate.tsx';
import { styleNonce } from './nonce.ts';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import { createAppTheme, cssVariables } from './theme.ts';

function Look({ children }: { children: ReactNode }) {
  const density = useDensity();
  const theme = useMemo(() => createAppTheme(density), [density]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      {children}
    </MantineProvider>
  );
}

/** Everything there is only once: look, queries, notices, routes. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Look>
        <Notifications position="bottom-right" limit={4} containerWidth={380} />
        <EngineGate>
          <RouterProvider router={router} />
        </EngineGate>
      </Look>
    </QueryClientProvider>
  );
}
