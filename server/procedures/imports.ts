import type { Difference, Part } from '../../catalog/imports/difference/difference.ts';
import { getImport, issuesCsv, listImports } from '../../catalog/imports/history.ts';
import {
  addLeaveOutRule,
  listLeaveOutRules,
  removeLeaveOutRule,
} from '../../catalog/imports/leave-out-rules.ts';
import { PreviewOutdated } from '../../catalog/imports/expectation.ts';
import type { SourceFolders } from '../../catalog/collect/source-folders.ts';
import { CollectError, mustBeFolder } from '../collect/collecting.ts';
import { ORPCError } from '@orpc/server';
import { importInto } from '../../catalog/imports/import-into.ts';
import type { ImportOutcome } from '../../catalog/imports/outcome.ts';
import type { ImportEvent, ImportInput, ImportKind, ImportPart } from '../../contract/index.ts';
import { collectedFolder, discardCollected } from '../aws/collected.ts';
import { actorOf, os } from './context.ts';
import type { FaceContext } from './face-context.ts';
import { followedOnWire } from './steward-rules.ts';
import { newestProgress, streamed } from './stream.ts';
import { undoing } from './undoing.ts';

export const imports = os.imports.router({
  preview: os.imports.preview.handler(({ context, input, signal }) => run(context, input, true, signal)),
  run: os.imports.run.handler(({ context, input, signal }) => run(context, input, false, signal)),
  sample: os.imports.sample.handler(({ context, signal }) =>
    importing(context, sampleOf(context), { kind: 'auto' }, false, signal),
  ),
  list: os.imports.list.handler(({ context, input }) => listImports(context.catalog, input)),
  get: os.imports.get.handler(({ context, input, errors }) => {
    const found = getImport(context.catalog, input.id, input);
    if (!found) throw errors.NOT_FOUND({ message: `There is no import ${input.id}` });
    return { ...found, leftOutParts: found.leftOutParts.map(plainPart) };
  }),
  issuesCsv: os.imports.issuesCsv.handler(({ context, input, errors }) => {
    const text = issuesCsv(context.catalog, input.id);
    if (text === null) throw errors.NOT_FOUND({ message: `There is no import ${input.id}` });
    return { name: `import-${input.id}-issues.csv`, text };
  }),
  difference: os.imports.difference.handler(({ context, input }) =>
    differenceOf(context, input.previewId).page(input, input),
  ),
  differenceCounts: os.imports.differenceCounts.handler(({ context, input }) =>
    differenceOf(context, input.previewId).counts(input, 200),
  ),
  previewUndo: os.imports.previewUndo.handler(({ context, input, signal }) =>
    undoing(context, { ...input, dryRun: true }, signal),
  ),
  undo: os.imports.undo.handler(({ context, input, signal }) =>
    undoing(context, { ...input, dryRun: false }, signal),
  ),
  rules: os.imports.rules.handler(({ context }) =>
    listLeaveOutRules(context.catalog).map((rule) => ({ ...rule, part: plainPart(rule.part) })),
  ),
  addRule: os.imports.addRule.handler(async ({ context, input }) => {
    const rule = await addLeaveOutRule(context.catalog, await actorOf(context), input.part);
    return { ...rule, part: plainPart(rule.part) };
  }),
  folders: os.imports.folders.handler(({ context }) => ({
    available: Boolean(context.collecting?.folders),
    items: context.collecting?.folders?.list() ?? [],
  })),
  addFolder: os.imports.addFolder.handler(async ({ context, input }) => {
    const { token, folder: typed, ...rest } = input;
    if (typed !== undefined && context.host === 'electron')
      throw invalid('Choose the folder with the dialog.');
    const [folder] = token === undefined ? [typed] : await context.pathsOf([token]);
    if (folder === undefined) throw invalid('Choose a folder.');
    await mustBeFolder(folder).catch((error: unknown) => {
      throw error instanceof CollectError ? invalid(error.message) : error;
    });
    await foldersOf(context).add({ ...rest, folder });
    return { added: true };
  }),
  removeFolder: os.imports.removeFolder.handler(async ({ context, input }) => ({
    removed: await foldersOf(context).remove(input.id),
  })),
  acceptFolder: os.imports.acceptFolder.handler(async ({ context, input }) => {
    const outcome = await foldersOf(context)
      .accept(input.id, await actorOf(context), input.leaveOut)
      .catch(outdated);
    return { importId: outcome?.importId ?? null };
  }),
  discardFolder: os.imports.discardFolder.handler(async ({ context, input }) => ({
    discarded: await foldersOf(context).discard(input.id),
  })),
  removeRule: os.imports.removeRule.handler(async ({ context, input }) => ({
    removed: await removeLeaveOutRule(context.catalog, await actorOf(context), input.id),
  })),
});

