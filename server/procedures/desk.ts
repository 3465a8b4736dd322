import {
  approveAnswer,
  assignCase,
  decideRight,
  extendCase,
  moveCase,
  noteFee,
  standingOf,
  undoCase,
} from '../../catalog/privacy/cases/act.ts';
import { attachFile } from '../../catalog/privacy/cases/attach.ts';
import { findingsOf } from '../../catalog/privacy/cases/findings.ts';
import { openCase } from '../../catalog/privacy/cases/open-case.ts';
import { erasureHowSchema, recordOutcome } from '../../catalog/privacy/cases/outcomes.ts';
import { previewAttachment } from '../../catalog/privacy/cases/preview.ts';
import { assigneesOf, loadCase, loadCases } from '../../catalog/privacy/cases/read.ts';
import {
  addNote,
  listRecords,
  notePerson,
  readPerson,
  readRecord,
} from '../../catalog/privacy/cases/records.ts';
import { redact } from '../../catalog/privacy/cases/redact.ts';
import { eraseCase, erasureDue, setRetention } from '../../catalog/privacy/cases/retention.ts';
import { taskFiles } from '../../catalog/privacy/cases/task-files.ts';
import { orderOfCase, startCollecting } from '../../catalog/privacy/cases/work.ts';
import { closeDesk, deskState, openDesk, protectDesk } from '../../catalog/privacy/vault/desk-key.ts';
import {
  keychainProvider,
  passphraseProvider,
  type KeyProvider,
} from '../../catalog/privacy/vault/providers.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { caseStateSchema, type CaseRecord, type DeskState } from '../../contract/index.ts';
import { may } from '../access/needs.ts';
import { actorOf, os } from './context.ts';
import { deskData } from './desk-data.ts';
import { deskLetters } from './desk-letters.ts';
import { findingsView, previewView } from './desk-look.ts';
import { caseCard, caseView, recordView } from './desk-views.ts';
import type { FaceContext } from './face-context.ts';

function stateOf({ catalog, keychain }: FaceContext): DeskState {
  return { ...deskState(catalog), keychain: keychain !== undefined };
}

/** @throws Refused when no passphrase is given and the host has no keychain */
function providerOf({ keychain }: FaceContext, passphrase: string | null): KeyProvider {
  if (passphrase !== null) return passphraseProvider(passphrase);
  if (keychain) return keychainProvider(keychain);
  throw new Refused('INVALID', 'This host has no keychain; give a passphrase.');
}

/** Does something in one's own name and answers the case as it stands then. */
async function done(
  context: FaceContext,
  reference: string,
  work: (actor: string) => Promise<unknown>,
): Promise<ReturnType<typeof caseView>> {
  await work(await actorOf(context));
  return caseView(context.catalog, reference);
}

function recordOf({ catalog }: FaceContext, reference: string, id: number): CaseRecord {
  return recordView(listRecords(catalog, reference).find((row) => row.id === id)!);
}

/** @throws Refused while personal data cannot be kept */
function refuseClosed(catalog: FaceContext['catalog']): void {
  const { key, open } = deskState(catalog);
  if (open) return;
  throw new Refused(
    'CONFLICT',
    key === 'none'
      ? 'Personal data are kept encrypted only, and no key was set up yet: set a passphrase first, or leave the person out.'
      : 'The desk is closed: open it first, or leave the person out.',
  );
}

