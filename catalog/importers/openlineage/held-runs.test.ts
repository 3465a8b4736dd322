import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunIoFact } from '../../model/facts.ts';
import { NOTHING_TOLD, tell, type IoState } from '../../store/writer/run-parts.ts';
import type { IoTold } from './dealings.ts';
import { HeldRuns } from './held-runs.ts';
import { Reading } from './reading.ts';
import { readEvents } from './testing/read-all.ts';
import { dataset, runEvent, schema } from './testing/events.ts';

const stateOf = ({ rowCount, byteCount, version, seen }: IoTold, at: string | null): IoState => {
  const [rows, bytes] = [rowCount ?? null, byteCount ?? null];
  return {
    ...NOTHING_TOLD,
    rows,
    bytes,
    figuresAt: rows === null && bytes === null ? null : at,
    version: version === undefined ? null : Number(version),
    versionAt: version === undefined ? null : at,
    seen: seen === undefined ? null : JSON.stringify(seen),
    seenAt: seen === undefined ? null : at,
  };
};

it('says of inputs what adds up to all that was told, whatever is left out', () => {
  const told = fc.record(
    { rowCount: fc.nat(3), byteCount: fc.nat(3), version: fc.constantFrom('1', '2'), seen: fc.nat(3) },
    { requiredKeys: [] },
  );
  // No two events of a run have one place in order.
  const events = fc.uniqueArray(fc.tuple(fc.nat(30), told), { maxLength: 8, selector: ([at]) => at });
  fc.assert(
    fc.property(events, (all) => {
      const reading = new Reading();
      reading.take();
      const job = reading.job('n', 'j');
      const runs = new HeldRuns();
      const run = { runId: 'r', job: job.key };
      const input = reading.dataset('n', 'd', { file: 0, at: '' });
      let wanted = NOTHING_TOLD;
      for (const [at, one] of all) {
        const order = Object.keys(one).length === 0 ? '' : String(at).padStart(2, '0');
        const evidence = { scope: 'openlineage', file: 0, at: `${at}` };
        runs.of(run, job).io(reading.say, 'input', input, { told: one, order, evidence });
        wanted = tell(wanted, stateOf(one, order));
      }
      for (const _ of runs.flush(reading.say));
      const said = reading.take() as readonly RunIoFact[];
      expect(
        said.reduce((sum, fact) => tell(sum, stateOf(fact, fact.statedAt ?? null)), NOTHING_TOLD),
      ).toEqual(wanted);
      expect(said.length).toBeLessThanOrEqual(Math.max(all.length, 1));
      if (all.length > 0) expect(said[0]!.evidence.at).toBe(`${all[0]![0]}`);
    }),
  );
});

it('says once what all events of a run tell', async () => {
  const input = dataset('in', schema('id'));
  const { facts } = await readEvents(
    runEvent({ run: 1, minute: 0, type: 'START', inputs: [input] }),
    runEvent({ run: 1, minute: 2, type: 'COMPLETE', inputs: [input] }),
    runEvent({ run: 1, minute: 1, type: 'RUNNING', inputs: [input] }),
  );
  const inputs = facts.filter((fact): fact is RunIoFact => fact.type === 'run-input');
  expect(inputs).toHaveLength(1);
  expect(inputs[0]!.statedAt).toContain('00:02:00');
  expect(inputs[0]!.evidence.at).toBe('line 1');
});
