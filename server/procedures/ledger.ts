import { ledgerEntry, listLedger } from '../../catalog/ledger/read.ts';
import { verifyLedger, type Witness } from '../../catalog/ledger/verify.ts';
import type { Verification } from '../../contract/index.ts';
import { os } from './context.ts';
import { streamed } from './stream.ts';

type VerifyEvent = { type: 'progress'; done: number; total: number } | { type: 'done'; result: Verification };

export const ledger = os.ledger.router({
  list: os.ledger.list.handler(({ context, input }) => listLedger(context.catalog.store.reader, input)),
  get: os.ledger.get.handler(({ context, input, errors }) => {
    const entry = ledgerEntry(context.catalog.store.reader, input.seq);
    if (!entry) throw errors.NOT_FOUND({ message: `There is no ledger entry ${input.seq}` });
    return entry;
  }),
  verify: os.ledger.verify.handler(({ context, signal }) =>
    streamed<VerifyEvent>(
      async ({ signal: cancelled, emit }) => {
        const started = performance.now();
        const result = await verifyLedger(context.catalog.store.reader, {
          signal: cancelled,
          ...witnessOf(context.catalog.witness()),
          progress: (done, total) => emit({ type: 'progress', done, total }),
        });
        emit({
          type: 'done',
          result: { ...result, notes: [...result.notes], elapsedMs: Math.round(performance.now() - started) },
        });
      },
      { signal, coalesce: (event) => event.type === 'progress' },
    ),
  ),
});

function witnessOf(witness: Witness | undefined): { witness?: Witness } {
  return witness ? { witness } : {};
}
