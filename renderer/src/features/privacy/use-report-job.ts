import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Report } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { say } from '../../shared/language/say.ts';
import type { OrderGiven } from './model/order-given.ts';

export type ReportJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly report: Report }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly error: unknown };

/** Runs one report at a time, with progress; leaving the screen or cancelling ends it. */
export function useReportJob() {
  const [job, setJob] = useState<ReportJob>({ state: 'idle' });
  const running = useRef<AbortController>(null);
  const queryClient = useQueryClient();
  useEffect(() => () => running.current?.abort(), []);

  async function start(order: OrderGiven, onDone?: (report: Report) => void) {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const show = (next: ReportJob) => {
      if (running.current === controller) setJob(next);
    };
    show({ state: 'running', step: say('Starting'), done: 0, total: 0 });
    try {
      const whole = typeof order === 'function' ? await order() : order;
      for await (const event of await client.reports.make(whole, { signal: controller.signal })) {
        if (event.type === 'progress') {
          const { step, done, total } = event;
          show({ state: 'running', step, done, total });
        } else {
          show({ state: 'done', report: event.report });
          onDone?.(event.report);
        }
      }
      await Promise.all(
        [orpc.privacy.key(), orpc.reports.key(), orpc.ledger.key()].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      );
    } catch (error) {
      show(controller.signal.aborted ? { state: 'cancelled' } : { state: 'failed', error });
    }
  }

  return {
    job,
    start: (order: OrderGiven, onDone?: (report: Report) => void) => void start(order, onDone),
    cancel: () => running.current?.abort(),
    reset: () => setJob({ state: 'idle' }),
  };
}
