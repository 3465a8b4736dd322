import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { REPORT_KINDS } from '../../reports/kinds.ts';
import { reportFile } from '../../reports/report-file.ts';
import { updateSettings } from '../../settings.ts';
import { readCsvRecords } from '../../tables/csv-records.ts';
import { datasetId } from '../../stewardship/testing/small-estate.ts';
import { putEntries, removeEntries } from '../../stewardship/registers/write.ts';
import { tag } from '../../stewardship/tag.ts';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { liveProcessing } from './live.ts';
import { loadCriteria } from './dpia/criteria.ts';
import { readVolumes } from './dpia/volumes.ts';
import { ANSWERERS } from './ropa/answers.ts';
import { CONDITIONS } from './ropa/conditions.ts';
import { coverageOf } from './ropa/coverage.ts';
import { loadTemplate, RECORD_ROLES, TEMPLATE_IDS, type TemplateId } from './ropa/templates.ts';
import { knownNow, shopWithActivities } from './testing/estate.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await shopWithActivities();
});
const put = (entry: Parameters<typeof putEntries>[3][number]) =>
  putEntries(catalog, 'ann', 'activity', [{ key: 'orders', ...entry }]);
const resources = () => catalog.options.resourcesDir;

async function coverage(template: TemplateId, key = 'orders') {
  const { world, known } = await liveProcessing(catalog);
  return coverageOf(
    world,
    known.find(({ activity }) => activity.key === key)!,
    loadTemplate(resources(), template),
  );
}
const answer = async (field: string, template: TemplateId = 'ico') =>
  (await coverage(template)).answers.find((one) => one.field.field === field)!;

describe('templates', () => {
  it('ask only what can be answered, each once, with the provisions of their role', () => {
    for (const id of TEMPLATE_IDS)
      for (const role of RECORD_ROLES) {
        const fields = loadTemplate(resources(), id)[role];
        expect(new Set(fields.map((one) => one.id)).size).toBe(fields.length);
        for (const { field, when, provision } of fields) {
          expect(Object.keys(ANSWERERS)).toContain(field);
          if (when !== null) expect(Object.keys(CONDITIONS)).toContain(when);
          if (provision !== null)
            expect(provision).toMatch(
              role === 'controller' ? /^Art\. 30\(1\)\([a-g]\)$/ : /^Art\. 30\(2\)\([a-d]\)$/,
            );
        }
        const letters = new Set(fields.flatMap(({ provision }) => provision?.at(-2) ?? []));
        expect([...letters].sort().join('')).toBe(role === 'controller' ? 'abcdefg' : 'abcd');
      }
  });

  it.skipIf(!samplesRoot)(`have the questions of the published ones, in their order ${samplesNote}`, () => {
    const path = join(samplesRoot!, 'privacy', 'assessment-templates.json');
    const { templates } = JSON.parse(readFileSync(path, 'utf8')) as {
      templates: {
        template: { assessment_type: string };
        groups: { questions: { question_key: string }[] }[];
      }[];
    };
    for (const id of TEMPLATE_IDS) {
      const type = { ico: 'uk_ico_ropa', dpc: 'ie_dpc_ropa', cnil: 'fr_cnil_ropa' }[id];
      const published = templates.find(({ template }) => template.assessment_type === type)!;
      const keys = published.groups.flatMap(({ questions }) => questions.map((one) => one.question_key));
      expect(loadTemplate(resources(), id).controller.map((one) => one.id)).toEqual(keys);
    }
  });
});

