import { loadTaxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import { decideAlias } from '../../catalog/stewardship/decide-alias.ts';
import { describe } from '../../catalog/stewardship/describe.ts';
import { own } from '../../catalog/stewardship/own.ts';
import { tag } from '../../catalog/stewardship/tag.ts';
import { UndoConflict, redo, undo, undoState } from '../../catalog/stewardship/undo.ts';
import { vocabulary } from '../../catalog/stewardship/vocabulary.ts';
import { actorOf, os } from './context.ts';
import { level } from './datasets.ts';

export const stewardship = os.stewardship.router({
  tag: os.stewardship.tag.handler(async ({ context, input }) =>
    tag(context.catalog, await actorOf(context), input),
  ),
  own: os.stewardship.own.handler(async ({ context, input }) =>
    own(context.catalog, await actorOf(context), input),
  ),
  describe: os.stewardship.describe.handler(async ({ context, input }) =>
    describe(context.catalog, await actorOf(context), input),
  ),
  decideAlias: os.stewardship.decideAlias.handler(async ({ context, input }) =>
    decideAlias(context.catalog, await actorOf(context), input),
  ),
  undoState: os.stewardship.undoState.handler(({ context }) => undoState(context.catalog.store.reader)),
  undo: os.stewardship.undo.handler(async ({ context, input, errors }) => {
    try {
      return await undo(context.catalog, await actorOf(context), input.revision);
    } catch (error) {
      if (error instanceof UndoConflict)
        throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
      throw error;
    }
  }),
  redo: os.stewardship.redo.handler(async ({ context, errors }) => {
    try {
      return await redo(context.catalog, await actorOf(context));
    } catch (error) {
      if (error instanceof UndoConflict)
        throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
      throw error;
    }
  }),
  taxonomy: os.stewardship.taxonomy.handler(({ context }) => {
    const taxonomy = loadTaxonomy(context.catalog.options.resourcesDir);
    return {
      categories: taxonomy.categories.map((category) => ({
        key: category.key,
        name: category.name,
        description: category.description,
        parent: category.parent,
        plainName: category.plainName.en,
        special: category.gdprArt9 || category.gdprArt10,
        defaultSensitivity: level(category.defaultSensitivity),
      })),
      subjects: taxonomy.subjects.map(({ key, name, description }) => ({ key, name, description })),
      attribution: taxonomy.attribution,
    };
  }),
  vocabulary: os.stewardship.vocabulary.handler(({ context }) => vocabulary(context.catalog)),
});
