import { loadTaxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import { decideAlias } from '../../catalog/stewardship/decide-alias.ts';
import { describe } from '../../catalog/stewardship/describe.ts';
import { effectiveOf } from '../../catalog/stewardship/effective.ts';
import { own } from '../../catalog/stewardship/own.ts';
import { narrowed, orphans } from '../../catalog/stewardship/people/orphans.ts';
import { review, reviewOf } from '../../catalog/stewardship/review/review.ts';
import { KIND_RULES, STATEMENT_KINDS } from '../../catalog/stewardship/statement-kinds.ts';
import { tag } from '../../catalog/stewardship/tag.ts';
import { redo, undo, undoState } from '../../catalog/stewardship/undo.ts';
import { vocabulary } from '../../catalog/stewardship/vocabulary.ts';
import { actorOf, os } from './context.ts';
import { level, ref } from './datasets.ts';
import { takingBack } from './taking-back.ts';

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
  review: os.stewardship.review.handler(async ({ context, input }) =>
    review(context.catalog, await actorOf(context), input),
  ),
  effective: os.stewardship.effective.handler(({ context, input, errors }) => {
    const { target, revision } = input;
    const found = effectiveOf(context.catalog.store.reader, target, revision);
    if (!found) throw errors.NOT_FOUND({ message: `There is no ${target.on} ${target.id}` });
    return {
      ...found,
      terms: [...found.terms],
      subjects: [...found.subjects],
      purposes: [...found.purposes],
      legalBases: [...found.legalBases],
      retentions: [...found.retentions],
      review: reviewOf(context.catalog, target),
    };
  }),
  kinds: os.stewardship.kinds.handler(() =>
    STATEMENT_KINDS.map((kind) => {
      const { values, only = null, among, keyOf = null, expected = null } = KIND_RULES[kind];
      return { kind, values, only, among: among ? [...among] : null, keyOf, expected };
    }),
  ),
  orphans: os.stewardship.orphans.handler(({ context, input }) => {
    const { text, why } = input;
    const all = narrowed(orphans(context.catalog), text, why);
    const items = all.slice(input.offset, input.offset + input.limit);
    return {
      total: all.length,
      items: items.map(({ card, why, owners }) => ({ ...ref(card), why, owners: [...owners] })),
    };
  }),
  undoState: os.stewardship.undoState.handler(({ context }) => undoState(context.catalog.store.reader)),
  undo: os.stewardship.undo.handler(({ context, input, errors }) =>
    takingBack(errors, async () => undo(context.catalog, await actorOf(context), input.revision)),
  ),
  redo: os.stewardship.redo.handler(({ context, errors }) =>
    takingBack(errors, async () => redo(context.catalog, await actorOf(context))),
  ),
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
