import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, instantSchema, pageInput } from './common.ts';

/** A part that listens or follows: off, at work, or unable to, with the reason in `problem`. */
const partState = z.enum(['off', 'on', 'failed']);

export const collectStatusSchema = z.object({
  /** False on the command line, where nothing stays running to collect. */
  available: z.boolean(),
  receiver: z.object({
    enabled: z.boolean(),
    port: z.number().int(),
    requireKey: z.boolean(),
    /** Whether a key was made; it is shown once, when it is made. */
    hasKey: z.boolean(),
    state: partState,
    problem: z.string().nullable(),
    /** `http://127.0.0.1:5100` while it listens. */
    address: z.string().nullable(),
    /** The newest request that was refused: what to look at when a client does not get through. */
    lastRefused: z
      .object({ at: instantSchema, status: z.number(), message: z.string(), client: z.string() })
      .nullable(),
  }),
  watch: z.object({
    enabled: z.boolean(),
    folder: z.string().nullable(),
    state: partState,
    problem: z.string().nullable(),
    /** Files with events, and files of something else. */
    files: z.number(),
    passedOver: z.number(),
  }),
  inbox: z.object({
    /** Why nothing is taken in or imported at present. */
    problem: z.string().nullable(),
    waiting: z.number(),
    waitingBytes: z.number(),
    oldestWaitingAt: instantSchema.nullable(),
    lastReceivedAt: instantSchema.nullable(),
    /** Since collection was first turned on. `known`: the catalog held it already. */
    received: z.number(),
    imported: z.number(),
    known: z.number(),
    /** Rejected and not dismissed. */
    rejected: z.number(),
    lastImport: z.object({ id: idSchema, at: instantSchema }).nullable(),
  }),
});
export type CollectStatus = z.infer<typeof collectStatusSchema>;

export const collectChange = z.object({
  receiver: z
    .object({
      enabled: z.boolean(),
      port: z.number().int().min(1024).max(65_535),
      requireKey: z.boolean(),
    })
    .partial()
    .optional(),
  watch: z
    .object({
      enabled: z.boolean(),
      /** A folder that the host let the person choose. */
      token: z.string().min(1),
      /** Absolute path; only where the host has no dialog for it. */
      folder: z.string().min(1).max(4096),
    })
    .partial()
    .optional(),
  /** Makes a new key; the one before stops working. */
  newKey: z.boolean().optional(),
});
export type CollectChange = z.infer<typeof collectChange>;

export const collectedEventSchema = z.object({
  id: z.number(),
  receivedAt: instantSchema,
  /** '' for the receiver, otherwise the watched file, relative to its folder. */
  source: z.string(),
  place: z.string(),
  client: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  state: z.enum(['waiting', 'imported', 'known', 'rejected']),
  reason: z.string().nullable(),
  importId: idSchema.nullable(),
});

const base = oc.errors(commonErrors);

/** Live collection of OpenLineage events: the receiver, the watch folder, the inbox between them and imports. */
export const collectContract = {
  status: base.output(collectStatusSchema),
  /** `key`: a key that was made by this call, to be shown now; it cannot be read again. */
  configure: base
    .input(collectChange)
    .output(z.object({ status: collectStatusSchema, key: z.string().nullable() })),
  /** Received events, newest first. */
  events: base
    .input(pageInput.extend({ state: collectedEventSchema.shape.state.nullable().default(null) }))
    .output(z.object({ total: z.number(), items: z.array(collectedEventSchema) })),
  /** Takes rejected events off the list. */
  dismissRejected: base.output(z.object({ dismissed: z.number() })),
};
