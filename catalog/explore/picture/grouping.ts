/** Puts the datasets and jobs of a picture into groups, and closed groups into one node each. */
import type { Catalog } from '../../catalog.ts';
import { groupOf, groupOfJob, type Group } from './groups.ts';
import { Links, type Link } from './links.ts';
import { groupNodeId, jobNodeId } from './node-ids.ts';
import type { PictureDataset, PictureRequest } from './types.ts';

export interface Grouped {
  /** Node id of a dataset or job → its group, open or closed. */
  readonly groupOf: ReadonlyMap<number, Group>;
  /** Groups drawn as one node, with the ids of what stands in them. */
  readonly closed: ReadonlyMap<string, { readonly group: Group; readonly members: readonly number[] }>;
  /** Links between the nodes that are drawn. */
  readonly links: readonly Link[];
  /** Links within each closed group, which are not drawn, by its key. */
  readonly inner: ReadonlyMap<string, number>;
}

export function grouped(
  catalog: Catalog,
  request: PictureRequest,
  datasets: readonly Pick<PictureDataset, 'id' | 'card'>[],
  jobs: readonly number[],
  links: readonly Link[],
): Grouped {
  const { groupBy: by, closedGroups = { all: false, except: [] } } = request;
  const of = new Map<number, Group>();
  if (!by) return { groupOf: of, closed: new Map(), links, inner: new Map() };
  const groupOfCard = groupOf(catalog, by);
  for (const { id, card } of datasets) {
    const group = groupOfCard(card);
    if (group) of.set(id, group);
  }
  for (const [job, group] of jobGroups(catalog, by, jobs, links, of)) of.set(job, group);
  const except = new Set(closedGroups.except);
  // A trace lights columns, which a closed group would swallow.
  const isClosed = (key: string): boolean =>
    request.columnTrace === null && closedGroups.all !== except.has(key);
  const closed = new Map<string, { group: Group; members: number[] }>();
  for (const [id, group] of of) {
    if (!isClosed(group.key)) continue;
    const known = closed.get(group.key);
    if (known) known.members.push(id);
    else closed.set(group.key, { group, members: [id] });
  }
  return { groupOf: of, closed, ...contracted(links, closed) };
}

/** A job goes with what it writes where that is in one group; one that is seen to write nothing, with what it reads. */
function jobGroups(
  catalog: Catalog,
  by: string,
  jobs: readonly number[],
  links: readonly Link[],
  of: ReadonlyMap<number, Group>,
): Map<number, Group> {
  type Groups = (Group | undefined)[];
  const beside = new Map(jobs.map((job) => [jobNodeId(job), { reads: [] as Groups, writes: [] as Groups }]));
  for (const { from, to } of links) {
    if (from > 0) beside.get(to)?.reads.push(of.get(from));
    if (to > 0) beside.get(from)?.writes.push(of.get(to));
  }
  const ownGroup = groupOfJob(catalog, by);
  const found = new Map<number, Group>();
  for (const job of jobs) {
    const own = ownGroup(job);
    const { reads = [], writes = [] } = beside.get(jobNodeId(job)) ?? {};
    const [first, ...others] = writes.length > 0 ? writes : reads;
    const shared = others.every((group) => group?.key === first?.key) ? first : undefined;
    const group = own ?? (by === 'parent' ? undefined : shared);
    if (group) found.set(jobNodeId(job), group);
  }
  return found;
}

function contracted(
  links: readonly Link[],
  closed: ReadonlyMap<string, { readonly members: readonly number[] }>,
): Pick<Grouped, 'links' | 'inner'> {
  const inner = new Map<string, number>();
  if (closed.size === 0) return { links, inner };
  const keyOf = new Map([...closed].flatMap(([key, { members }]) => members.map((id) => [id, key] as const)));
  const merged = new Links();
  for (const link of links) {
    const [from, to] = [keyOf.get(link.from), keyOf.get(link.to)];
    if (from !== undefined && from === to) {
      inner.set(from, (inner.get(from) ?? 0) + 1);
      continue;
    }
    const ends = [
      from === undefined ? link.from : groupNodeId(from),
      to === undefined ? link.to : groupNodeId(to),
    ] as const;
    for (const flow of link.flows.values()) merged.add(...ends, link.edgeIds, flow, link.bridged);
  }
  return { links: merged.all(), inner };
}
