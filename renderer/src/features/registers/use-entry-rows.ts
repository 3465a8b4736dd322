import { useMemo, useState } from 'react';
import { rowsOf, type EntryRow, type RegisterEntry } from './model/entries.ts';

export interface EntryRows {
  /** As they are searched and opened. */
  readonly rows: readonly EntryRow[];
  readonly text: string;
  readonly search: (text: string) => void;
  readonly setOpen: (key: string, open: boolean) => void;
  /** Everything, with nothing closed, and from its beginning. */
  readonly showAll: () => void;
  /** Another one whenever the list begins anew. */
  readonly listKey: string;
}

/** The tree of a register as it is looked at: what is searched in it, and which entries are closed. */
export function useEntryRows(entries: readonly RegisterEntry[]): EntryRows {
  const [text, search] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [begun, setBegun] = useState(0);
  const rows = useMemo(() => rowsOf(entries, text, closed), [entries, text, closed]);
  return {
    ...{ rows, text, search },
    listKey: `${begun} ${text}`,
    setOpen: (key, open) =>
      setClosed((now) => {
        const next = new Set(now);
        if (open) next.delete(key);
        else next.add(key);
        return next;
      }),
    showAll: () => {
      search('');
      setClosed(new Set());
      setBegun((now) => now + 1);
    },
  };
}
