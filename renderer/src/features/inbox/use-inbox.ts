import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';

/** How soon to ask again while columns are being classified. */
const AGAIN_MS = 400;

/** The groups of the inbox, asked for again until all columns are classified. */
export function useInbox() {
  return useQuery({
    ...orpc.inbox.groups.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.working ? AGAIN_MS : false),
  });
}
