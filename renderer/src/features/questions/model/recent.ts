/** The last questions that were asked of this catalog, kept on this machine. */
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { orpc } from '../../../shared/api.ts';
import type { QuestionPath } from './questions.ts';

export interface AskedQuestion {
  readonly to: QuestionPath;
  readonly search: Readonly<Record<string, string | number>>;
  readonly title: string;
}

const KEPT = 12;

function useStored() {
  const { data } = useQuery(orpc.system.info.queryOptions());
  const path = data?.catalog.path;
  const stored = useLocalStorage<AskedQuestion[]>({
    key: `headwater-questions ${path ?? ''}`,
    defaultValue: [],
    deserialize: read,
  });
  return [path === undefined, ...stored] as const;
}

/** What lies there may be anything. */
function read(text: string | undefined): AskedQuestion[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isQuestion).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function isQuestion(value: unknown): value is AskedQuestion {
  if (typeof value !== 'object' || value === null) return false;
  const { to, search, title } = value as Record<string, unknown>;
  const known = to === '/impact' || to === '/origin' || to === '/paths' || to === '/critical';
  return known && typeof search === 'object' && search !== null && typeof title === 'string';
}

/** Newest first. */
export function useRecentQuestions(): { list: readonly AskedQuestion[]; clear: () => void } {
  const [, list, , remove] = useStored();
  return { list, clear: remove };
}

/** Remembers a question once it is answered. */
export function useRemember(question: AskedQuestion | null): void {
  const [loading, , set] = useStored();
  const key = question && JSON.stringify(question);
  useEffect(() => {
    if (loading || key === null) return;
    const asked = JSON.parse(key) as AskedQuestion;
    const place = (one: AskedQuestion) => JSON.stringify([one.to, one.search]);
    set((now) => [asked, ...now.filter((one) => place(one) !== place(asked))].slice(0, KEPT));
  }, [loading, key, set]);
}
