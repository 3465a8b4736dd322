import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';

/** How many imports from watched folders wait for a decision. */
export function useWaitingImports(): number {
  const { data } = useQuery(orpc.imports.folders.queryOptions());
  return (data?.items ?? []).filter((one) => one.waiting !== null).length;
}