export const desk = os.desk.router({
  ...deskLetters,
  ...deskData,
  state: os.desk.state.handler(({ context }) => stateOf(context)),
  protect: os.desk.protect.handler(async ({ context, input }) => {
    await protectDesk(context.catalog, await actorOf(context), providerOf(context, input.passphrase));
    return stateOf(context);
  }),
  open: os.desk.open.handler(async ({ context, input }) => {
    await openDesk(context.catalog, providerOf(context, input.passphrase));
    context.catalog.announce(['cases']);
    return stateOf(context);
  }),
  close: os.desk.close.handler(({ context }) => {
    closeDesk(context.catalog);
    context.catalog.announce(['cases']);
    return stateOf(context);
  }),

  cases: os.desk.cases.handler(({ context: { catalog }, input }) => {
    const { total, items } = loadCases(catalog.store.reader, input);
    return {
      total,
      items: items.map((one) => caseCard(standingOf(catalog, catalog.store.reader, one.reference))),
    };
  }),
  case: os.desk.case.handler(({ context, input }) => caseView(context.catalog, input.reference)),
  assignees: os.desk.assignees.handler(({ context }) => assigneesOf(context.catalog.store.reader)),
  openCase: os.desk.openCase.handler(async ({ context, input }) => {
    const { catalog } = context;
    const { person, ...order } = input;
    // Before the case is opened, so that none is left without its person.
    if (person !== null) refuseClosed(catalog);
    const actor = await actorOf(context);
    const reference = await openCase(catalog, actor, order);
    if (person !== null) await notePerson(catalog, actor, reference, person);
    return caseView(catalog, reference);
  }),
  move: os.desk.move.handler(({ context, input }) =>
    done(context, input.reference, (actor) =>
      input.to === 'collecting'
        ? startCollecting(context.catalog, { actor, reference: input.reference, on: input.on })
        : moveCase(context.catalog, { actor, ...input }),
    ),
  ),
  extend: os.desk.extend.handler(({ context, input }) =>
    done(context, input.reference, (actor) => extendCase(context.catalog, { actor, ...input })),
  ),
  fee: os.desk.fee.handler(({ context, input }) =>
    done(context, input.reference, (actor) => noteFee(context.catalog, { actor, ...input })),
  ),
  decide: os.desk.decide.handler(({ context, input }) =>
    done(context, input.reference, (actor) => decideRight(context.catalog, { actor, ...input })),
  ),
  assign: os.desk.assign.handler(({ context, input }) =>
    done(context, input.reference, (actor) => assignCase(context.catalog, { actor, ...input })),
  ),
  approve: os.desk.approve.handler(({ context, input }) =>
    done(context, input.reference, (actor) => approveAnswer(context.catalog, { actor, ...input })),
  ),
  undo: os.desk.undo.handler(({ context, input }) =>
    done(context, input.reference, (actor) => undoCase(context.catalog, { actor, ...input })),
  ),
  outcome: os.desk.outcome.handler(({ context, input }) => {
    const { method, backups, check, until, ...order } = input;
    const how = erasureHowSchema.safeParse({ method, backups, check, until });
    if (!how.success) throw new Refused('INVALID', how.error.issues.map((one) => one.message).join('; '));
    const given = [method, backups, check, until].some((one) => one !== undefined);
    return done(context, input.reference, (actor) =>
      recordOutcome(context.catalog, actor, { ...order, ...(given ? { how: how.data } : {}) }),
    );
  }),
  taskFiles: os.desk.taskFiles.handler(({ context, input }) =>
    taskFiles(context.catalog, input.reference, input.task).map(({ name, mediaType, text }) => ({
      name,
      mediaType,
      base64: Buffer.from(text, 'utf8').toString('base64'),
    })),
  ),

  person: os.desk.person.handler(({ context: { catalog }, input }) =>
    readPerson(catalog, catalog.store.reader, input.reference),
  ),
  notePerson: os.desk.notePerson.handler(async ({ context, input }) =>
    notePerson(context.catalog, await actorOf(context), input.reference, input.person),
  ),
  note: os.desk.note.handler(async ({ context, input }) =>
    addNote(context.catalog, await actorOf(context), input.reference, input.text),
  ),
  // Names of records, and what was withheld of them, are personal data.
  records: os.desk.records.handler(({ context, input }) => {
    const sees = !context.login || may(context.login.account.role, 'personal');
    return listRecords(context.catalog, input.reference).map((row) =>
      recordView(sees ? row : { ...row, meta: null }),
    );
  }),
  record: os.desk.record.handler(({ context, input }) => {
    const { meta, content } = readRecord(context.catalog, input.reference, input.id);
    return { name: meta.name, mediaType: meta.mediaType, base64: content.toString('base64') };
  }),
  attach: os.desk.attach.handler(async ({ context, input }) => {
    const { reference, name, task, base64 } = input;
    const content = Buffer.from(base64, 'base64');
    const { id } = await attachFile(context.catalog, await actorOf(context), {
      reference,
      name,
      task,
      content,
    });
    return recordOf(context, reference, id);
  }),
  redact: os.desk.redact.handler(async ({ context, input }) => {
    const { copy, ...order } = input;
    const { id } = await redact(context.catalog, await actorOf(context), {
      ...order,
      ...(copy === undefined ? {} : { copy: Buffer.from(copy, 'base64') }),
    });
    return recordOf(context, input.reference, id);
  }),

  preview: os.desk.preview.handler(({ context, input }) =>
    previewView(previewAttachment(context.catalog, input.reference, input.record, input)),
  ),
  findings: os.desk.findings.handler(async ({ context, input }) =>
    findingsView(await findingsOf(context.catalog, input.reference)),
  ),
  reportOrder: os.desk.reportOrder.handler(({ context: { catalog }, input }) => {
    const one = loadCase(catalog.store.reader, input.reference);
    const { rights, identifiers, ...order } = orderOfCase(
      one,
      readPerson(catalog, catalog.store.reader, input.reference),
    );
    return { ...order, rights: [...rights], identifiers: identifiers.map((known) => ({ ...known })) };
  }),

  retention: os.desk.retention.handler(({ context, input }) =>
    done(context, input.reference, (actor) =>
      setRetention(context.catalog, actor, input.reference, input.months),
    ),
  ),
  erasable: os.desk.erasable.handler(({ context }) =>
    erasureDue(context.catalog).map((one) => ({ ...one, state: caseStateSchema.parse(one.state) })),
  ),
  erase: os.desk.erase.handler(async ({ context, input }) =>
    eraseCase(context.catalog, await actorOf(context), input),
  ),
});