describe('answers', () => {
  it('are what people state, else what the catalog derives, else open with a hint', async () => {
    expect(await answer('purposes')).toMatchObject({ state: 'stated', text: 'Sales: Selling to customers' });
    expect(await answer('legalBases')).toMatchObject({
      state: 'derived',
      text: 'Contract, Art. 6(1)(b) GDPR, by its purpose',
    });
    expect(await answer('source')).toMatchObject({
      state: 'derived',
      text: expect.stringContaining('By lineage') as string,
    });
    expect((await answer('special')).text).toMatch(/^Yes: .*Art\. 9/);
    expect(await answer('automated')).toMatchObject({
      state: 'open',
      hint: 'Data reach 1 models: churn_model',
    });
    expect(await answer('legitimateInterests')).toMatchObject({ state: 'not-applicable' });
    await put({ categories: [], recipients: [] });
    expect((await answer('categories')).state).toBe('derived');
    expect(await answer('recipients')).toMatchObject({
      state: 'open',
      hint: expect.stringContaining('snowflake://acme-eu') as string,
    });
  });

  it('do not count what does not apply, and count open what nobody knows', async () => {
    await putEntries(catalog, 'ann', 'activity', [{ key: 'bare', name: 'Bare' }]);
    const bare = await coverage('ico', 'bare');
    expect([bare.stated, bare.derived]).toEqual([0, 0]);
    expect(bare.percent).toBe(0);
    expect((await coverage('cnil', 'bare')).stated).toBe(1);
    expect(bare.notApplicable).toBe(1);
    expect((await answer('transfers')).state).toBe('open');
    expect((await answer('safeguards')).state).toBe('open');
    await put({ notApplicable: ['transfers | Everything stays in the EEA'] });
    expect(await answer('transfers')).toMatchObject({
      state: 'not-applicable',
      text: 'Everything stays in the EEA',
    });
    expect((await answer('safeguards')).state).toBe('not-applicable');
  });

  it('make a whole percentage: what is answered of what applies, rounded down', async () => {
    const one = await coverage('ico');
    const applicable = one.answers.length - one.notApplicable;
    expect(one.stated + one.derived + one.notApplicable + one.open).toBe(42);
    expect(one.percent).toBe(Math.floor((100 * (one.stated + one.derived)) / applicable));
    await put({ department: 'Sales', stewards: ['Ada'], automatedDecisions: 'no' });
    expect((await coverage('ico')).percent).toBeGreaterThan(one.percent);
  });

  it('know where a representative is needed', async () => {
    const where = async (country: string, template: TemplateId) => {
      await updateSettings(catalog, {
        organisation: { name: 'A', contact: 'a@example.org', dpo: '', country },
      });
      return (await answer('representative', template)).state;
    };
    expect(await where('DE', 'dpc')).toBe('not-applicable');
    expect(await where('DE', 'ico')).toBe('open');
    expect(await where('GB', 'ico')).toBe('not-applicable');
    expect(await where('', 'ico')).toBe('open');
  });
});

describe('screening', () => {
  const screening = async () => (await knownNow(catalog)).screening;
  const say = (answers: readonly string[]) =>
    putEntries(catalog, 'ann', 'assessment', [{ key: 'orders', name: 'Orders', answers: [...answers] }]);

  it('points out what the catalog knows, and leaves the answer to people', async () => {
    const { criteria, conclusion } = await screening();
    const of = (id: string) => criteria.find(({ criterion }) => criterion.id === id)!;
    expect(of('wp248-4').evidence).toEqual(['user.demographic.religious_belief in 1 column (Art. 9(1))']);
    expect(of('wp248-1').evidence[0]).toContain('churn_model');
    expect(of('wp248-3').evidence).toEqual([]);
    expect(criteria.every((one) => one.answer === null)).toBe(true);
    expect(conclusion).toBe('likely');
    expect((await knownNow(catalog)).findings.map(({ rule }) => rule)).toContain('assessment-missing');
  });

  it('concludes from the answers by Art. 35(3) and the number of criteria', async () => {
    const ids = loadCriteria(resources()).criteria.map(({ id }) => id);
    const all = (yes: readonly string[]) =>
      ids.map((id) => `${id} | ${yes.includes(id) ? 'yes' : 'no'} | because`);
    await say(all([]));
    expect((await screening()).conclusion).toBe('not-required');
    await say(all(['wp248-4']));
    expect((await screening()).conclusion).toBe('not-required');
    await say(all(['wp248-4', 'wp248-8']));
    expect(await screening()).toMatchObject({ conclusion: 'required', met: 2 });
    await say(all(['art35-3-c']));
    expect((await screening()).words).toContain('Art. 35(3)(c)');
    await say(all([]).filter((row) => !row.startsWith('wp248-9')));
    expect(await screening()).toMatchObject({ conclusion: 'open', open: 1 });
  });

  it('points out large datasets by what runs wrote and sources count', async () => {
    const id = datasetId(catalog, 'shop.public.orders');
    expect(readVolumes(catalog.store.reader, 1)).toEqual([]);
    await catalog.store.write((db) => {
      db.prepare(
        `INSERT INTO property (id, target_type, target_id, key, value, origin, since_revision) SELECT COALESCE(MAX(id), 0) + 1, 'dataset', ?, 'rowCount', '250000', 'glue', 1 FROM property`,
      ).run(id);
    });
    expect(readVolumes(catalog.store.reader, 100_000)).toEqual([[id, 250_000]]);
    expect(readVolumes(catalog.store.reader, 250_001)).toEqual([]);
    await put({ description: 'a new revision' });
    const { criteria } = await screening();
    expect(criteria.find(({ criterion }) => criterion.id === 'wp248-5')?.evidence).toEqual([
      'shop.public.orders: 250000 rows',
    ]);
    expect(criteria.find(({ criterion }) => criterion.id === 'art35-3-b')?.evidence).toHaveLength(2);
  });
});

