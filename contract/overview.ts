/** The map of the whole catalog. Datasets are sent as columns: there may be very many. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { atSchema, commonErrors, idSchema, instantSchema } from './common.ts';
import { nearSchema, queryProblemSchema } from './search.ts';

/** In units of the map: at a zoom of 1 they are screen pixels. */
const placeSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

export const overviewGroupSchema = placeSchema.extend({
  key: z.string(),
  label: z.string(),
  /** Cells side by side; a cell is a dataset. */
  columns: z.number(),
  /** Position of the frame around it; -1 for none. */
  frame: z.number(),
  /** Its datasets: from this position of the list of all, so many. */
  first: z.number(),
  count: z.number(),
  /** Pairs of datasets within it that feed one another. */
  inner: z.number(),
});
export type OverviewGroup = z.infer<typeof overviewGroupSchema>;

export const overviewSchema = z.object({
  by: z.string(),
  groupings: z.array(z.object({ by: z.string(), label: z.string(), groups: z.number() })),
  groups: z.array(overviewGroupSchema),
  /** Systems, where the groups lie in some. */
  frames: z.array(placeSchema.extend({ label: z.string(), detail: z.string(), datasets: z.number() })),
  /** Sizes of the cell of a dataset in its group. */
  cell: z.object({
    width: z.number(),
    height: z.number(),
    gap: z.number(),
    padding: z.number(),
    head: z.number(),
  }),
  /** All of the same length, group by group. */
  datasets: z.object({
    ids: z.array(idSchema),
    titles: z.array(z.string()),
    names: z.array(z.string()),
    kinds: z.array(z.string()),
    /** Positions in `systems`. */
    systems: z.array(z.number()),
    /** Levels; null: not classified. */
    sensitivities: z.array(z.string().nullable()),
    /** Positions in `owners`: the first owner by name; -1: nobody. */
    owners: z.array(z.number()),
    /** A test of it fails, or the latest run of a job that writes it failed. */
    failing: z.array(z.boolean()),
    /** When a run was last seen to read or write it. */
    lastSeen: z.array(instantSchema.nullable()),
    /** What its lineage rests on; `checked`: observed, and a run read a version that a known run wrote. */
    verified: z.array(z.enum(['checked', 'observed', 'declared', 'inferred'])),
    upstream: z.array(z.number()),
    downstream: z.array(z.number()),
  }),
  /** Namespaces. */
  systems: z.array(z.string()),
  owners: z.array(z.string()),
  /** Pairs of datasets that feed one another from group to group, by position; strongest first. */
  flows: z.object({ from: z.array(z.number()), to: z.array(z.number()), count: z.array(z.number()) }),
  bounds: placeSchema,
  /** What of a map of the past is known of today only, in sentences; empty for now. */
  rules: z.array(z.string()),
  /** The time of the past moment; null: now. */
  lookedAt: instantSchema.nullable(),
  totals: z.object({
    datasets: z.number(),
    /** Of them, those to which sources refer and which none describes. */
    mentioned: z.number(),
    /** Without any lineage. */
    isolated: z.number(),
    /** Retired and without lineage: not on the map. */
    retired: z.number(),
    links: z.number(),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;

const base = oc.errors(commonErrors);

export const overviewContract = {
  map: base
    .input(
      z.object({
        /** One of the `groupings` of an earlier answer; null: as fine as it still reads well. */
        by: z.string().max(300).nullable().default(null),
        at: atSchema,
      }),
    )
    .output(overviewSchema),
  /** Where on the map lies what a query finds; docs/search.md has the language. */
  find: base.input(z.object({ text: z.string().max(512), at: atSchema })).output(
    z.object({
      ids: z.array(idSchema),
      /** Found, and not on the map. */
      elsewhere: z.number(),
      problems: z.array(queryProblemSchema),
      near: z.array(nearSchema),
    }),
  ),
};
