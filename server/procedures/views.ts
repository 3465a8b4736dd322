import {
  changeView,
  findView,
  listViews,
  removeView,
  saveView,
  ViewTrouble,
} from '../../catalog/views/saved-views.ts';
import { actorOf, os } from './context.ts';
import { defined } from './defined.ts';

const NO_SUCH = { message: 'There is no such saved view' };

export const views = os.views.router({
  list: os.views.list.handler(({ context, input }) => listViews(context.catalog, input.kind)),
  get: os.views.get.handler(async ({ context, input, errors }) => {
    const view = await findView(context.catalog, input.id);
    if (!view) throw errors.NOT_FOUND(NO_SUCH);
    return view;
  }),
  save: os.views.save.handler(async ({ context, input, errors }) => {
    try {
      return await saveView(context.catalog, await actorOf(context), input);
    } catch (error) {
      if (error instanceof ViewTrouble) throw errors.CONFLICT({ message: error.message });
      throw error;
    }
  }),
  change: os.views.change.handler(async ({ context, input: { id, ...changes }, errors }) => {
    try {
      const view = await changeView(context.catalog, await actorOf(context), id, defined(changes));
      if (!view) throw errors.NOT_FOUND(NO_SUCH);
      return view;
    } catch (error) {
      if (error instanceof ViewTrouble) throw errors.CONFLICT({ message: error.message });
      throw error;
    }
  }),
  remove: os.views.remove.handler(async ({ context, input }) => ({
    removed: await removeView(context.catalog, input.id),
  })),
});
