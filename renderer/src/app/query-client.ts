import { QueryClient } from '@tanstack/react-query';
import { ORPCError } from '@orpc/client';

/** A break of the connection is worth another try; an answer of the engine is not. */
function worthRetrying(failures: number, error: unknown): boolean {
  return (
    failures < 3 &&
    !(error instanceof ORPCError) &&
    !(error instanceof Error && error.name === 'EngineFailedError')
  );
}

/** Queries are refreshed by change events, never by focus or time. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: worthRetrying,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
