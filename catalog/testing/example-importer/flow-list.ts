/**
 * The example of docs/add-an-importer.md: what a home-made copy tool writes about its copies.
 *
 *   { "flowList": 1, "server": "postgres://db.example:5432", "writtenAt": "2026-05-01T06:00:00Z",
 *     "flows": [{ "from": "shop.orders", "to": "lake.orders", "job": "nightly", "columns": { "id": "order_id" } }] }
 *
 * It is no part of the product. The guide quotes this file, and its test runs it.
 */
import { z } from 'zod';
import type { Evidence, Fact } from '../../model/facts.ts';
import type { SourceKind } from '../../model/sources.ts';
import { jsonMembers } from '../../importers/json-members.ts';
import { SourceError, type ImportContext, type Importer, type SourceFile } from '../../importers/importer.ts';

const flowSchema = z.object({
  from: z.string().min(1),
  to: z.string().min(1),
  job: z.string().min(1),
  /** Column read, by column written. */
  columns: z.record(z.string().min(1), z.string().min(1)).default({}),
});
type Flow = z.infer<typeof flowSchema>;

const headSchema = z.object({
  flowList: z.literal(1),
  server: z.string().min(1),
  writtenAt: z.iso.datetime(),
});

export const flowList: Importer = {
  // A real importer has its name in `catalog/model/sources.ts`.
  kind: 'flow-list' as SourceKind,
  recognise: async (file) => ((await startOf(file)).includes('"flowList"') ? 'flow list' : null),
  read: async function* (files, context) {
    for (const { file } of files) {
      try {
        yield* readFile(file, context);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        context.issue({ severity: 'rejected', file: file.index, code: error.code, message: error.message });
      }
    }
  },
};

/** The first bytes as text: enough to know the format, however large the file. */
async function startOf(file: SourceFile): Promise<string> {
  for await (const chunk of file.chunks()) return Buffer.from(chunk.subarray(0, 4096)).toString('utf8');
  return '';
}

async function* readFile(file: SourceFile, context: ImportContext): AsyncGenerator<Fact[]> {
  const head = await readHead(file);
  const scope = `flow-list:${head.server}`;
  yield [{ type: 'scope', scope, mode: 'replace', asOf: head.writtenAt }];
  for await (const { key, value } of jsonMembers(file.chunks(), { want: (top) => top === 'flows' })) {
    context.signal.throwIfAborted();
    const evidence: Evidence = { scope, file: file.index, at: `flows[${key}]` };
    const { success, data, error } = flowSchema.safeParse(value);
    if (success) {
      context.accepted();
      yield factsOf(data, head.server, evidence);
    } else {
      const { path, message } = error.issues[0]!;
      context.issue({
        severity: 'rejected',
        file: file.index,
        at: [evidence.at, ...path].join('.'),
        code: 'not-a-flow',
        message: `This flow was left out: ${message}. The others are kept.`,
      });
    }
  }
}

/** @throws SourceError where the file does not say what its flows are about */
async function readHead(file: SourceFile): Promise<z.infer<typeof headSchema>> {
  const head: Record<string, unknown> = {};
  for await (const { top, value } of jsonMembers(file.chunks(), { want: (top) => top !== 'flows' }))
    head[top] = value;
  const { success, data, error } = headSchema.safeParse(head);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  throw new SourceError('no-head', `${path.join('.')}: ${message}; nothing of the file was used`);
}

/** What one copy says: two tables, a job that reads one and writes the other, and where columns go. */
function factsOf({ from, to, job: name, columns }: Flow, server: string, evidence: Evidence): Fact[] {
  const [source, target] = [from, to].map((table) => ({ namespace: server, name: table })) as [
    { namespace: string; name: string },
    { namespace: string; name: string },
  ];
  const job = { namespace: server, name };
  return [
    { type: 'dataset', dataset: source, evidence },
    { type: 'dataset', dataset: target, evidence },
    { type: 'job', job, kind: 'copy', evidence },
    { type: 'job-input', job, dataset: source, evidence },
    { type: 'job-output', job, dataset: target, evidence },
    ...Object.entries(columns).map(([read, written]): Fact => ({
      type: 'column-edge',
      from: { dataset: source, path: [read] },
      to: { dataset: target, path: [written] },
      job,
      transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }],
      evidence,
    })),
  ];
}