describe('reports', () => {
  const options = { actor: 'ann' };
  const text = async (id: number, name: string) =>
    Buffer.from((await reportFile(catalog, id, name)).bytes).toString('utf8');

  it('are made again byte for byte after later changes', async () => {
    await putEntries(catalog, 'ann', 'assessment', [
      {
        key: 'orders',
        name: 'Orders',
        necessity: 'Needed; | for "orders"',
        risks: ['Leak | thief | low | high | encryption | low | Ada | 2026-12-01'],
      },
    ]);
    const ropa = await REPORT_KINDS.ropa.make(
      catalog,
      { template: 'cnil', role: 'controller', activities: [] },
      options,
    );
    const dpia = await REPORT_KINDS.dpia.make(catalog, { activity: 'orders' }, options);
    expect(ropa.files.map(({ name }) => name.split('.').at(-1))).toEqual([
      'pdf',
      'html',
      'json',
      'docx',
      'zip',
      'csv',
      'xlsx',
    ]);
    await put({ name: 'Renamed', recipients: [], links: [], purposes: [] });
    await removeEntries(catalog, 'ann', 'assessment', ['orders']);
    await removeEntries(catalog, 'ann', 'activity', ['orders']);
    const targets = [{ on: 'dataset' as const, id: datasetId(catalog, 'shop.public.orders') }];
    await tag(catalog, 'ann', {
      targets,
      add: [{ kind: 'subject', key: '', value: 'employee' }],
      remove: [],
    });
    await updateSettings(catalog, { organisation: { name: 'Other', contact: 'x', dpo: 'y', country: 'GB' } });
    for (const report of [ropa, dpia])
      for (const { name, bytes } of report.files)
        expect((await reportFile(catalog, report.id, name)).bytes.byteLength, name).toBe(bytes);
    expect(await text(ropa.id, ropa.files[2]!.name)).toContain('Handling orders');
    expect(await text(dpia.id, dpia.files[2]!.name)).toContain('Needed; | for');
  });

  it('give the columns of the template in its order, a row an activity', async () => {
    await putEntries(catalog, 'ann', 'activity', [
      {
        key: 'pay',
        name: 'Payroll',
        role: 'processor',
        controllers: ['Acme | a@example.org'],
        processingCategories: ['Payroll'],
      },
      { key: 'old', name: 'Old', status: 'ended' },
    ]);
    const { id, files } = await REPORT_KINDS.ropa.make(
      catalog,
      { template: 'cnil', role: 'processor', activities: [] },
      options,
    );
    const { records } = readCsvRecords(await text(id, files.find(({ name }) => name.endsWith('.csv'))!.name));
    expect(records).toHaveLength(2);
    expect(records[0]!.cells.slice(0, 4)).toEqual([
      'Processing activity',
      'Nom et coordonnées du sous-traitant',
      'Délégué à la protection des données',
      'Responsables de traitement (clients)',
    ]);
    expect(records[1]!.cells[3]).toBe('Acme, a@example.org');
    const controller = await REPORT_KINDS.ropa.make(
      catalog,
      { template: 'dpc', role: 'controller', activities: [] },
      options,
    );
    const data = JSON.parse(await text(controller.id, controller.files[2]!.name)) as {
      activities: { key: string }[];
      leftOut: { ended: string[] };
      uncovered: unknown[];
    };
    expect(data.activities.map(({ key }) => key)).toEqual(['orders']);
    expect(data.leftOut.ended).toEqual(['Old']);
    expect(data.uncovered).toHaveLength(2);
  });

  it('refuse orders that cannot be used, and record nothing', async () => {
    const seq = catalog.newestSeq();
    const ropa = (role: 'controller' | 'processor', activities: string[]) =>
      REPORT_KINDS.ropa.make(catalog, { template: 'ico', role, activities }, options);
    await expect(ropa('controller', ['nothing'])).rejects.toThrow('no processing activity "nothing"');
    await expect(ropa('processor', ['orders'])).rejects.toThrow('is no activity as processor');
    await expect(REPORT_KINDS.dpia.make(catalog, { activity: 'x' }, options)).rejects.toThrow(
      'no processing activity',
    );
    await removeEntries(catalog, 'ann', 'activity', ['orders']);
    await expect(ropa('controller', [])).rejects.toThrow('register of activities is empty');
    expect(catalog.newestSeq()).toBe(seq + 1);
  });
});
