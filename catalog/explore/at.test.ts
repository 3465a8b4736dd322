/** The catalog at a moment: what it showed then is what it shows again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../browse/cards.ts';
import { importInto } from '../imports/import-into.ts';
import { undoImport } from '../imports/undo/undo-import.ts';
import type { Catalog } from '../catalog.ts';
import { tag } from '../stewardship/tag.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { FEATURES, fileNameOf, sourceText, type SourceChoice } from '../testing/small-sources.ts';
import { openTemporaryCatalog, resourcesDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { catalogAt } from './at.ts';
import { columnGraph, datasetGraph } from './graphs.ts';

const signal = new AbortController().signal;

const choice: fc.Arbitrary<SourceChoice> = fc.record({
  kind: fc.constantFrom('openlineage', 'dbt', 'glue'),
  tables: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  flavour: fc.nat({ max: 3 }),
  feature: fc.constantFrom(...FEATURES),
});

async function load(catalog: Catalog, paths: readonly string[]): Promise<number | null> {
  const outcome = await importInto(catalog, {
    paths,
    kind: 'auto',
    namespace: 's3://lake',
    dryRun: false,
    actor: 'tester',
    signal,
  });
  return outcome.importId;
}

async function loadSource(catalog: Catalog, source: SourceChoice, at: number): Promise<number | null> {
  const path = join(temporaryFolder(), fileNameOf(source));
  writeFileSync(path, sourceText(source, at));
  return load(catalog, [path]);
}

/** Rows that the graphs are made of. The joining has no history, so nodes are not compared. */
function rowsOf(catalog: Catalog): { edges: number[]; columns: string[] } {
  const { graph } = datasetGraph(catalog);
  const columns = columnGraph(catalog);
  const idsOf = (of: typeof graph): number[] =>
    Array.from({ length: of.nodeCount }, (_, node) => node)
      .flatMap((node) => {
        const ids: number[] = [];
        of.eachLink(node, 'downstream', (_to, link) => ids.push(...of.edgeIds(link)));
        return ids;
      })
      .sort((a, b) => a - b);
  return { edges: idsOf(graph), columns: idsOf(columns.graph).map(String) };
}

const cardLine = (card: Card) => ({
  ...card,
  sinceRevision: 0,
  suggestions: 0,
  members: [...card.members].sort((a, b) => a - b),
  categories: [...card.categories].sort(),
  labels: [...card.labels].sort(),
  owners: [...card.owners].sort(),
  sources: [...card.sources].sort(),
});
const cardsOf = (catalog: Catalog) => [...catalog.cards().all()].map(cardLine).sort((a, b) => a.id - b.id);

it('the graph as of a revision is what it was then, whatever came after (property)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 1, maxLength: 5 }), fc.nat(), async (sources, undone) => {
      const catalog = await openTemporaryCatalog();
      const seen = new Map<number, ReturnType<typeof rowsOf>>();
      const imports: number[] = [];
      for (const [at, source] of sources.entries()) {
        const id = await loadSource(catalog, source, at);
        if (id !== null) imports.push(id);
        seen.set(catalog.revision(), rowsOf(catalog));
      }
      const importId = imports[undone % imports.length];
      if (importId !== undefined) {
        await undoImport(catalog, { importId, redo: false, dryRun: false, actor: 'tester', signal });
        seen.set(catalog.revision(), rowsOf(catalog));
      }
      for (const [revision, rows] of seen)
        expect({ revision, ...rowsOf(await catalogAt(catalog, { revision })) }).toEqual({
          revision,
          ...rows,
        });
      await catalog.close();
    }),
    { numRuns: Number(process.env['AT_RUNS'] ?? 25) },
  );
});

const corpora = [
  ['the sample workspace', [join(resourcesDir, 'sample-workspace')]],
  ...(samplesRoot
    ? ([
        ['dbt', [join(samplesRoot, 'dbt', 'trial-v9-snowflake-pii-meta')]],
        ['glue', [join(samplesRoot, 'glue')]],
        ['openlineage', [join(samplesRoot, 'openlineage')]],
      ] as [string, string[]][])
    : []),
] as [string, string[]][];

describe(`the present, asked for by its number${samplesNote}`, () => {
  it.each(corpora)('%s: graphs and cards are those of now', async (_name, paths) => {
    const catalog = await openTemporaryCatalog();
    await load(catalog, paths);
    const columnId = catalog.store.reader
      .prepare<[], { id: number }>('SELECT id FROM "column" WHERE until_revision IS NULL LIMIT 1')
      .get();
    if (columnId)
      await tag(catalog, 'tester', {
        targets: [{ on: 'column', id: columnId.id }],
        add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
        remove: [],
      });
    const then = await catalogAt(catalog, { revision: catalog.revision() });
    expect(rowsOf(then)).toEqual(rowsOf(catalog));
    expect(rowsOf(then).edges.length).toBeGreaterThan(0);
    expect(cardsOf(then)).toEqual(cardsOf(catalog));
    await catalog.close();
  });
});
