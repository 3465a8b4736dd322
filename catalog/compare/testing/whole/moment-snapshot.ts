/** The catalog at a moment, written down in full: datasets, the edges between them, and the code of jobs. */
import { datasetGraph } from '../../../explore/graphs.ts';
import { describedColumns } from '../../../past/as-of-columns.ts';
import type { Catalog } from '../../../catalog.ts';
import type { PastDataset } from '../../../past/as-of.ts';
import type { Aspect, DatasetSubject, Entity, Facts, Value } from '../../model.ts';
import { lastWritesOf, versionTimes, type LastWrite } from './last-writes.ts';
import { codeAtMoment } from './moment-code.ts';
import { qualityAt } from './moment-figures.ts';

type Told = readonly (readonly [Aspect, Value | null | undefined])[];

/** By key. `view`: the catalog at the moment. `columnsApart`: column edges of a pair that only this moment has. */
export function momentSnapshot(
  view: Catalog,
  columnsApart: (pair: string) => readonly string[],
): Map<string, Entity> {
  const all = [
    ...datasetEntities(view),
    ...edgeEntities(view, columnsApart),
    ...codeAtMoment(view, view.moment!),
  ];
  return new Map(all.map((entity) => [entity.key, entity]));
}

function datasetEntities(view: Catalog): Entity[] {
  const moment = view.moment!;
  const { revision, indexOf, datasets } = moment.past;
  const quality = qualityAt(view, moment);
  const writes = lastWritesOf(view);
  const versions = versionTimes(view);
  return [...view.cards().all()]
    .filter(({ retired }) => !retired)
    .map((card): Entity => {
      const past = datasets[indexOf.get(card.id) ?? -1];
      const write = writes.get(card.id);
      const columns = describedColumns(view.store.reader, revision, card.id, card.members);
      const rhythm = rhythmOf(moment.time, write?.times ?? versions.get(card.id) ?? []);
      return {
        key: `dataset ${card.id}`,
        subject: subjectOf(card),
        depth: 0,
        aspects: aspectsOf([
          ['tags', past && tagsOf(past).sort()],
          ['owners', past?.owners.map(({ name, role }) => (role === '' ? name : `${name} (${role})`)).sort()],
          [
            'schema',
            columns.map(({ path, dataType }) => [path.join('.'), dataType].filter(Boolean).join(' ')),
          ],
          ['quality', quality.figures.get(card.id)],
          ['tests', quality.tests.get(card.id)],
          ['rows', write?.rows],
          ['version', write?.version],
          ['description', card.description],
        ]),
        facts: factsOf(write, rhythm),
      };
    });
}

const subjectOf = ({
  id,
  namespace,
  name,
  kind,
}: Pick<DatasetSubject, 'id' | 'namespace' | 'name' | 'kind'>): DatasetSubject => ({
  ...{ on: 'dataset', id, namespace, name, kind },
});

const aspectsOf = (told: Told): ReadonlyMap<Aspect, Value> =>
  new Map(
    told.flatMap(([aspect, value]): [Aspect, Value][] =>
      value === null || value === undefined || (typeof value === 'object' && value.length === 0)
        ? []
        : [[aspect, value]],
    ),
  );

const factsOf = (write: LastWrite | undefined, rhythm: Facts): Facts => ({
  ...rhythm,
  rowHistory: write?.history ?? [],
});

/** How regularly it is written anew, as it was known at a run time; `times`: newest first. */
function rhythmOf(time: string | null, times: readonly string[]): Facts {
  const [newest, ...earlier] = times.map((at) => Date.parse(at));
  if (time === null || newest === undefined) return {};
  const gaps = earlier.map((at, i) => (i === 0 ? newest : earlier[i - 1]!) - at).filter((gap) => gap > 0);
  return { lookedAt: Date.parse(time), newestAt: newest, gaps };
}

function tagsOf({ tags, taggedColumns }: PastDataset): string[] {
  const ofColumns = taggedColumns.flatMap((column) =>
    column.tags.map((tag) => `${column.path.join('.')}: ${tagText(tag)}`),
  );
  return [...tags.map(tagText), ...ofColumns];
}

const tagText = ({ kind, key, value }: { kind: string; key: string; value: string }): string =>
  kind === 'review' ? value : `${kind} ${key === '' || kind === 'sensitivity' ? value : `${key}=${value}`}`;

function edgeEntities(view: Catalog, columnsApart: (pair: string) => readonly string[]): Entity[] {
  const { graph, cards } = datasetGraph(view);
  const said = view.store.reader.prepare<[number], { basis: string; job: string }>(
    `SELECT e.basis, COALESCE(j.name, 'without a job') AS job FROM edge e LEFT JOIN job o ON o.id = e.job_id
     LEFT JOIN job j ON j.id = COALESCE(o.canonical_id, o.id) WHERE e.id = ?`,
  );
  const found: Entity[] = [];
  for (let node = 0; node < graph.nodeCount; node++)
    graph.eachLink(node, 'downstream', (other, link) => {
      if (other === node) return;
      const [from, to] = [subjectOf(cards[node]!), subjectOf(cards[other]!)];
      const rows = [...graph.edgeIds(link)].map((id) => said.get(id)!);
      found.push({
        key: `edge ${from.id}>${to.id}`,
        subject: { on: 'edge', from, to },
        depth: 0,
        aspects: aspectsOf([
          ['jobs', [...new Set(rows.map(({ job }) => job))].sort()],
          ['basis', [...new Set(rows.map(({ basis }) => basis))].sort()],
          ['columns', columnsApart(`${from.id}>${to.id}`)],
        ]),
      });
    });
  return found;
}
