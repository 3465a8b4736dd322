import { addComment, commentsOn, editComment, resolveComment } from '../../catalog/stewardship/comments.ts';
import { actorOf, os } from './context.ts';

export const comments = os.comments.router({
  list: os.comments.list.handler(({ context, input, errors }) => {
    const { target, revision } = input;
    const found = commentsOn(context.catalog.store.reader, target, revision);
    if (!found) throw errors.NOT_FOUND({ message: `There is no ${target.on} ${target.id}` });
    return found;
  }),
  add: os.comments.add.handler(async ({ context, input }) =>
    addComment(context.catalog, await actorOf(context), input),
  ),
  resolve: os.comments.resolve.handler(async ({ context, input }) =>
    resolveComment(context.catalog, await actorOf(context), input.number, input.resolved),
  ),
  edit: os.comments.edit.handler(async ({ context, input }) =>
    editComment(context.catalog, await actorOf(context), input.number, input.text),
  ),
});
