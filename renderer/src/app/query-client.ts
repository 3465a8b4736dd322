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

/**
 * What a form sent (a person's data, a password) goes out of the window's memory once the form is closed. Not at 0: a call
 * that goes on without its form is looked after at this pace.
 */
const SENT_KEPT_MS = 1_000;

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
    mutations: { networkMode: 'always', retry: false, gcTime: SENT_KEPT_MS },
  },
});