function foldersOf(context: FaceContext): SourceFolders {
  const folders = context.collecting?.folders;
  if (!folders) throw invalid('Nothing stays running here to watch folders.');
  return folders;
}

function invalid(reason: string) {
  return new ORPCError('INVALID', { message: reason, data: { reason } });
}

/** @throws NOT_FOUND when the preview was closed or is too old */
function differenceOf(context: FaceContext, previewId: string): Difference {
  const preview = context.catalog.previews.get(previewId);
  if (preview) return preview.difference;
  throw new ORPCError('NOT_FOUND', { message: 'This preview is no longer kept. Preview again.' });
}

function plainPart(part: Part): ImportPart {
  return {
    ...part,
    changes: part.changes && [...part.changes],
    types: part.types && [...part.types],
  };
}

function run(
  context: FaceContext,
  input: ImportInput,
  dryRun: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  const options = {
    kind: input.kind ?? 'auto',
    namespace: input.namespace,
    columnLineage: input.columnLineage,
    leaveOut: input.leaveOut ?? [],
    previewId: dryRun ? undefined : input.previewId,
  } as const;
  return importing(context, heldBy(context, input.tokens), options, dryRun, signal);
}

/** What is imported, wherever it comes from. */
interface Sources {
  readonly paths: () => Promise<readonly string[]>;
  /** They were imported. */
  readonly used: () => Promise<void>;
  /** Importing failed: what the face was handed, it will be handed again. */
  readonly failed: () => Promise<void>;
}

const sampleOf = ({ catalog }: FaceContext): Sources => ({
  paths: async () => [catalog.sampleWorkspace],
  used: async () => {},
  failed: async () => {},
});

/** What was collected from AWS is named by tokens of its own, the same for every face. */
const heldBy = (context: FaceContext, tokens: readonly string[]): Sources => ({
  paths: async () => {
    const paths = await Promise.all(
      tokens.map(async (token) => {
        const collected = collectedFolder(token);
        return collected === null ? context.pathsOf([token]) : [collected];
      }),
    );
    return paths.flat();
  },
  used: async () => {
    for (const token of tokens) discardCollected(token);
    await context.forget?.(tokens);
  },
  failed: async () => context.forget?.(tokens),
});

function importing(
  context: FaceContext,
  sources: Sources,
  options: {
    readonly kind: ImportKind;
    readonly namespace?: string | undefined;
    readonly columnLineage?: boolean | undefined;
    readonly leaveOut?: readonly Part[];
    readonly previewId?: string | undefined;
  },
  dryRun: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  return streamed<ImportEvent>(
    async ({ signal: cancelled, emit }) => {
      try {
        const expect = expectationOf(context, options.previewId);
        const outcome = await importInto(context.catalog, {
          ...(expect ? { expect } : {}),
          leaveOut: options.leaveOut ?? [],
          paths: await sources.paths(),
          kind: options.kind,
          ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
          ...(options.columnLineage === undefined ? {} : { columnLineage: options.columnLineage }),
          dryRun,
          actor: await actorOf(context),
          signal: cancelled,
          onProgress: (progress) => emit({ type: 'progress', ...progress }),
        }).catch(outdated);
        if (options.previewId !== undefined) context.catalog.previews.drop(options.previewId);
        if (!dryRun) await sources.used();
        emit({ type: 'done', outcome: plain(outcome) });
      } catch (error) {
        // What was cancelled is still chosen.
        if (!cancelled.aborted) await sources.failed();
        throw error;
      }
    },
    { signal, join: newestProgress },
  );
}

/** What the import must find to be the one that was previewed. */
function expectationOf(context: FaceContext, previewId: string | undefined) {
  if (previewId === undefined) return null;
  const preview = context.catalog.previews.get(previewId);
  if (!preview) outdated(new PreviewOutdated('This preview is no longer kept. Preview again.'));
  return preview?.expect ?? null;
}

function outdated(error: unknown): never {
  if (error instanceof PreviewOutdated)
    throw new ORPCError('CONFLICT', { message: error.message, data: { reason: error.message } });
  throw error;
}

/** The engine's read-only shapes as the contract's mutable ones. */
function plain(outcome: ImportOutcome): Extract<ImportEvent, { type: 'done' }>['outcome'] {
  return {
    ...outcome,
    files: [...outcome.files],
    issues: [...outcome.issues],
    examples: [...outcome.examples],
    projects: outcome.projects.map((project) => ({ ...project, guesses: [...project.guesses] })),
    renames: outcome.renames.map((rename) => ({ ...rename, reasons: [...rename.reasons] })),
    changes: { ...outcome.changes },
    rules: followedOnWire(outcome.rules),
  };
}
