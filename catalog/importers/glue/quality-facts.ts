/**
 * Data quality: rulesets as tests, results, scores, and column statistics without any sample value.
 */
import type { Evidence } from '../../model/facts.ts';
import { redactText } from '../redact.ts';
import type { CatalogTable } from './catalog-tables.ts';
import { dqdlRules, dqRule, type DqRule } from './dqdl.ts';
import type { Item } from './item.ts';
import { asRec, entries, instant, list, member, num, rec, recs, str, type Rec } from './json.ts';
import { byName, evidenceOf, tableOfFileName, type Facts, type GlueModel } from './model.ts';

export function* qualityFacts(model: GlueModel): Facts {
  yield* rulesetFacts(model);
  yield* resultFacts(model);
  yield* statisticsFacts(model);
}

const testIdOf = (model: GlueModel, ruleset: string, rule: DqRule): string =>
  `${model.names.namespace()}:dataQualityRuleset/${ruleset}/${rule.text}`;

function* rulesetFacts(model: GlueModel): Facts {
  // The listing names rulesets, the single call has their text; only those with a text say anything new.
  const withText = model.source.items.rulesets.filter((item) => str(item.value, 'Ruleset') !== undefined);
  for (const [name, item] of byName(withText)) {
    const listed = model.source.items.rulesets.find(
      (one) => str(one.value, 'Name') === name && rec(one.value, 'TargetTable'),
    );
    const table = tableOf(rec(item.value, 'TargetTable') ?? rec(listed?.value, 'TargetTable'), model);
    model.context.accepted();
    if (!table) continue;
    const scope = model.names.scope(`ruleset/${name}`);
    yield { type: 'scope', scope, mode: 'replace' };
    const evidence = evidenceOf(scope, item, `Ruleset ${name}`);
    for (const rule of dqdlRules(str(item.value, 'Ruleset') ?? ''))
      yield* testFact(model, name, rule, table, evidence);
  }
}

function* testFact(
  model: GlueModel,
  ruleset: string,
  rule: DqRule,
  table: CatalogTable,
  evidence: Evidence,
): Facts {
  const { column } = rule;
  const path = column !== undefined ? { path: [column] } : {};
  const kind = rule.kind === '' ? {} : { kind: rule.kind };
  yield {
    type: 'test',
    testId: testIdOf(model, ruleset, rule),
    name: redactText(rule.text),
    dataset: table.dataset,
    ...path,
    ...kind,
    evidence,
  };
}

/** The exported table that a ruleset or result is about. */
function tableOf(reference: Rec | null, model: GlueModel): CatalogTable | null {
  const [database, table] = [str(reference, 'DatabaseName'), str(reference, 'TableName')];
  return database && table ? model.tables.find(database, table) : null;
}

const STATUS = { PASS: 'pass', FAIL: 'fail', ERROR: 'error' } as const;

function* resultFacts(model: GlueModel): Facts {
  const results = model.source.items.qualityResults.filter(
    (item) => recs(item.value, 'RuleResults').length > 0,
  );
  if (results.length === 0) return;
  const scope = model.names.scope('quality-results');
  yield { type: 'scope', scope, mode: 'accumulate' };
  for (const item of results) {
    const source = rec(item.value, 'DataSource');
    const table = tableOf(rec(source, 'GlueTable') ?? rec(source, 'DataQualityGlueTable'), model);
    model.context.accepted();
    if (table) yield* oneResult(item, table, evidenceOf(scope, item), model);
  }
}

