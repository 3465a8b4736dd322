import { runDetail } from '../../catalog/browse/run-detail.ts';
import { nodeColumns } from '../../catalog/explore/node-columns.ts';
import {
  criticalList,
  criticalSuggestions,
  setCritical,
  type RankedDataset as Ranked,
} from '../../catalog/questions/critical.ts';
import { originSheet, pathsSheet } from '../../catalog/questions/files/list-sheets.ts';
import { csvOf, type DataSheet } from '../../catalog/tables/table-files.ts';
import { FIGURE_NODE, figureOf, type Figure } from '../../catalog/questions/figure.ts';
import { mapOf } from '../../catalog/questions/map.ts';
import { originOfColumn, originOfDataset, type Origin } from '../../catalog/questions/origin.ts';
import { findPaths } from '../../catalog/questions/paths.ts';
import { posterOf } from '../../catalog/questions/poster/poster.ts';
import { columnNamed, jobNamed } from '../../catalog/questions/subject.ts';
import { safeStem } from '../../catalog/reports/report-model.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type {
  OriginAnswer,
  QuestionFigure,
  QuestionFile,
  QuestionSubject,
  RankedDataset,
} from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';
import { asked } from './moments.ts';
import { impactProcedures } from './questions-impact.ts';
import { fileView, namedView } from './questions-view.ts';

/** Nested columns, too. */
const EVERY_PATH = { has: () => true };

/** Of lists beside the main one; the rest is counted. */
const SHOWN = 200;

export const questions = os.questions.router({
  ...impactProcedures,
  origin: os.questions.origin.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const origin = originOf(catalog, input.of);
    if (!origin) throw missing();
    return originView(catalog, origin, input);
  }),
  originFile: os.questions.originFile.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const origin = originOf(catalog, input.of);
    if (!origin) throw missing();
    return csvFile(origin.title, originSheet(origin));
  }),
  columns: os.questions.columns.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const card = catalog.cards().get(input.id);
    if (!card) throw missing();
    const items = nodeColumns(catalog, card, EVERY_PATH).map(({ id, name }) => ({ id, name }));
    return { dataset: ref(card), items };
  }),
  paths: os.questions.paths.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const found = findPaths(catalog, input.from, input.to, input.max);
    if (!found) throw missing();
    const cards = [...new Set(found.nodes.map(({ card }) => card))];
    const ends = found.paths[0] ?? [];
    const start = new Set(
      [ends[0], ends.at(-1)].flatMap((at) => (at === undefined ? [] : found.nodes[at]!.card.id)),
    );
    return {
      ...found,
      rules: [...found.rules],
      nodes: found.nodes.map(({ card, column }) => ({ dataset: ref(card), column: column?.name ?? null })),
      steps: found.steps.map((step) => ({ ...step, jobs: [...step.jobs], carries: [...step.carries] })),
      paths: found.paths.map((path) => [...path]),
      figure: figureView(figureOf(catalog, cards, { start })),
    };
  }),
  pathsFile: os.questions.pathsFile.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const found = findPaths(catalog, input.from, input.to, input.max);
    if (!found) throw missing();
    return csvFile(found.title, pathsSheet(catalog, found));
  }),
  critical: os.questions.critical.handler(async ({ context, input, errors }) => {
    const { catalog } = await asked(context.catalog, input.at, errors);
    return criticalList(catalog).map(rankedView);
  }),
  suggestions: os.questions.suggestions.handler(async ({ context, input, errors }) => {
    const { catalog } = await asked(context.catalog, input.at, errors);
    const { total, items } = criticalSuggestions(catalog, input);
    return { total, items: items.map(rankedView) };
  }),
  setCritical: os.questions.setCritical.handler(async ({ context, input }) =>
    setCritical(context.catalog, await actorOf(context), input.ids, input.critical, input.reason),
  ),
  map: os.questions.map.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const map = mapOf(catalog, input.id);
    if (!map) throw missing();
    const { upstream, downstream, sources, ends, gaps } = map;
    const marks = { start: new Set([map.card.id]), gaps };
    return {
      dataset: namedView(map.card),
      rules: [...map.rules],
      upstream,
      downstream,
      sources,
      ends,
      gaps: gaps.size,
      figure: figureView(figureOf(catalog, map.cards, marks)),
    };
  }),
  poster: os.questions.poster.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const poster = await posterOf(catalog, input.id, input.paper);
    if (!poster) throw missing();
    return { ...fileView(poster), datasets: poster.datasets, boxes: poster.boxes };
  }),
  named: os.questions.named.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const named = nameOf(catalog, input.subject);
    if (!named) throw missing();
    return named;
  }),
});

