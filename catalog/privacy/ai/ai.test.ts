/** Documentation of models and datasets: what the catalog answers, what people state, what is open. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { dataset, derived, flow, key } from '../../reports/fixtures.ts';
import { REPORT_KINDS } from '../../reports/kinds.ts';
import { presentPast } from '../../past/present-past.ts';
import { reportFile } from '../../reports/report-file.ts';
import { redo, undo } from '../../stewardship/undo.ts';
import { importFacts, openTemporaryCatalog, resourcesDir } from '../../testing/temp-catalog.ts';
import { answerHistory, answerQuestion, splitQuestion } from './answers.ts';
import { documentContent, type AnsweredQuestion, type DocumentContent } from './content.ts';
import { figuresOf } from './figures.ts';
import { FORM_IDS, loadForm, questionsOf, type FormId } from './form.ts';
import { figureNodes } from './subject.ts';

const ACTOR = 'ada';
const DB = 'postgres://db:5432';
const PEOPLE = key(DB, 'raw.people');
const TRAIN = key(DB, 'ml.loans_train');
const HOLD = key(DB, 'ml.loans_part_b');
const MODEL = key('mlflow://models', 'loan_score');
const said = { scope: 'dbt:project/shop', file: 0, at: 'model.shop' };

const SQL = 'select age, income from raw.people where age > 17';

function loanFacts(sql = SQL, rows = 1200): Fact[] {
  const job = { namespace: 'airflow', name: 'prepare_loans' };
  return [
    { type: 'scope', scope: said.scope, mode: 'replace' },
    ...dataset(PEOPLE, 'table', {
      age: 'user.demographic.age_range',
      faith: 'user.demographic.religious_belief',
      income: null,
    }),
    ...dataset(TRAIN, 'table', { age: null, income: null, repaid: null }),
    ...dataset(HOLD, 'table', { age: null }),
    ...dataset(MODEL, 'model', {}),
    { type: 'job', job, kind: 'batch', evidence: said },
    { type: 'job-input', job, dataset: PEOPLE, evidence: said },
    { type: 'job-output', job, dataset: TRAIN, evidence: said },
    { type: 'property', target: { on: 'job', job }, key: 'sql', value: sql, evidence: said },
    flow(PEOPLE, HOLD),
    flow(TRAIN, MODEL),
    flow(HOLD, MODEL),
    derived(PEOPLE, 'age', TRAIN, 'age'),
    { type: 'metric', dataset: TRAIN, name: 'rowCount', value: rows, evidence: said },
    { type: 'metric', dataset: TRAIN, path: ['income'], name: 'nullCount', value: 7, evidence: said },
    {
      type: 'test',
      testId: 't',
      name: 'age_not_null',
      dataset: TRAIN,
      path: ['age'],
      kind: 'not_null',
      evidence: said,
    },
    { type: 'test-result', testId: 't', status: 'fail', at: '2026-01-02T00:00:00.000Z', evidence: said },
  ];
}

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, loanFacts(), 'one');
});

const idOf = ({ name }: { readonly name: string }) =>
  catalog.store.reader.prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?').get(name)!
    .id;

async function content(form: FormId, of = MODEL): Promise<DocumentContent> {
  const past = await presentPast(catalog);
  const datasetId = idOf(of);
  const node = past.indexOf.get(datasetId)!;
  const figures = figuresOf(past, node, figureNodes(past, node));
  const organisation = { name: '', contact: '', dpo: '', country: '' };
  return documentContent(past, resourcesDir, { form, datasetId, figures, organisation, toolVersion: 'test' });
}

function asked({ sections }: DocumentContent, wanted: string): AnsweredQuestion {
  return sections.flatMap(({ questions }) => questions).find(({ question }) => question.key === wanted)!;
}

const answer = (
  question: string,
  text: string,
  state: 'stated' | 'not-applicable' | null = 'stated',
  of = MODEL,
) => answerQuestion(catalog, ACTOR, { datasetId: idOf(of), question, text, state });

describe('forms', () => {
  it('have their published headings', () => {
    const headings = (id: FormId) => loadForm(resourcesDir, id).sections.map(({ heading }) => heading);
    expect(headings('model-card')).toEqual([
      ...['Model Details', 'Intended Use', 'Factors', 'Metrics', 'Evaluation Data', 'Training Data'],
      ...['Quantitative Analyses', 'Ethical Considerations', 'Caveats and Recommendations'],
    ]);
    expect(headings('datasheet')).toEqual([
      ...['Motivation', 'Composition', 'Collection Process', 'Preprocessing/cleaning/labeling'],
      ...['Uses', 'Distribution', 'Maintenance'],
    ]);
    const provisions = new Set(
      loadForm(resourcesDir, 'ai-act').sections.flatMap(({ provision, questions }) => [
        provision,
        ...questions.map((one) => one.provision),
      ]),
    );
    for (const letter of 'abcdefgh')
      expect(
        [...provisions].some((one) => one?.startsWith('Art. 10(2)') && one.includes(`(${letter})`)),
      ).toBe(true);
  });

  it.each(FORM_IDS)('%s asks each question once', (id) => {
    const keys = questionsOf(loadForm(resourcesDir, id)).map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('what the catalog says', () => {
  it('is an answer only where it answers, and what is missing is said', async () => {
    const record = await content('ai-act');
    expect(asked(record, 'data-sets')).toMatchObject({ state: 'partly' });
    expect(asked(record, 'data-sets').evidence.lines.join()).toContain(
      'ml.loans_train in postgres://db:5432 (table): training, by its name',
    );
    expect(asked(record, 'provenance').evidence.lines.join()).toContain('raw.people');
    expect(asked(record, 'availability')).toMatchObject({ state: 'partly' });
    expect(asked(record, 'availability').evidence.lines).toContain('ml.loans_train: 1200 rows');
    expect(asked(record, 'availability').evidence.gaps).toContain(
      'No number of rows is known for 1 of 2 datasets',
    );
    expect(asked(record, 'suitability')).toMatchObject({ state: 'open' });
    expect(asked(record, 'suitability').evidence.lines.join()).toContain('1 failing (age_not_null)');
    expect(asked(record, 'preparation')).toMatchObject({ state: 'catalog' });
    expect(asked(record, 'bias-examination').evidence.lines.join()).toContain(
      'ml.loans_train.age: user.demographic.age_range',
    );
    expect(record.sql).toEqual([['prepare_loans', SQL]]);
  });

  it('counts answers in whole percent, in part not included', async () => {
    const before = await content('ai-act');
    const { total, counts, percent } = before.completeness;
    expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(percent).toBe(
      Math.floor(((counts.stated + counts.catalog + counts['not-applicable']) * 100) / total),
    );
    await answer('design-choices', 'A linear model, so that each factor can be read.');
    await answer('special-transfer', '', 'not-applicable');
    const after = (await content('ai-act')).completeness;
    expect(after.counts).toMatchObject({ stated: 1, 'not-applicable': 1, open: counts.open - 2 });
  });

  it('counts an edge between columns once, whoever states it', async () => {
    const again = { scope: 'dbt:project/twin', file: 0, at: 'model.twin' };
    await importFacts(
      catalog.store,
      [
        { type: 'scope', scope: again.scope, mode: 'replace' },
        { ...derived(PEOPLE, 'age', TRAIN, 'age'), evidence: again } as Fact,
      ],
      'two',
    );
    expect((await content('ai-act')).transformations).toEqual([['DIRECT IDENTITY', 1]]);
  });

  it('tells a datasheet of the dataset itself', async () => {
    const sheet = await content('datasheet', PEOPLE);
    expect(asked(sheet, 'special-categories')).toMatchObject({ state: 'catalog' });
    expect(asked(sheet, 'used-for').evidence.lines.join()).toContain('ml.loans_train (table)');
  });
});

describe('what people state', () => {
  it('is one answer for all forms that ask it, with history and undo', async () => {
    await answer('intended-use', 'Scores loan requests.');
    await answer('intended-use', 'Helps to score loan requests.');
    for (const form of ['model-card', 'datasheet'] as const)
      expect(asked(await content(form), 'intended-use')).toMatchObject({
        state: 'stated',
        given: { text: 'Helps to score loan requests.', actor: ACTOR },
      });
    await undo(catalog, ACTOR);
    expect(asked(await content('model-card'), 'intended-use').given?.text).toBe('Scores loan requests.');
    await redo(catalog, ACTOR);
    const history = answerHistory(catalog.store.reader, [idOf(MODEL)], 'intended-use');
    expect(history.map(({ text, until }) => [text.slice(0, 5), until === null])).toEqual([
      ['Helps', true],
      ['Score', false],
      ['Helps', false],
      ['Score', false],
    ]);
    await answer('intended-use', '', null);
    expect(asked(await content('model-card'), 'intended-use')).toMatchObject({ state: 'open', given: null });
  });

  it('says which part an input plays', async () => {
    await answer(splitQuestion(idOf(HOLD)), 'validation');
    const record = await content('ai-act');
    expect(asked(record, 'data-sets')).toMatchObject({ state: 'catalog' });
    expect(record.subject.inputs.map(({ dataset: { name }, split, basis }) => [name, split, basis])).toEqual([
      [HOLD.name, 'validation', 'stated'],
      [TRAIN.name, 'training', 'name'],
    ]);
    await expect(answer(splitQuestion(idOf(HOLD)), 'fun')).rejects.toThrow('An input is');
  });

  it('refuses what no form asks, and what says nothing', async () => {
    await expect(answer('colour', 'blue')).rejects.toThrow('No form asks');
    await expect(answer('design-choices', '   ')).rejects.toThrow('empty');
    await expect(answer('design-choices', 'x'.repeat(20_001))).rejects.toThrow('at most 20000');
  });
});

it.each(FORM_IDS)('makes the same %s again after everything changed', async (form) => {
  await answer('data-sets', 'Two sets of loans.');
  const report = await REPORT_KINDS[form].make(catalog, { datasetId: idOf(MODEL) }, { actor: ACTOR });
  expect(report.kind).toBe(form);
  expect(report.files.map(({ name }) => name)).toEqual(
    ['.pdf', '.html', '.json', '.docx', '.xlsx', '-tables.zip'].map((end) => `loan_score-${form}${end}`),
  );
  await answer('data-sets', 'Other.');
  await importFacts(catalog.store, loanFacts('select 1', 9), 'two');
  for (const { name, sha256 } of report.files) {
    const { bytes } = await reportFile(catalog, report.id, name);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
});
