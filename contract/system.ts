import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  instantSchema,
  REASON_POLICIES,
  reasonPolicySchema,
  revisionSchema,
} from './common.ts';

export const NOTICES = ['imports', 'deadlines'] as const;
export const noticeSchema = z.enum(NOTICES);
export type Notice = z.infer<typeof noticeSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('compact'),
  language: z.enum(['system', 'en', 'de']).default('system'),
  /** Name under which this person's changes are recorded in the ledger. */
  actor: z.string().min(1).max(128),
  /** Which literals in SQL text imports hide: those that look like personal data or secrets, or all. */
  sqlLiterals: z.enum(['suspicious', 'all']).default('suspicious'),
  /** The controller as it appears in letters and reports. */
  organisation: z
    .object({
      name: z.string().max(256).default(''),
      contact: z.string().max(512).default(''),
      dpo: z.string().max(512).default(''),
      country: z.string().max(8).default(''),
    })
    .default({ name: '', contact: '', dpo: '', country: '' }),
  /** Changes that need a reason: all, until somebody chose. */
  reasonsFor: z.array(reasonPolicySchema).default([...REASON_POLICIES]),
  /** Of what the system tells the person while they look elsewhere. */
  notices: z.array(noticeSchema).default([...NOTICES]),
  /** Whether a copy of the file is kept beside it, once a day. */
  safeCopies: z.boolean().default(true),
});
export type Settings = z.infer<typeof settingsSchema>;

export const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'cli']),
  catalog: z.object({
    /** File name without its folder. */
    name: z.string(),
    /** Full path, shown in Settings so that people know where their data lies. */
    path: z.string(),
    revision: revisionSchema,
    /** Hex entry hash of the newest ledger entry, null for an empty ledger. */
    ledgerHead: z.string().nullable(),
    ledgerSize: z.number().int().nonnegative(),
    bytes: z.number(),
    empty: z.boolean(),
    /** Where the file lies: one machine at a time can have it open on a network drive, or one that a program provides. */
    drive: z.enum(['local', 'network', 'program']),
    /** What to know of such a drive, in words. */
    driveWarning: z.string().nullable(),
  }),
});

export const homeSchema = z.object({
  counts: z.object({
    datasets: z.number(),
    columns: z.number(),
    jobs: z.number(),
    runs: z.number(),
    edges: z.number(),
    columnEdges: z.number(),
    namespaces: z.number(),
  }),
  byKind: z.array(z.object({ kind: z.string(), count: z.number() })),
  bySource: z.array(z.object({ importer: z.string(), datasets: z.number() })),
  coverage: z.object({
    datasets: z.number(),
    owned: z.number(),
    classified: z.number(),
    described: z.number(),
    /** Reviewed by a person, and unchanged since. */
    reviewed: z.number(),
    changedSinceReview: z.number(),
    /** Of `withRuns`: a run used them in the 30 days before the newest run. */
    fresh: z.number(),
    withRuns: z.number(),
    columns: z.number(),
    columnsCategorised: z.number(),
  }),
  sensitivity: z.array(z.object({ level: z.string(), datasets: z.number() })),
  recentImports: z.array(
    z.object({
      id: z.number(),
      at: instantSchema,
      label: z.string(),
      importers: z.array(z.string()),
      added: z.number(),
      changed: z.number(),
      retired: z.number(),
      issues: z.number(),
    }),
  ),
  /** Datasets worth opening first: most connected, then most recently changed. */
  suggestions: z.array(
    z.object({
      id: z.number(),
      namespace: z.string(),
      name: z.string(),
      kind: z.string(),
      upstream: z.number(),
      downstream: z.number(),
    }),
  ),
});
export type Home = z.infer<typeof homeSchema>;

/** What waits for a person; docs/stewardship.md says what each is. */
export const stepCodeSchema = z.enum([
  'rules-failed',
  'import-issues',
  'failed-tests',
  'sensitive-flows',
  'personal-data-unclassified',
  'category-suggestions',
  'critical-unreviewed',
  'alias-suggestions',
  'no-owner',
  'outdated-reviews',
  'stale',
  'gaps',
  'no-sensitivity',
  'no-description',
]);
export const nextStepsSchema = z.object({
  /** The most urgent first; those without anything to do are left out. */
  steps: z.array(
    z.object({
      code: stepCodeSchema,
      count: z.number(),
      title: z.string(),
      detail: z.string(),
      /** Groups that one decision each can settle. */
      groups: z.number().nullable(),
    }),
  ),
  /** How far the classification of columns is, whose suggestions are not counted yet. */
  working: z.object({ done: z.number(), total: z.number() }).nullable(),
});
export type StepCode = z.infer<typeof stepCodeSchema>;

export const coverageTrendSchema = z.object({
  points: z.array(
    z.object({
      revision: revisionSchema,
      at: instantSchema,
      datasets: z.number(),
      owned: z.number(),
      classified: z.number(),
      described: z.number(),
      reviewed: z.number(),
    }),
  ),
  /** Revisions in which a figure changed. */
  total: z.number(),
});
export type CoverageTrend = z.infer<typeof coverageTrendSchema>;

/** Sent whenever the catalog changed, whoever changed it; areas tell which queries to refresh. */
export const changeEventSchema = z.object({
  revision: revisionSchema,
  areas: z.array(
    z.enum([
      'datasets',
      'lineage',
      'tags',
      'owners',
      'imports',
      'ledger',
      'cases',
      'settings',
      'collect',
      'views',
      'registers',
      'comments',
    ]),
  ),
});
export type ChangeEvent = z.infer<typeof changeEventSchema>;

export const safeCopiesSchema = z.object({
  /** The newest first. */
  copies: z.array(
    z.object({
      /** File name without its folder. */
      name: z.string(),
      /** `daily`: the last safe copy; `upgrade`: kept before the file's structure was changed. */
      kind: z.enum(['daily', 'upgrade']),
      at: instantSchema,
      bytes: z.number(),
      /** Ledger entries in it; null where nobody noted it. */
      seq: z.number().nullable(),
    }),
  ),
});
export const safeCopyOutcomeSchema = z.object({
  made: z.boolean(),
  /** Why not: somebody kept writing, or the disk has no room for it. */
  reason: z.enum(['fresh', 'busy', 'no-space']).nullable(),
});

const base = oc.errors(commonErrors);

export const systemContract = {
  info: base.output(systemInfoSchema),
  home: base.output(homeSchema),
  /** Coverage revision by revision; spread over the whole time where there are more than asked for. */
  coverageTrend: base
    .input(z.object({ points: z.number().int().min(1).max(1000).default(100) }))
    .output(coverageTrendSchema),
  /** What a steward does next. */
  next: base.output(nextStepsSchema),
  settings: base.output(settingsSchema),
  updateSettings: base.input(settingsSchema.partial()).output(settingsSchema),
  safeCopies: base.output(safeCopiesSchema),
  /** Makes one now, also when the last one is of today. */
  makeSafeCopy: base.output(safeCopyOutcomeSchema),
  changes: base.output(eventIterator(changeEventSchema)),
};
