import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ORPCError } from '@orpc/client';

/** No answer of the engine: the connection broke, or was not there. */
const isBreak = (error: unknown): boolean =>
  !(error instanceof ORPCError) && !(error instanceof Error && error.name === 'EngineFailedError');

/** A break of the connection is worth another try; an answer of the engine is not. */
const worthRetrying = (failures: number, error: unknown): boolean => failures < 3 && isBreak(error);

/**
 * What is shown stays when it cannot be asked for anew because the connection broke: with the page would go what is
 * being written on it. The window says that the connection is lost, and asks for everything once it is back.
 */
const keepingWhatIsShown = new QueryCache({
  onError: (error, query) => {
    if (query.state.data !== undefined && isBreak(error))
      query.setState({ status: 'success', error: null, isInvalidated: true });
  },
});

/**
 * What a form sent (a person's data, a password) goes out of the window's memory once the form is closed. Not at 0: a call
 * that goes on without its form is looked after at this pace.
 */
const SENT_KEPT_MS = 1_000;

/** Queries are refreshed by change events, never by focus or time. */
export const queryClient = new QueryClient({
  queryCache: keepingWhatIsShown,
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
