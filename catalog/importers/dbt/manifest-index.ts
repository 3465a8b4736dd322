/**
 * First pass over a manifest: the little that must be known of every node before facts can be made of
 * any. Edges, tests and owners refer to nodes that stand later in the file, and a manifest may be too
 * large to keep whole.
 */
import type { DatasetKey, DatasetKind } from '../../model/identity.ts';
import type { DisabledNode, ImportContext } from '../importer.ts';
import {
  readArtifact,
  type ArtifactEntry,
  type ArtifactMetadata,
  type Progress,
  type Artifact,
} from './artifact.ts';
import { disabledNode, disabledNodes } from './disabled.ts';
import { relationOf, type Relation } from './relation.ts';
import { attachTest, readTest, type TestEntry } from './test-nodes.ts';
import { list, packageOfId, record, strings, text, typeOfId, type JsonRecord } from './values.ts';
import { createHash } from 'node:crypto';

export type TableType = 'model' | 'seed' | 'snapshot' | 'source';

/** A node that is a table, view or ephemeral model. */
export interface TableEntry {
  readonly uniqueId: string;
  readonly type: TableType;
  readonly ephemeral: boolean;
  readonly relation: Relation | null;
  /** `depends_on.nodes` as written, each once, with its position there. */
  readonly parents: readonly Parent[];
  readonly tests: TestEntry[];
  /** Filled in once the project's namespace is chosen. */
  dataset: DatasetKey;
}

export interface Parent {
  readonly uniqueId: string;
  readonly index: number;
}

/** An enabled node that is no table: exposure, metric, semantic model, test … */
export interface OtherEntry {
  readonly type: string;
  readonly parents: readonly string[];
}

export interface GroupEntry {
  readonly at: string;
  readonly owner: JsonRecord;
}

export interface ManifestIndex {
  readonly artifact: Artifact;
  readonly metadata: ArtifactMetadata;
  readonly project: string;
  readonly tables: ReadonlyMap<string, TableEntry>;
  readonly others: ReadonlyMap<string, OtherEntry>;
  readonly tests: ReadonlyMap<string, TestEntry>;
  readonly groups: ReadonlyMap<string, GroupEntry>;
  /** Ids listed as disabled or marked so. */
  readonly disabled: ReadonlySet<string>;
  /** The same one by one, with the reason. */
  readonly disabledNodes: readonly DisabledNode[];
  /** Packages and how many enabled nodes each has. */
  readonly packages: ReadonlyMap<string, number>;
  /** Nodes in the list of disabled ones; one id may stand for several. */
  readonly disabledListed: number;
  /** Nodes among the others whose `config.enabled` is false. */
  readonly disabledMarked: number;
  /** Tests that could not be attached to a table. */
  readonly unattached: readonly TestEntry[];
}

const TABLE_TYPES: ReadonlySet<string> = new Set<TableType>(['model', 'seed', 'snapshot', 'source']);
const TABLE_COLLECTIONS = new Set(['nodes', 'sources']);
const NODE_COLLECTIONS = new Set([
  'nodes',
  'sources',
  'exposures',
  'metrics',
  'semantic_models',
  'saved_queries',
  'unit_tests',
  'functions',
]);

/** Names of resource types by collection, for versions that leave `resource_type` out. */
const SINGULAR: Readonly<Record<string, string>> = {
  sources: 'source',
  exposures: 'exposure',
  metrics: 'metric',
  semantic_models: 'semantic_model',
  saved_queries: 'saved_query',
  unit_tests: 'unit_test',
  functions: 'function',
};

/** Collections of what is no table and yet a step of lineage, and the kind of dataset that it becomes. */
export const SEMANTIC_COLLECTIONS: ReadonlyMap<string, DatasetKind> = new Map([
  ['metrics', 'metric'],
  ['semantic_models', 'semantic model'],
  ['saved_queries', 'saved query'],
  ['functions', 'function'],
]);

const SEMANTIC_TYPES = new Set([...SEMANTIC_COLLECTIONS.keys()].map((top) => SINGULAR[top]));

/** True for a resource type that is drawn though it is no table: metric, semantic model … */
export const isSemantic = (type: string): boolean => SEMANTIC_TYPES.has(type);

/** Resource type of an entry, by its own word, its collection, or its id. */
const resourceType = ({ top, key, value }: ArtifactEntry): string =>
  text(value['resource_type']) ?? SINGULAR[top] ?? typeOfId(String(key));

/** True for a node that becomes a dataset and stands where tables stand. */
export const isTable = (entry: ArtifactEntry): boolean =>
  TABLE_COLLECTIONS.has(entry.top) && TABLE_TYPES.has(resourceType(entry));

export const isEnabled = (node: JsonRecord): boolean => record(node['config'])['enabled'] !== false;

