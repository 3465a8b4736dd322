import { getImport, listImports } from '../../catalog/imports/history.ts';
import type { ImportOutcome } from '../../catalog/imports/outcome.ts';
import type { ImportEvent, ImportInput } from '../../contract/index.ts';
import { collectedFolder } from '../aws/collected.ts';
import { actorOf, os, type FaceContext } from './context.ts';
import { streamed } from './stream.ts';

export const imports = os.imports.router({
  preview: os.imports.preview.handler(({ context, input, signal }) => run(context, input, true, signal)),
  run: os.imports.run.handler(({ context, input, signal }) => run(context, input, false, signal)),
  sample: os.imports.sample.handler(({ context, signal }) =>
    importing(context, async () => [context.catalog.sampleWorkspace], { kind: 'auto' }, false, signal),
  ),
  list: os.imports.list.handler(({ context, input }) => listImports(context.catalog, input)),
  get: os.imports.get.handler(({ context, input, errors }) => {
    const found = getImport(context.catalog, input.id, input);
    if (!found) throw errors.NOT_FOUND({ message: `There is no import ${input.id}` });
    return found;
  }),
});

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
  } as const;
  return importing(context, () => pathsOf(context, input.tokens), options, dryRun, signal);
}

/** What was collected from AWS is named by tokens of its own, the same for every face. */
async function pathsOf(context: FaceContext, tokens: readonly string[]): Promise<string[]> {
  const paths = await Promise.all(
    tokens.map(async (token) => {
      const collected = collectedFolder(token);
      return collected === null ? context.pathsOf([token]) : [collected];
    }),
  );
  return paths.flat();
}

function importing(
  context: FaceContext,
  pathsOf: () => Promise<readonly string[]>,
  options: {
    readonly kind: 'auto' | 'openlineage' | 'dbt' | 'glue';
    readonly namespace?: string | undefined;
    readonly columnLineage?: boolean | undefined;
  },
  dryRun: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportEvent> {
  return streamed<ImportEvent>(
    async ({ signal: cancelled, emit }) => {
      const outcome = await context.catalog.import({
        paths: await pathsOf(),
        kind: options.kind,
        ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
        ...(options.columnLineage === undefined ? {} : { columnLineage: options.columnLineage }),
        dryRun,
        actor: await actorOf(context),
        signal: cancelled,
        onProgress: (progress) => emit({ type: 'progress', ...progress }),
      });
      emit({ type: 'done', outcome: plain(outcome) });
    },
    { signal, coalesce: (event) => event.type === 'progress' },
  );
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
  };
}
