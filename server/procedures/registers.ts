import { importPeople } from '../../catalog/stewardship/people/import-people.ts';
import { changeMembers, membershipsOf } from '../../catalog/stewardship/people/members.ts';
import { importRegister, registerCsv } from '../../catalog/stewardship/registers/files.ts';
import { entryHistory } from '../../catalog/stewardship/registers/history.ts';
import { entriesOf } from '../../catalog/stewardship/registers/read.ts';
import { usageOf } from '../../catalog/stewardship/registers/usage.ts';
import { putEntries, removeEntries } from '../../catalog/stewardship/registers/write.ts';
import { domainSchema, partySchema, purposeSchema, termSchema } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';

export const registers = os.registers.router({
  all: os.registers.all.handler(({ context, input }) => {
    const db = context.catalog.store.reader;
    const { revision } = input;
    return {
      terms: entriesOf(db, 'term', revision).map((entry) => termSchema.parse(entry)),
      domains: entriesOf(db, 'domain', revision).map((entry) => domainSchema.parse(entry)),
      purposes: entriesOf(db, 'purpose', revision).map((entry) => purposeSchema.parse(entry)),
      parties: entriesOf(db, 'party', revision).map((entry) => partySchema.parse(entry)),
      memberships: membershipsOf(db, revision),
    };
  }),
  usage: os.registers.usage.handler(({ context, input }) => [...usageOf(context.catalog, input.register)]),
  history: os.registers.history.handler(({ context, input }) => {
    const { register, key, ...page } = input;
    const { total, items } = entryHistory(context.catalog.store.reader, register, key, page);
    return { total, items: items.map((item) => ({ ...item, fields: [...item.fields] })) };
  }),
  put: os.registers.put.handler(async ({ context, input }) => {
    const { register, entries, ...options } = input;
    const { outcome, ...result } = await putEntries(
      context.catalog,
      await actorOf(context),
      register,
      entries,
      options,
    );
    const { added, changed, unchanged } = outcome;
    return { ...result, added: [...added], changedKeys: [...changed], unchanged };
  }),
  remove: os.registers.remove.handler(async ({ context, input }) =>
    removeEntries(context.catalog, await actorOf(context), input.register, input.keys, input),
  ),
  members: os.registers.members.handler(async ({ context, input }) =>
    changeMembers(context.catalog, await actorOf(context), input, input),
  ),
  exportCsv: os.registers.exportCsv.handler(({ context, input }) => {
    const db = context.catalog.store.reader;
    return {
      text: registerCsv(db, input.register, input.revision),
      entries: entriesOf(db, input.register, input.revision).length,
    };
  }),
  importCsv: os.registers.importCsv.handler(async ({ context, input }) => {
    const { register, text, ...options } = input;
    const { outcome, ...result } = await importRegister(
      context.catalog,
      await actorOf(context),
      register,
      text,
      options,
    );
    const { lines, added, changed, unchanged, problems, notes } = outcome;
    return {
      ...result,
      ...{ lines, added: [...added], changedKeys: [...changed], unchanged },
      ...{ problems: [...problems], notes: [...notes] },
    };
  }),
  importPeople: os.registers.importPeople.handler(async ({ context, input }) => {
    const { text, ...options } = input;
    const { outcome, ...result } = await importPeople(context.catalog, await actorOf(context), text, options);
    return { ...result, ...outcome, problems: [...outcome.problems], notes: [...outcome.notes] };
  }),
});
