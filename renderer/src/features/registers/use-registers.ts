import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../shared/api.ts';

/** The registers as they are now; `data` is undefined while they are on the way. */
export function useRegisters() {
  return useQuery(orpc.registers.all.queryOptions({ input: {} }));
}

/** Names of entries by key: of terms, domains and purposes; an unknown key stays as it is. */
export function useEntryNames(): (register: 'term' | 'domain' | 'purpose', key: string) => string {
  const { data } = useRegisters();
  return useMemo(() => {
    const names = {
      term: new Map(data?.terms.map(({ key, name }) => [key, name])),
      domain: new Map(data?.domains.map(({ key, name }) => [key, name])),
      purpose: new Map(data?.purposes.map(({ key, name }) => [key, name])),
    };
    return (register, key) => names[register].get(key) ?? key;
  }, [data]);
}
