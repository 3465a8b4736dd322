/** What a lineage picture is asked for, and what it is made of. */
import type { Card } from '../../browse/cards.ts';
import type { Point } from '../../lineage/layout/types.ts';
import type { EdgeJobs } from '../edge-jobs.ts';
import type { NodeColumn } from '../node-columns.ts';
import type { Lit } from '../trace.ts';
import type { Verification, VerificationLevel } from '../verification.ts';

/** Pixels; the renderer draws with the same numbers. */
export const GEOMETRY = { width: 240, header: 44, row: 22, footer: 20, job: 44, group: 62 } as const;

/** What has to be true of a dataset; of several values in one field, one has to fit. */
export interface PictureFilter {
  /** Namespaces. */
  readonly systems: readonly string[];
  readonly kinds: readonly string[];
  /** Levels, or `none`. */
  readonly sensitivities: readonly string[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Names, or the empty text for "nobody". */
  readonly owners: readonly string[];
  /** `observed`, `declared`, `inferred`. */
  readonly verification: readonly string[];
  /** No run has read or written it for so many days. */
  readonly staleDays: number | null;
  /** A test of it fails, or the last run of a job that writes it failed. */
  readonly failing: boolean;
}

/** Which groups are drawn as one node: all or none of them, except some. */
export interface ClosedGroups {
  readonly all: boolean;
  readonly except: readonly string[];
}

export interface PictureRequest {
  readonly roots: readonly number[];
  readonly up: number;
  readonly down: number;
  readonly expanded: readonly {
    readonly id: number;
    readonly direction: 'upstream' | 'downstream';
    readonly all: boolean;
  }[];
  readonly collapsed: readonly { readonly id: number; readonly direction: 'upstream' | 'downstream' }[];
  readonly hidden: readonly number[];
  /** Everything on paths between two datasets is shown. */
  readonly along?: readonly { readonly from: number; readonly to: number }[];
  /** Only these datasets and the paths between them. */
  readonly only?: readonly number[] | null;
  readonly openColumns: readonly number[];
  readonly allColumns: boolean;
  /** Draw ephemeral models; otherwise edges run through them. */
  readonly ephemeral: boolean;
  /** Draw jobs between the datasets. */
  readonly jobs?: boolean;
  /** Key of a {@link Grouping}. */
  readonly groupBy?: string | null;
  readonly closedGroups?: ClosedGroups;
  readonly filter?: PictureFilter | null;
  /** Leaves out what the filter does not let pass, instead of dimming it. */
  readonly hideOthers?: boolean;
  readonly columnTrace: { readonly columnId: number; readonly indirect: boolean } | null;
  readonly cap: number;
  /** Positions by node id. */
  readonly previous: Readonly<Record<string, Point>>;
  readonly anchor: number | null;
  /** Nodes that were put in their place by hand. */
  readonly pins?: Readonly<Record<string, Point>>;
  /** Against which "so many days ago" is reckoned; the present where left out. */
  readonly now?: Date;
}

/** What all nodes have. `id` is unique in the picture: see `node-ids.ts`. */
interface PictureBase {
  readonly id: number;
  readonly title: string;
  readonly subtitle: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly side: 'root' | 'upstream' | 'downstream';
  readonly hiddenUpstream: number;
  readonly hiddenDownstream: number;
  readonly expandedUpstream: boolean;
  readonly expandedDownstream: boolean;
  /** The filter does not let it pass. */
  readonly dimmed: boolean;
  /** The open group that it stands in. */
  readonly group: string | null;
}

export interface PictureDataset extends PictureBase {
  readonly what: 'dataset';
  readonly card: Card;
  readonly verification: Verification;
  /** Of a run of a job that writes it the producer says that lineage is incomplete. */
  readonly incomplete: boolean;
  /** The last run of a job that writes it failed. */
  readonly failedRun: boolean;
  readonly columns: readonly (NodeColumn & { readonly lit: Lit })[];
  readonly columnsHidden: number;
}

export interface PictureJob extends PictureBase {
  readonly what: 'job';
  readonly jobId: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly runs: number;
  readonly lastState: string | null;
  readonly lastAt: string | null;
  readonly incomplete: boolean;
}

/** A group drawn as one node. */
export interface PictureGroup extends PictureBase {
  readonly what: 'group';
  readonly key: string;
  readonly datasets: number;
  readonly jobs: number;
  /** Node ids of what stands in it. */
  readonly members: readonly number[];
  /** Edges that run within it and are not drawn. */
  readonly inner: number;
  readonly sensitivity: string | null;
  readonly failing: number;
}

export type PictureNode = PictureDataset | PictureJob | PictureGroup;

/** The frame of an open group. */
export interface PictureFrame {
  readonly key: string;
  readonly id: number;
  readonly label: string;
  readonly detail: string;
  readonly members: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A way to group that what is shown allows. */
export interface Grouping {
  readonly by: string;
  readonly label: string;
  readonly groups: number;
}

export interface PictureEdge extends EdgeJobs {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  readonly lit: boolean;
  readonly backwards: boolean;
  /** Hidden datasets that the edge is led over; null where they are too many to tell. */
  readonly bridged: number | null;
  /** The flows between datasets that it stands for: the first few, and how many. */
  readonly flows: readonly { readonly from: number; readonly to: number }[];
  readonly flowsTotal: number;
}

export interface PictureColumnEdge {
  readonly fromNode: number;
  readonly fromColumn: number;
  readonly toNode: number;
  readonly toColumn: number;
  readonly direct: boolean;
  readonly masked: boolean;
  readonly aggregated: boolean;
  readonly subtypes: readonly string[];
  readonly verification: VerificationLevel;
  /** 0 to 1; null where it is stated as plain fact. */
  readonly confidence: number | null;
  readonly lit: boolean;
}

/** One value of a filter field, with how many datasets of the picture have it. */
export interface Facet {
  readonly value: string;
  readonly count: number;
}
export type FacetField =
  'systems' | 'kinds' | 'sensitivities' | 'categories' | 'tags' | 'owners' | 'verification';
export interface Facets extends Readonly<Record<FacetField, readonly Facet[]>> {
  readonly failing: number;
  /** Datasets that some run read or wrote, so that they can be stale. */
  readonly observed: number;
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly columnEdges: readonly PictureColumnEdge[];
  readonly frames: readonly PictureFrame[];
  readonly groupings: readonly Grouping[];
  readonly facets: Facets;
  readonly totals: {
    /** Datasets shown, of those that the choices ask for; they differ only by the cap. */
    readonly shown: number;
    readonly wanted: number;
    readonly upstream: number;
    readonly downstream: number;
    /** Left out by hand, and by the filter. */
    readonly hidden: number;
    readonly filtered: number;
    /** Datasets that the filter lets pass, of those it was asked about; null without a filter. */
    readonly matched: number | null;
    readonly asked: number;
    /** Jobs drawn, of those behind the edges; 0 where jobs are not drawn. */
    readonly jobs: number;
    readonly jobsWanted: number;
  };
  /** What of a picture of the past is known of today only, in sentences; empty for now. */
  readonly rules: readonly string[];
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}