/** Reads the manifest once. Throws {@link SourceError} when it is not JSON or is cut off. */
export async function indexManifest(
  artifact: Artifact,
  context: ImportContext,
  progress: Progress,
): Promise<ManifestIndex> {
  const seen = new Seen();
  const reading = {
    want: new Set([...NODE_COLLECTIONS, 'groups', 'disabled']),
    lists: 'disabled',
    share: 0.5,
  };
  for await (const entry of readArtifact(artifact.file, reading, context, progress)) {
    if (seen.add(entry)) continue;
    const message = 'There is an entry with this id before this one. That one was kept, this one left out.';
    context.issue({
      severity: 'rejected',
      file: artifact.file.index,
      at: entry.at,
      code: 'duplicate-id',
      message,
    });
  }
  return seen.index(artifact);
}

class Seen {
  #tables = new Map<string, TableEntry>();
  #others = new Map<string, OtherEntry>();
  #tests = new Map<string, TestEntry>();
  #groups = new Map<string, GroupEntry>();
  #disabled = new Set<string>();
  readonly #disabledNodes: DisabledNode[] = [];
  #disabledListed = 0;
  #disabledMarked = 0;
  #packages = new Map<string, number>();

  /** Takes an entry; false for a node whose id another node has. */
  add(entry: ArtifactEntry): boolean {
    const id = String(entry.key);
    if (entry.top === 'groups') {
      this.#groups.set(id, { at: `${entry.at}.owner`, owner: record(entry.value['owner']) });
    } else if (entry.top === 'disabled') {
      const found = disabledNodes(entry);
      for (const node of found) this.#disabled.add(node.sourceId);
      this.#disabledNodes.push(...found);
      this.#disabledListed += entry.items ? entry.items.length : 1;
    } else if (!isEnabled(entry.value)) {
      this.#disabled.add(id);
      this.#disabledNodes.push(disabledNode(id, entry.value, entry.at));
      this.#disabledMarked++;
    } else if (this.#tables.has(id) || this.#others.has(id)) {
      return false;
    } else {
      this.#addNode(id, entry);
    }
    return true;
  }

  #addNode(id: string, entry: ArtifactEntry): void {
    const { value } = entry;
    const type = resourceType(entry);
    const owner = text(value['package_name']) ?? packageOfId(id);
    if (owner !== undefined) this.#packages.set(owner, (this.#packages.get(owner) ?? 0) + 1);
    if (isTable(entry)) {
      this.#tables.set(id, tableEntry(id, type as TableType, value));
      return;
    }
    this.#others.set(id, { type, parents: strings(record(value['depends_on'])['nodes']) });
    if (type === 'test' || type === 'unit_test') this.#tests.set(id, readTest(id, entry));
  }

  index(artifact: Artifact): ManifestIndex {
    const unattached: TestEntry[] = [];
    for (const test of this.#tests.values()) {
      const target = attachTest(test, this.#tables);
      if (target) target.tests.push(test);
      else unattached.push(test);
    }
    return {
      artifact,
      metadata: artifact.metadata,
      project: projectName(artifact.metadata, this.#packages),
      tables: this.#tables,
      others: this.#others,
      tests: this.#tests,
      groups: this.#groups,
      disabled: this.#disabled,
      disabledNodes: this.#disabledNodes,
      packages: this.#packages,
      disabledListed: this.#disabledListed,
      disabledMarked: this.#disabledMarked,
      unattached,
    };
  }
}

function tableEntry(uniqueId: string, type: TableType, node: JsonRecord): TableEntry {
  const ephemeral =
    type === 'model' && text(record(node['config'])['materialized'])?.toLowerCase() === 'ephemeral';
  return {
    uniqueId,
    type,
    ephemeral,
    relation: ephemeral ? null : relationOf(node),
    parents: type === 'source' ? [] : parentsOf(node),
    tests: [],
    dataset: { namespace: '', name: uniqueId },
  };
}

/** Ids in `depends_on.nodes`, each at its first position. */
export function parentsOf(node: JsonRecord): Parent[] {
  const positions = new Map<string, number>();
  list(record(node['depends_on'])['nodes']).forEach((id, index) => {
    if (typeof id === 'string' && id !== '' && !positions.has(id)) positions.set(id, index);
  });
  return [...positions].map(([uniqueId, index]) => ({ uniqueId, index }));
}

/**
 * Name of the root project: stated from manifest v10 on; before, the package whose MD5 is
 * `project_id`; failing that the package with the most nodes, the first by name among equals.
 */
export function projectName(
  metadata: Pick<ArtifactMetadata, 'projectName' | 'projectId'>,
  packages: ReadonlyMap<string, number>,
): string {
  if (metadata.projectName !== null) return metadata.projectName;
  const names = [...packages.keys()].sort();
  const hashed = names.find((name) => createHash('md5').update(name).digest('hex') === metadata.projectId);
  if (hashed !== undefined) return hashed;
  const most = names.reduce<string | null>(
    (best, name) => (best === null || (packages.get(name) ?? 0) > (packages.get(best) ?? 0) ? name : best),
    null,
  );
  return most ?? 'unnamed';
}
