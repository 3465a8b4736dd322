import {
  DEFAULT_TEMPLATE,
  DRAFT_FIELDS,
  unknownFields,
} from '../../catalog/stewardship/people/draft-template.ts';
import {
  chosenRecipients,
  draftsTo,
  draftsZip,
  writtenTo,
  type Recipient,
} from '../../catalog/stewardship/people/drafts.ts';
import type { DraftRecipient } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';
import { fileView } from './questions-view.ts';

/** Datasets named of each recipient in the list; the draft has more. */
const FEW = 5;

export const drafts = os.drafts.router({
  template: os.drafts.template.handler(() => ({
    template: { ...DEFAULT_TEMPLATE },
    fields: Object.entries(DRAFT_FIELDS).map(([name, meaning]) => ({ name, meaning })),
  })),
  recipients: os.drafts.recipients.handler(({ context, input }) => {
    const all = chosenRecipients(context.catalog, input);
    return {
      total: all.length,
      withoutAddress: all.filter(({ email }) => email === null).length,
      items: all.slice(input.offset, input.offset + input.limit).map(recipientView),
    };
  }),
  preview: os.drafts.preview.handler(async ({ context, input, errors }) => {
    const { template, recipient } = input;
    const [to] = chosenRecipients(context.catalog, { recipients: [recipient], onlyOpen: false });
    if (!to) throw errors.NOT_FOUND({ message: 'Nobody of that key owns anything' });
    const writing = { actor: await actorOf(context), now: new Date() };
    return {
      to: to.email === null ? to.name : `${to.name} <${to.email}>`,
      ...writtenTo(context.catalog, to, template, writing),
      unknown: unknownFields(template),
    };
  }),
  write: os.drafts.write.handler(async ({ context, input }) => {
    const { template, as: form, ...choice } = input;
    const to = chosenRecipients(context.catalog, choice);
    const writing = { actor: await actorOf(context), now: new Date() };
    const written = draftsTo(context.catalog, to, template, writing);
    const files = form === 'files' || written.length === 0 ? written : [draftsZip(written, writing)];
    return {
      drafts: written.length,
      withoutAddress: to.filter(({ email }) => email === null).length,
      unknown: unknownFields(template),
      files: files.map(fileView),
    };
  }),
});

function recipientView({ key, name, email, roles, teams, items, open }: Recipient): DraftRecipient {
  return {
    ...{ key, name, email, roles: [...roles], teams: [...teams], datasets: items.length, open },
    items: items.slice(0, FEW).map((item) => ({ ...ref(item.card), open: [...item.open] })),
  };
}
