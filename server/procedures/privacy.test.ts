import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog/catalog.ts';
import { shopFacts } from '../../catalog/reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../catalog/testing/temp-catalog.ts';
import type { DsarInput, ReportEvent } from '../../contract/index.ts';
import { clientOf } from './testing/client.ts';

let catalog: Catalog;
const client = () => clientOf(catalog).privacy;
const reports = () => clientOf(catalog).reports;
const input: DsarInput = {
  reference: 'DSR-1',
  receivedOn: '2026-01-31',
  jurisdiction: 'gdpr',
  place: 'ie',
  rights: ['access'],
  subject: 'customer',
  identifiers: [{ kind: 'email', value: 'x@example.org' }],
};

beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
});
afterAll(() => catalog.close());

async function finished(events: AsyncIterable<ReportEvent>) {
  const seen: ReportEvent[] = [];
  for await (const event of events) seen.push(event);
  const last = seen.at(-1);
  if (last?.type !== 'done') throw new Error('The report did not finish');
  return { report: last.report, steps: seen.length - 1 };
}

describe('the privacy procedures', () => {
  it('list laws with their places and rights', async () => {
    const laws = await client().jurisdictions();
    expect(laws.map((one) => one.key)).toEqual(['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa', 'br-lgpd']);
    expect(laws[0]!.places).toContainEqual({ code: 'IE', name: 'Ireland' });
    expect(laws[0]!.places.some((place) => place.code.startsWith('GB'))).toBe(false);
    expect(laws[3]!.rights).toContain('erasure');
  });

  it('compute a deadline, and explain what they cannot use', async () => {
    expect(
      await client().deadline({ receivedOn: '2026-01-31', jurisdiction: 'gdpr', place: 'IE' }),
    ).toMatchObject({ due: '2026-03-02' });
    expect(
      (await client().deadline({ receivedOn: '2026-01-31', jurisdiction: 'gdpr', place: 'IE-D' })).steps.at(
        -1,
      ),
    ).toContain('those of Ireland were used');
    await expect(
      client().deadline({ receivedOn: '2026-01-31', jurisdiction: 'gdpr', place: 'US' }),
    ).rejects.toMatchObject({ code: 'INVALID', data: { reason: expect.stringContaining('does not apply') } });
    await expect(client().scope({ ...input, subject: 'nobody' })).rejects.toMatchObject({ code: 'INVALID' });
  });

  it('show the scope before anything is recorded', async () => {
    const scope = await client().scope(input);
    expect(scope.systems.flatMap((system) => system.datasets).length).toBe(4);
    expect(scope.systems[0]).toMatchObject({ owner: 'Ada Ferris' });
    expect(scope.gaps.length).toBeGreaterThan(3);
    expect(catalog.revision()).toBe(1);
  });

  it('make, list and hand out reports', async () => {
    const { report, steps } = await finished(await reports().make({ kind: 'dsar', ...input }));
    expect(steps).toBeGreaterThan(0);
    expect(report.files.map((file) => file.name.replace('DSR-1-', ''))).toEqual([
      'response-basis.pdf',
      'response-basis.html',
      'response-basis.json',
      'response-basis.docx',
      'response-basis.xlsx',
      'response-basis-tables.zip',
      'search-tasks.sql',
      'parameters.json',
    ]);
    for (const file of report.files) {
      const { base64 } = await reports().file({ id: report.id, name: file.name });
      expect(Buffer.from(base64, 'base64').byteLength).toBe(file.bytes);
    }
    const audit = (await finished(await reports().make({ kind: 'audit', title: 'Quarter' }))).report;
    expect((await reports().list({})).items.map((one) => one.id)).toEqual([audit.id, report.id]);
    expect((await client().cases({})).items).toMatchObject([
      { reference: 'DSR-1', reports: 1, rights: ['access'] },
    ]);
    await expect(reports().file({ id: report.id, name: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(finished(await reports().make({ kind: 'audit', from: '2026-02-31' }))).rejects.toMatchObject(
      {
        code: 'INVALID',
      },
    );
  });
});