function* oneResult(item: Item, table: CatalogTable, evidence: Evidence, model: GlueModel): Facts {
  const { value } = item;
  const ruleset = str(value, 'RulesetName') ?? `job ${str(value, 'JobName') ?? ''}`.trim();
  const at = instant(member(value, 'CompletedOn')) ?? instant(member(value, 'StartedOn'));
  const when = at ? { at } : {};
  const score = num(value, 'Score');
  if (score !== undefined)
    yield { type: 'metric', dataset: table.dataset, name: 'qualityScore', value: score, ...when, evidence };
  for (const result of recs(value, 'RuleResults')) {
    const text = str(result, 'EvaluatedRule') ?? str(result, 'Description');
    const status = STATUS[str(result, 'Result') as keyof typeof STATUS];
    if (!text || !status) continue;
    const rule = dqRule(text);
    yield* testFact(model, ruleset, rule, table, evidence);
    const message = str(result, 'EvaluationMessage');
    const shown = message ? { message: withoutValues(message) } : {};
    yield {
      type: 'test-result',
      testId: testIdOf(model, ruleset, rule),
      status,
      ...when,
      ...shown,
      evidence,
    };
    yield* metrics(rec(result, 'EvaluatedMetrics'), table, when, evidence);
  }
}

/** Messages may repeat a value of the data: figures stay, quoted texts and words after "Value:" go. */
function withoutValues(message: string): string {
  const unquoted = message.replace(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, '…');
  return redactText(
    unquoted.replace(/(\bvalues?\s*[:=]\s*)(?!-?[\d.]+(?:E-?\d+)?\b)[^\s,;!]+/gi, '$1…'),
  ).slice(0, 500);
}

/** `Column.<name>.Completeness`, `Dataset.*.RowCount`. */
function* metrics(
  measured: Rec | null,
  table: CatalogTable,
  when: { at?: string },
  evidence: Evidence,
): Facts {
  for (const [key, value] of entries(measured)) {
    const parts = /^(Column|Dataset)\.(.{1,300}?)\.([A-Z][A-Za-z]{2,40})$/.exec(key);
    if (!parts || typeof value !== 'number' || !Number.isFinite(value)) continue;
    const [, about, subject = '', measure = ''] = parts;
    const path = about === 'Column' ? { path: [subject] } : {};
    yield {
      type: 'metric',
      dataset: table.dataset,
      ...path,
      name: measure.charAt(0).toLowerCase() + measure.slice(1),
      value,
      ...when,
      evidence,
    };
  }
}

/** Counts only: smallest and largest values are data. */
function* statisticsFacts(model: GlueModel): Facts {
  const items = model.source.items.statistics;
  if (items.length === 0) return;
  const scope = model.names.scope('statistics');
  yield { type: 'scope', scope, mode: 'accumulate' };
  for (const item of items) {
    const table = tableOfFileName(item, model.tables);
    if (!table) {
      const message =
        'These column statistics do not name their table, and neither does the file (get-column-statistics-for-table.<database>.<table>.json). They were left out.';
      model.context.issue({
        severity: 'rejected',
        file: item.file,
        at: item.at,
        code: 'statistics-without-table',
        message,
      });
      continue;
    }
    model.context.accepted();
    for (const [index, value] of list(item.value, 'ColumnStatisticsList').entries()) {
      const column = asRec(value);
      const name = str(column, 'ColumnName');
      if (column && name)
        yield* columnStatistics(
          column,
          name,
          table,
          evidenceOf(scope, item, `ColumnStatisticsList[${index}] ${name}`),
        );
    }
  }
}

function* columnStatistics(column: Rec, name: string, table: CatalogTable, evidence: Evidence): Facts {
  const statistics = rec(column, 'StatisticsData');
  const data =
    entries(statistics)
      .map(([key]) => rec(statistics, key))
      .find((one) => one !== null) ?? null;
  const at = instant(member(column, 'AnalyzedTime'));
  for (const [metric, key] of [
    ['nullCount', 'NumberOfNulls'],
    ['distinctCount', 'NumberOfDistinctValues'],
  ] as const) {
    const value = num(data, key);
    if (value !== undefined)
      yield {
        type: 'metric',
        dataset: table.dataset,
        path: [name],
        name: metric,
        value,
        ...(at ? { at } : {}),
        evidence,
      };
  }
}
