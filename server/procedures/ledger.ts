import { EncryptionError } from '../../catalog/evidence/encrypt.ts';
import { PackError } from '../../catalog/evidence/contents.ts';
import { makePack, type MadePack } from '../../catalog/evidence/make-pack.ts';
import { CheckpointRefused, ledgerKeys, listCheckpoints } from '../../catalog/ledger/custody/checkpoints.ts';
import type { CustodyVerification } from '../../catalog/ledger/custody/verify-custody.ts';
import { erasePayload, EraseRefused } from '../../catalog/ledger/erase.ts';
import { proofOf } from '../../catalog/ledger/prove-entry.ts';
import { ledgerEntry, listLedger } from '../../catalog/ledger/read.ts';
import { heldKeys, VaultError } from '../../catalog/ledger/signing/vault.ts';
import { NoReportFile, ReportMismatch } from '../../catalog/reports/report-file.ts';
import type { InclusionProof, LedgerKeys, PackResult, Verification } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import type { FaceContext } from './face-context.ts';
import { newestProgress, streamed } from './stream.ts';

type VerifyEvent = { type: 'progress'; done: number; total: number } | { type: 'done'; result: Verification };
/** Makes the contract's error for what cannot be done. */
type Refused = (options: { message: string; data: { reason: string } }) => Error;

/** What goes over the wire in one message; larger packs are written by the command line. */
const MOST_BYTES = 40 * 1024 * 1024;

export const ledger = os.ledger.router({
  list: os.ledger.list.handler(({ context, input }) => listLedger(context.catalog.store.reader, input)),
  get: os.ledger.get.handler(({ context, input, errors }) => {
    const entry = ledgerEntry(context.catalog.store.reader, input.seq);
    if (!entry) throw errors.NOT_FOUND({ message: `There is no ledger entry ${input.seq}` });
    return entry;
  }),
  verify: os.ledger.verify.handler(({ context, signal }) =>
    streamed<VerifyEvent>(
      async ({ signal: cancelled, emit }) => {
        const started = performance.now();
        const result = await context.catalog.custody.verify({
          signal: cancelled,
          progress: (done, total) => emit({ type: 'progress', done, total }),
        });
        emit({ type: 'done', result: verificationView(result, performance.now() - started) });
      },
      { signal, join: newestProgress },
    ),
  ),
  proof: os.ledger.proof.handler(({ context, input, errors }) =>
    done(errors.CONFLICT, async () => {
      const proof = await proofOf(context.catalog, input.seq);
      if (!proof) throw errors.NOT_FOUND({ message: `There is no ledger entry ${input.seq}` });
      return { ...proof, path: [...proof.path] } satisfies InclusionProof;
    }),
  ),
  checkpoints: os.ledger.checkpoints.handler(({ context, input }) =>
    listCheckpoints(context.catalog.store.reader, input),
  ),
  checkpoint: os.ledger.checkpoint.handler(({ context, errors }) =>
    done(errors.CONFLICT, () => context.catalog.custody.checkpoint('asked for')),
  ),
  keys: os.ledger.keys.handler(({ context }) => keysView(context)),
  rotateKey: os.ledger.rotateKey.handler(({ context, errors }) =>
    done(errors.CONFLICT, async () => {
      const made = await context.catalog.custody.rotateKey(await actorOf(context));
      context.catalog.announce(['ledger']);
      return made;
    }),
  ),
  vouch: os.ledger.vouch.handler(({ context, input, errors }) =>
    done(errors.CONFLICT, async () => {
      const made = await context.catalog.custody.vouchFor(await actorOf(context), input.keyId);
      context.catalog.announce(['ledger']);
      return made;
    }),
  ),
  erase: os.ledger.erase.handler(({ context, input, errors }) =>
    done(errors.CONFLICT, async () =>
      erasePayload(context.catalog, { ...input, actor: await actorOf(context) }),
    ),
  ),
  acceptRestored: os.ledger.acceptRestored.handler(({ context, input, errors }) =>
    done(errors.CONFLICT, async () => {
      const made = await context.catalog.custody.acceptRestored(await actorOf(context), input.reason);
      context.catalog.announce(['ledger']);
      return made;
    }),
  ),
  pack: os.ledger.pack.handler(({ context, input, errors }) =>
    done(errors.CONFLICT, async () => {
      const { recipients } = input;
      const made = await makePack(context.catalog, {
        subject: input.what,
        actor: await actorOf(context),
        readers: recipients.length > 0 ? { recipients } : null,
      });
      return packView(made);
    }),
  ),
});

/** Says in the contract's words why something was refused. */
async function done<Result>(refused: Refused, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const known = [
      CheckpointRefused,
      VaultError,
      EraseRefused,
      PackError,
      EncryptionError,
      NoReportFile,
      ReportMismatch,
    ].some((kind) => error instanceof kind);
    if (!known || !(error instanceof Error)) throw error;
    throw refused({ message: error.message, data: { reason: error.message } });
  }
}

export function verificationView(result: CustodyVerification, elapsed: number): Verification {
  return {
    ...result,
    findings: [...result.findings],
    compared: [...result.compared],
    notes: [...result.notes],
    elapsedMs: Math.round(elapsed),
  };
}

async function keysView({ catalog }: FaceContext): Promise<LedgerKeys> {
  const { custody, store } = catalog;
  let current: LedgerKeys['current'] = null;
  let problem = custody.problem;
  const trusted = await custody.trustedIds();
  try {
    const held = custody.vault && (await heldKeys(custody.vault));
    if (held) current = { keyId: held.signer.keyId, pem: held.signer.pem, since: held.since };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    problem = error.message;
  }
  return {
    protection: custody.vault?.protection ?? null,
    current,
    used: ledgerKeys(store.reader).map(({ keyId, pem, at }) => ({
      keyId,
      pem,
      at,
      trusted: trusted.has(keyId),
    })),
    problem,
  };
}

function packView({ bytes, ...made }: MadePack): PackResult {
  if (bytes.length > MOST_BYTES)
    throw new PackError('The pack is too large to be handed over here. Make it with: headwater pack');
  return { ...made, bytes: bytes.length, base64: Buffer.from(bytes).toString('base64') };
}
