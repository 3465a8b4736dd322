/** The catalog at a moment as a snapshot: datasets, the edges between them, and the code of jobs. */
import { datasetGraph } from '../../../explore/graphs.ts';
import type { Moment } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import type { PastDataset } from '../../../past/as-of.ts';
import { codeAtMoment } from './moment-code.ts';
import { versionTimes, type LastWrite } from './last-writes.ts';
import { qualityAt } from './moment-figures.ts';
import type { Aspect, DatasetSubject, Entity, Facts, Snapshot, Value } from '../../model.ts';

/** What is loaded for both moments together, or only where they differ, as it is dear. */
export interface Changing {
  /** Dataset → its columns at this moment, for datasets whose columns differ. */
  readonly schemas: ReadonlyMap<number, readonly string[]>;
  /** `from>to` → the column edges that only this moment has. */
  readonly columnEdges: ReadonlyMap<string, readonly string[]>;
  /** Aspects that many edges share, for both moments; filled on the way. */
  readonly alike: Map<string, ReadonlyMap<Aspect, Value>>;
  /** Dataset → its last write. */
  readonly writes: ReadonlyMap<number, LastWrite>;
}

/** In steps. `view`: the catalog at the moment (see explore/at.ts). */
export function* momentSnapshot(
  view: Catalog,
  moment: Moment,
  changing: Changing,
): Generator<void, Snapshot> {
  const entities = new Map<string, Entity>();
  const add = (entity: Entity): void => void entities.set(entity.key, entity);
  const quality = qualityAt(view, moment);
  const versions = moment.time === null ? null : versionTimes(view, moment);
  yield;
  for (const card of view.cards().all()) {
    if (card.retired) continue;
    const at = moment.past.indexOf.get(card.id);
    add(
      datasetEntity(subjectOf(card), at === undefined ? null : moment.past.datasets[at]!, {
        description: card.description,
        schema: changing.schemas.get(card.id),
        figures: quality.figures.get(card.id),
        tests: quality.tests.get(card.id),
        write: changing.writes.get(card.id),
        rhythm: versions
          ? rhythmOf(moment, changing.writes.get(card.id)?.times ?? versions.get(card.id) ?? [])
          : {},
      }),
    );
    yield;
  }
  yield;
  for (const entity of edgeEntities(view, changing)) {
    add(entity);
    yield;
  }
  for (const entity of codeAtMoment(view, moment)) add(entity);
  return { entities, notes: [] };
}

const subjectOf = ({
  id,
  namespace,
  name,
  kind,
}: Pick<DatasetSubject, 'id' | 'namespace' | 'name' | 'kind'>): DatasetSubject => ({
  ...{ on: 'dataset', id, namespace, name, kind },
});

interface Known {
  readonly description: string | null;
  readonly schema: readonly string[] | undefined;
  readonly figures: readonly string[] | undefined;
  readonly tests: readonly string[] | undefined;
  readonly write: LastWrite | undefined;
  readonly rhythm: Pick<Facts, 'lookedAt' | 'newestAt' | 'gaps'>;
}

/** How regularly it is written anew, as it was known at a run time; `times`: newest first. */
function rhythmOf({ time }: Moment, times: readonly string[]): Known['rhythm'] {
  const [newest, ...earlier] = times.map((at) => Date.parse(at));
  if (time === null || newest === undefined) return {};
  const gaps = earlier.map((at, i) => (i === 0 ? newest : earlier[i - 1]!) - at).filter((gap) => gap > 0);
  return { lookedAt: Date.parse(time), newestAt: newest, gaps };
}

function datasetEntity(subject: DatasetSubject, past: PastDataset | null, known: Known): Entity {
  const tags = past
    ? [
        ...past.tags.map(tagText),
        ...past.taggedColumns.flatMap((column) =>
          column.tags.map((tag) => `${column.path.join('.')}: ${tagText(tag)}`),
        ),
      ]
    : [];
  const owners = past?.owners.map(({ name, role }) => (role === '' ? name : `${name} (${role})`)) ?? [];
  const { schema, figures, tests, write, rhythm, description } = known;
  const aspects: (readonly [Aspect, Value | null | undefined])[] = [
    ['tags', tags.sort()],
    ['owners', owners.sort()],
    ['schema', schema],
    ['quality', figures],
    ['tests', tests],
    ['rows', write?.rows],
    ['version', write?.version],
    ['description', description],
  ];
  const told = aspects.flatMap(([aspect, value]): [Aspect, Value][] =>
    isTold(value) ? [[aspect, value]] : [],
  );
  return {
    key: `dataset ${subject.id}`,
    subject,
    depth: 0,
    aspects: told.length > 0 ? new Map(told) : NOTHING_TOLD,
    ...(write || rhythm.newestAt !== undefined ? { facts: factsOf(write, rhythm) } : {}),
  };
}

const NOTHING_TOLD: ReadonlyMap<Aspect, Value> = new Map();

/** The rows of earlier writes are asked for only where the rows differ. */
const factsOf = (write: LastWrite | undefined, rhythm: Known['rhythm']): Facts => ({
  ...rhythm,
  get rowHistory() {
    return write?.history ?? [];
  },
});

const isTold = (value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined && (typeof value !== 'object' || value.length > 0);

const tagText = ({ kind, key, value }: { kind: string; key: string; value: string }): string =>
  kind === 'review' ? value : `${kind} ${key === '' || kind === 'sensitivity' ? value : `${key}=${value}`}`;

interface EdgeRow {
  readonly id: number;
  readonly basis: string;
  readonly job: string | null;
}

function* edgeEntities(view: Catalog, changing: Changing): Iterable<Entity> {
  const { graph, cards } = datasetGraph(view);
  const edges = edgesById(view);
  const subjects: DatasetSubject[] = [];
  const subject = (node: number): DatasetSubject => (subjects[node] ??= subjectOf(cards[node]!));
  for (let node = 0; node < graph.nodeCount; node++) {
    const found: Entity[] = [];
    graph.eachLink(node, 'downstream', (other, link) => {
      if (other === node) return;
      const [from, to] = [subject(node), subject(other)];
      const key = `${from.id}>${to.id}`;
      found.push({
        key: `edge ${key}`,
        subject: { on: 'edge', from, to },
        depth: 0,
        aspects: edgeAspects(edges, graph.edgeIds(link), changing.columnEdges.get(key) ?? [], changing.alike),
      });
    });
    yield* found;
  }
}

function edgesById(view: Catalog): Map<number, EdgeRow> {
  const rows = view.store.reader
    .prepare<[], EdgeRow>(
      `SELECT e.id, e.basis, j.name AS job FROM edge e LEFT JOIN job o ON o.id = e.job_id
       LEFT JOIN job j ON j.id = COALESCE(o.canonical_id, o.id)`,
    )
    .all();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Most edges have the same few aspects on both sides: they share them. */
function edgeAspects(
  edges: ReadonlyMap<number, EdgeRow>,
  ids: Iterable<number>,
  columns: readonly string[],
  alike: Changing['alike'],
): ReadonlyMap<Aspect, Value> {
  const rows = [...ids].flatMap((id) => edges.get(id) ?? []);
  const jobs = [...new Set(rows.map(({ job }) => job ?? 'without a job'))].sort();
  const basis = [...new Set(rows.map((row) => row.basis))].sort();
  const aspects = new Map<Aspect, Value>([
    ['jobs', jobs],
    ['basis', basis],
  ]);
  if (columns.length > 0) return aspects.set('columns', columns);
  const key = JSON.stringify([jobs, basis]);
  const known = alike.get(key);
  if (!known) alike.set(key, aspects);
  return known ?? aspects;
}
