/** What is looked at in a case: attachments place by place, and what the catalog adds. */
import { z } from 'zod';
import { idSchema, revisionSchema } from './common.ts';

export const attachmentPreviewSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('csv'),
    headers: z.array(z.string()),
    /** Rows count from 1 below the line of headers. */
    rows: z.array(z.object({ row: z.number(), cells: z.array(z.string()) })),
    total: z.number(),
  }),
  z.object({
    kind: z.literal('json'),
    places: z.array(
      z.object({
        /** RFC 6901. */
        pointer: z.string(),
        depth: z.number(),
        /** Of an object or a list: how many it holds. */
        holds: z.number().nullable(),
        value: z.string(),
      }),
    ),
    total: z.number(),
  }),
  z.object({ kind: z.literal('text'), lines: z.array(z.string()), total: z.number() }),
  z.object({ kind: z.literal('other'), total: z.literal(0) }),
]);
export type AttachmentPreview = z.infer<typeof attachmentPreviewSchema>;

const foundSchema = z.object({ id: idSchema, namespace: z.string(), name: z.string(), kind: z.string() });
const nearSchema = foundSchema.extend({
  hops: z.number(),
  /** Along the data, both ends included. */
  path: z.array(z.string()),
  stated: z.array(z.string()),
});
export type FoundNear = z.infer<typeof nearSchema>;
const listed = <Item extends z.ZodType>(item: Item) => z.object({ total: z.number(), items: z.array(item) });
const originSchema = z.enum(['provided', 'observed', 'obtained', 'derived', 'unknown']);

export const findingsSchema = z.object({
  revision: revisionSchema,
  sources: listed(nearSchema),
  recipients: listed(nearSchema),
  models: listed(nearSchema),
  columns: listed(
    z.object({
      dataset: foundSchema,
      column: z.string(),
      categories: z.array(z.string()),
      origin: originSchema,
      basis: z.string(),
      check: z.string().nullable(),
    }),
  ).extend({ byOrigin: z.record(originSchema, z.number()) }),
  considered: listed(
    z.object({ dataset: foundSchema, verdict: z.enum(['in', 'check', 'out']), reason: z.string() }),
  ),
  systems: z.array(
    z.object({
      task: z.string(),
      system: z.string(),
      owners: z.array(z.string()),
      stores: z.number(),
      searched: z.number(),
      open: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
  gaps: z.array(z.object({ code: z.string(), text: z.string(), count: z.number() })),
});
export type Findings = z.infer<typeof findingsSchema>;
