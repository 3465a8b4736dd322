/** The moment of which a question is asked: in the address, chosen by the time bar. */
import { Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { At } from '../../../../contract/index.ts';
import { readAt, writeAt } from '../compare/model/at.ts';
import { TimeBar } from '../compare/TimeBar.tsx';
import { TimeToggle } from '../compare/TimeToggle.tsx';
import { Rules } from './pieces.tsx';

/** Null: now. The same object as long as the address says the same. */
export function useAt(): At | null {
  const { at } = useSearch({ strict: false });
  return useMemo(() => readAt(at), [at]);
}

/** For the address of another question about the same moment. */
export function atSearch(at: At | null): { at?: string } {
  const written = writeAt(at);
  return written === undefined ? {} : { at: written };
}

/** The bar below the head of a page, while it is open or the past is shown. */
export function QuestionTime() {
  const at = useAt();
  const navigate = useNavigate();
  return (
    <TimeBar
      at={at}
      onChange={(next, how) =>
        void navigate({
          to: '.',
          search: ({ at: _before, ...rest }) => ({ ...rest, ...atSearch(next) }),
          replace: how === 'replace',
        })
      }
    />
  );
}

/** What a page does with its answer, and the button of the time bar. */
export function QuestionActions({ children }: { readonly children?: ReactNode }) {
  return (
    <Group gap="xs">
      <TimeToggle />
      {children}
    </Group>
  );
}

/** What of an answer about the past is as it is today; nothing for now. */
export function PastRules({ rules }: { readonly rules: readonly string[] }) {
  return rules.length > 0 ? <Rules rules={rules} /> : null;
}
