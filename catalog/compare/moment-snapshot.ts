/** The catalog at a moment as a snapshot: datasets, the edges between them, and the code of jobs. */
import { datasetGraph } from '../explore/graphs.ts';
import type { Moment } from '../explore/moment.ts';
import type { Catalog } from '../open.ts';
import type { PastDataset } from '../reports/as-of.ts';
import { codeAtMoment } from './moment-code.ts';
import { lastWrites, qualityAt, type LastWrite } from './moment-figures.ts';
import type { Aspect, DatasetSubject, Entity, Snapshot, Value } from './model.ts';

/** What differs between the two moments in ways that are dear to load for everything. */
export interface Changing {
  /** Dataset → its columns at this moment, for datasets whose columns differ. */
  readonly schemas: ReadonlyMap<number, readonly string[]>;
  /** `from>to` → the column edges that only this moment has. */
  readonly columnEdges: ReadonlyMap<string, readonly string[]>;
}

/** `view`: the catalog at the moment (see explore/at.ts). */
export function momentSnapshot(view: Catalog, moment: Moment, changing: Changing): Snapshot {
  const entities = new Map<string, Entity>();
  const add = (entity: Entity): void => void entities.set(entity.key, entity);
  const quality = qualityAt(view, moment);
  const writes = lastWrites(view, moment);
  for (const card of view.cards().all()) {
    if (card.retired) continue;
    const at = moment.past.indexOf.get(card.id);
    add(
      datasetEntity(subjectOf(card), at === undefined ? null : moment.past.datasets[at]!, {
        description: card.description,
        schema: changing.schemas.get(card.id),
        figures: quality.figures.get(card.id),
        tests: quality.tests.get(card.id),
        write: writes.get(card.id),
      }),
    );
  }
  for (const entity of edgeEntities(view, changing)) add(entity);
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
  const { schema, figures, tests, write, description } = known;
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
  return {
    key: `dataset ${subject.id}`,
    subject,
    depth: 0,
    aspects: new Map(aspects.flatMap(([aspect, value]) => (isTold(value) ? [[aspect, value]] : []))),
    ...(write ? { facts: { rowHistory: write.history } } : {}),
  };
}

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
  const rows = view.store.reader
    .prepare<[], EdgeRow>(
      `SELECT e.id, e.basis, j.name AS job FROM edge e LEFT JOIN job o ON o.id = e.job_id
       LEFT JOIN job j ON j.id = COALESCE(o.canonical_id, o.id)`,
    )
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (let node = 0; node < graph.nodeCount; node++) {
    const from = subjectOf(cards[node]!);
    const found: Entity[] = [];
    graph.eachLink(node, 'downstream', (other, link) => {
      if (other === node) return;
      const to = subjectOf(cards[other]!);
      const edges = [...graph.edgeIds(link)].flatMap((id) => byId.get(id) ?? []);
      const key = `${from.id}>${to.id}`;
      const columns = changing.columnEdges.get(key) ?? [];
      found.push({
        key: `edge ${key}`,
        subject: { on: 'edge', from, to },
        depth: 0,
        aspects: new Map<Aspect, Value>([
          ['jobs', [...new Set(edges.map(({ job }) => job ?? 'without a job'))].sort()],
          ['basis', [...new Set(edges.map(({ basis }) => basis))].sort()],
          ...(columns.length > 0 ? ([['columns', columns]] as [Aspect, Value][]) : []),
        ]),
      });
    });
    yield* found;
  }
}
