/** The machine-readable form of a comparison. */
import type { Json } from '../../../model/facts.ts';
import { schemaId } from '../../data-schema.ts';
import { counts, ITEMS_KEPT, stateData } from '../data.ts';
import type { ComparedSide, ComparisonContent, ExceptionChange } from './content.ts';

export function comparisonData(content: ComparisonContent): Json {
  const { recipe, between } = content;
  return {
    $schema: schemaId('headwater-audit-comparison', 1),
    format: 'headwater-audit-comparison',
    version: 1,
    tool: { name: 'Headwater', version: recipe.toolVersion },
    title: recipe.title,
    organisation: recipe.organisation,
    catalog: { revision: content.revision, at: content.at },
    earlier: sideData(content.earlier),
    later: sideData(content.later),
    populations: content.populations.map((one) => ({ ...one })),
    coverage: content.coverage.map(({ key, what, earlier, later }) => ({
      key,
      what,
      earlier: earlier && { covered: earlier.covered, of: earlier.of },
      later: later && { covered: later.covered, of: later.of },
    })),
    exceptions: content.exceptions.map(({ appeared, gone, ...one }) => ({
      ...one,
      appeared: listData(appeared),
      gone: listData(gone),
    })),
    actors: content.actors.map((one) => ({ ...one })),
    between: {
      entries: between.changes.rows.length,
      byActor: counts(between.changes.byActor),
      byAction: counts(between.changes.byAction),
      decisions: counts(between.decisionsByKind),
      disclosures: counts(between.disclosuresByAction),
      imports: between.imports.map(({ files, changes, ...one }) => ({
        ...one,
        changes: changes.map((each) => ({ ...each })),
        files: files.map((file) => ({ ...file })),
      })),
    },
    controls: content.frameworks.map(({ changed, ...one }) => ({
      ...one,
      changed: changed.map(({ evidence, ...control }) => ({
        ...control,
        evidence: evidence.map((each) => ({ ...each })),
      })),
    })),
  };
}

function sideData({ side, state }: ComparedSide): Json {
  return { ...side, state: stateData(state) };
}

function listData(list: ExceptionChange['gone']): Json {
  if (list === null) return null;
  return {
    count: list.length,
    shown: Math.min(list.length, ITEMS_KEPT),
    items: list.slice(0, ITEMS_KEPT).map(({ text }) => text),
  };
}