function csvFile(title: string, sheet: DataSheet): QuestionFile {
  const bytes = Buffer.from(`\ufeff${csvOf(sheet)}`, 'utf8');
  return fileView({ name: `${safeStem(title.toLowerCase(), 'list')}.csv`, mediaType: 'text/csv', bytes });
}

const rankedView = ({ card, ...counts }: Ranked): RankedDataset => ({ ...namedView(card), ...counts });

function originOf(catalog: Catalog, of: { on: 'dataset' | 'column'; id: number }): Origin | null {
  return of.on === 'dataset' ? originOfDataset(catalog, of.id) : originOfColumn(catalog, of.id);
}

function originView(
  catalog: Catalog,
  origin: Origin,
  page: { readonly offset: number; readonly limit: number },
): OriginAnswer {
  const gaps = origin.ends.flatMap(({ card, gap }) => (gap ? [{ card, gap }] : []));
  const codes = Map.groupBy(gaps, ({ gap }) => gap.code);
  const marks = {
    start: new Set([origin.card.id]),
    gaps: new Map(gaps.map(({ card, gap }): [number, string] => [card.id, gap.reason])),
  };
  return {
    title: origin.title,
    rules: [...origin.rules],
    dataset: namedView(origin.card),
    column: origin.column,
    upstream: origin.upstream.length - 1,
    sources: origin.ends.length - gaps.length,
    gaps: [...codes].map(([code, all]) => ({ code, count: all.length })),
    ways: origin.ways,
    columnsTraced: origin.columnsTraced,
    untraced: origin.untracedColumns.slice(0, SHOWN).map(({ card, gap }) => ({ dataset: ref(card), gap })),
    untracedTotal: origin.untracedColumns.length,
    total: origin.ends.length,
    items: origin.ends.slice(page.offset, page.offset + page.limit).map(({ card, way, ...end }) => ({
      ...end,
      dataset: ref(card),
      way: way().map((step) => ({ dataset: ref(step.card), column: step.column })),
    })),
    figure: figureView(figureOf(catalog, origin.upstream, marks)),
  };
}

function figureView({ nodes, edges, bounds, total }: Figure): QuestionFigure {
  return {
    nodes: nodes.map(({ card, ...node }) => ({ ...ref(card), ...node })),
    edges: edges.map(({ points, jobs, ...edge }) => ({
      ...edge,
      points: points.map(({ x, y }) => ({ x, y })),
      jobs: [...jobs],
    })),
    size: { ...FIGURE_NODE },
    bounds: { ...bounds },
    total,
  };
}

function nameOf(catalog: Catalog, subject: QuestionSubject) {
  switch (subject.on) {
    case 'dataset': {
      const card = catalog.cards().get(subject.id);
      return card && { title: card.name, detail: card.namespace, dataset: ref(card), column: null };
    }
    case 'column': {
      const column = columnNamed(catalog, subject.id);
      if (!column) return undefined;
      const { card, name } = column;
      return { title: name, detail: `column of ${card.name}`, dataset: ref(card), column: name };
    }
    case 'job': {
      const job = jobNamed(catalog, subject.id);
      return job && { title: job.name, detail: `job in ${job.namespace}`, dataset: null, column: null };
    }
    case 'run': {
      const run = runDetail(catalog, subject.id);
      return (
        run && { title: run.ref.runId, detail: `run of ${run.ref.job.name}`, dataset: null, column: null }
      );
    }
    case 'code': {
      const { repo, path, commits } = subject.code;
      const title = [repo, path].filter(Boolean).join(' ') || 'Code';
      return { title, detail: commits.slice(0, 3).join(', '), dataset: null, column: null };
    }
  }
}
