import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './common.ts';

/** What to collect from AWS Glue. Credentials never pass through here: a profile is only named. */
export const awsInput = z.object({
  region: z.string().min(1).max(64),
  /** Profile of the AWS configuration on this machine; the default chain without one. */
  profile: z.string().min(1).max(256).optional(),
  /** Also what takes calls for every table. */
  details: z.boolean().default(false),
});
export type AwsInput = z.input<typeof awsInput>;

export const awsPlanSchema = z.object({
  /** Addresses that would be connected to. */
  endpoints: z.array(z.string()),
  /** Where the credentials come from, in words. */
  credentials: z.string(),
  /** What would be read, a line each. */
  reads: z.array(z.string()),
});
export type AwsPlan = z.infer<typeof awsPlanSchema>;

export const awsEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    /** The call under way, as the AWS CLI names it, and what it asks about. */
    operation: z.string(),
    resource: z.string(),
    calls: z.number(),
    files: z.number(),
    errors: z.number(),
  }),
  z.object({
    type: z.literal('done'),
    /** Names the collected folder for an import, until the host stops. */
    token: z.string(),
    label: z.string(),
    account: z.string(),
    region: z.string(),
    files: z.number(),
    bytes: z.number(),
    /** The first 100 calls that were refused or failed; `errorsTotal` counts all. */
    errors: z.array(z.object({ operation: z.string(), resource: z.string(), message: z.string() })),
    errorsTotal: z.number(),
  }),
]);
export type AwsEvent = z.infer<typeof awsEventSchema>;

const base = oc.errors(commonErrors);

export const awsContract = {
  /** What a collection would connect to and read. Connects to nothing. */
  plan: base.input(awsInput).output(awsPlanSchema),
  /** Connects and collects. Cancel by ending the iteration. */
  collect: base.input(awsInput).output(eventIterator(awsEventSchema)),
};
