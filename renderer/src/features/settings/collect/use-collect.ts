import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';

/** The state of collection, a way to change it, and a key that was just made. */
export function useCollect() {
  const queries = useQueryClient();
  const [key, setKey] = useState<string | null>(null);
  const status = useQuery(orpc.collect.status.queryOptions());
  const configure = useMutation(
    orpc.collect.configure.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(orpc.collect.status.queryKey(), saved.status);
        if (saved.key !== null) setKey(saved.key);
      },
    }),
  );
  return { status, configure, key, forgetKey: () => setKey(null) };
}
