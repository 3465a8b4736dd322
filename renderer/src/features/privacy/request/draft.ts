import { useSyncExternalStore } from 'react';
import { today } from '../model/civil-date.ts';
import { emptyForm, type RequestForm } from '../model/request-form.ts';

/**
 * The request being filled in outlives a visit to another page, in memory only: nothing about a
 * person is ever written to the browser's storage.
 */
let current: RequestForm | null = null;
const listeners = new Set<() => void>();

function read(): RequestForm {
  current ??= emptyForm(today());
  return current;
}

function write(next: RequestForm | null): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface Draft {
  readonly form: RequestForm;
  readonly change: (part: Partial<RequestForm>) => void;
  readonly discard: () => void;
}

export function useDraft(): Draft {
  const form = useSyncExternalStore(subscribe, read);
  return {
    form,
    change: (part) => write({ ...read(), ...part }),
    discard: () => write(null),
  };
}
