/** Some datasets as one moment shows them, with everything that is compared of them. */
import { dotted } from '../../browse/dataset-detail.ts';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  ownersInForce,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from '../../browse/in-force.ts';
import { describedColumns, loadTaggedColumns, type PastColumn } from '../../past/as-of-columns.ts';
import { saidAt } from '../../past/as-of-parts.ts';
import type { Aspect, DatasetSubject, Entity, Facts, Value } from '../model.ts';
import { FIGURE_KNOWN, RESULT_KNOWN, boundToRuns } from './conditions.ts';
import type { LastWrite } from './last-writes.ts';
import type { Side } from './sides.ts';

/** How regularly it is written anew, as it was known at a run time. */
export type Rhythm = Pick<Facts, 'lookedAt' | 'newestAt' | 'gaps'>;

export interface Asked {
  readonly subject: (id: number) => DatasetSubject;
  /** Whether its columns are told: only where some were stated otherwise, as they are many. */
  readonly hasOtherColumns: (head: number) => boolean;
  readonly writes: ReadonlyMap<number, LastWrite>;
  readonly rhythm: (head: number) => Rhythm;
}

/** By id, with nothing but what runs wrote: what else is compared did not change. */
export function writtenEntities(heads: readonly number[], asked: Asked): Map<number, Entity> {
  return new Map(
    heads.map((head): [number, Entity] => {
      const write = asked.writes.get(head);
      return [
        head,
        entityOf(head, asked, [
          ['rows', write?.rows],
          ['version', write?.version],
        ]),
      ];
    }),
  );
}

type Told = readonly (readonly [Aspect, Value | null | undefined])[];

function entityOf(head: number, { subject, writes, rhythm }: Asked, told: Told): Entity {
  const aspects = told.flatMap(([aspect, value]): [Aspect, Value][] =>
    isTold(value) ? [[aspect, value]] : [],
  );
  const [write, own] = [writes.get(head), rhythm(head)];
  return {
    ...{ key: `dataset ${head}`, subject: subject(head), depth: 0, aspects: new Map(aspects) },
    ...(write || own.newestAt !== undefined ? { facts: factsOf(write, own) } : {}),
  };
}

/** By id. */
export function datasetEntities(side: Side, heads: readonly number[], asked: Asked): Map<number, Entity> {
  const said = saidOf(side, heads);
  const { figures, tests } = qualityOf(side, heads);
  return new Map(
    heads.map((head): [number, Entity] => {
      const { tags = [], columns = [], owners = [], description } = said.get(head) ?? {};
      const write = asked.writes.get(head);
      return [
        head,
        entityOf(head, asked, [
          ['tags', tagsOf(tags, columns)],
          ['owners', ownersOf(owners)],
          ['schema', asked.hasOtherColumns(head) ? columnsOf(side, head) : undefined],
          ['quality', figures.get(head)],
          ['tests', tests.get(head)],
          ['rows', write?.rows],
          ['version', write?.version],
          ['description', description],
        ]),
      ];
    }),
  );
}

/** The rows of earlier writes are asked for only where the rows differ. */
export const factsOf = (write: LastWrite | undefined, rhythm: Rhythm): Facts => ({
  ...rhythm,
  get rowHistory() {
    return write?.history ?? [];
  },
});

const isTold = (value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined && (typeof value !== 'object' || value.length > 0);

const tagText = ({ kind, key, value }: TagRow): string =>
  kind === 'review' ? value : `${kind} ${key === '' || kind === 'sensitivity' ? value : `${key}=${value}`}`;

const tagsOf = (tags: readonly TagRow[], columns: readonly PastColumn[]): string[] =>
  [
    ...tagsInForce(tags).map(tagText),
    ...columns.flatMap((column) => column.tags.map((tag) => `${column.path.join('.')}: ${tagText(tag)}`)),
  ].sort();

const ownersOf = (owners: readonly OwnerRow[]): string[] =>
  ownersInForce(owners)
    .map(({ name, role }) => (role === '' ? name : `${name} (${role})`))
    .sort();

const columnsOf = ({ db, instant, members }: Side, head: number): string[] =>
  describedColumns(db, instant.past.revision, head, members(head)).map(({ path, dataType }) =>
    [path.join('.'), dataType].filter(Boolean).join(' '),
  );

interface Said {
  readonly tags?: readonly TagRow[];
  readonly owners?: readonly OwnerRow[];
  readonly columns?: readonly PastColumn[];
  readonly description?: string | undefined;
}

/** Nothing of what only runs had shown. */
function saidOf(side: Side, heads: readonly number[]): Map<number, Said> {
  const { db, instant, headOf } = side;
  const known = heads.filter((head) => !side.blank.has(head));
  const memberIds = known.flatMap((head) => side.members(head));
  const bind = { revision: instant.past.revision, ids: JSON.stringify(memberIds) };
  const among = `target_type = 'dataset' AND target_id IN (SELECT value FROM json_each(@ids))`;
  const byHead = <Row extends { readonly targetId: number }>(rows: readonly Row[]): Map<number, Row[]> =>
    Map.groupBy(rows, ({ targetId }) => headOf[targetId]!);
  const tags = byHead(
    db
      .prepare<[object], TagRow>(`SELECT ${TAG_COLUMNS} FROM tag t WHERE ${among} AND ${saidAt('tag', 't')}`)
      .all(bind),
  );
  const owners = byHead(
    db
      .prepare<[object], OwnerRow>(
        `SELECT ${OWNER_COLUMNS} FROM owner o WHERE ${among} AND ${saidAt('owner', 'o')}`,
      )
      .all(bind),
  );
  const texts = new Map(
    db
      .prepare<[object], [number, string]>(
        `SELECT target_id, substr(text, 1, 400) FROM description x WHERE ${among} AND ${saidAt('description', 'x')}
         ORDER BY origin = 'steward', id DESC`,
      )
      .raw()
      .all(bind),
  );
  const columns = loadTaggedColumns(
    db,
    instant.past.revision,
    { headOf: new Map(memberIds.map((id) => [id, headOf[id]!])) },
    memberIds,
  );
  return new Map(
    known.map((head): [number, Said] => {
      const text = side.members(head).find((id) => texts.has(id));
      return [
        head,
        {
          tags: tags.get(head) ?? [],
          owners: owners.get(head) ?? [],
          columns: columns.get(head) ?? [],
          description: text === undefined ? undefined : texts.get(text),
        },
      ];
    }),
  );
}

type Lines = Map<number, string[]>;

/** The latest figure of each kind and the latest result of each test, by dataset; in a fixed order. */
function qualityOf(side: Side, heads: readonly number[]): { readonly figures: Lines; readonly tests: Lines } {
  const { db, headOf } = side;
  const bind = {
    ...boundToRuns(side.instant),
    ids: JSON.stringify(heads.flatMap((head) => side.names(head))),
  };
  const among = (alias: string): string => `${alias}.dataset_id IN (SELECT value FROM json_each(@ids))`;
  const metrics = db
    .prepare<[object], { datasetId: number; path: string | null; name: string; value: number; at: string }>(
      `SELECT m.dataset_id AS datasetId, c.path, m.name, m.value, MAX(m.at) AS at FROM metric m
       LEFT JOIN "column" c ON c.id = m.column_id WHERE ${among('m')} AND ${FIGURE_KNOWN}
       GROUP BY m.dataset_id, m.column_id, m.name ORDER BY m.dataset_id, c.path, m.name`,
    )
    .all(bind);
  const results = db
    .prepare<[object], { datasetId: number; name: string; status: string; at: string }>(
      `SELECT t.dataset_id AS datasetId, t.name, x.status, MAX(x.at || printf('%012d', x.id)) AS at
       FROM test t JOIN test_result x ON x.test_id = t.id WHERE ${among('t')} AND ${RESULT_KNOWN}
       GROUP BY t.id ORDER BY t.dataset_id, t.name, t.id`,
    )
    .all(bind);
  return {
    figures: linesOf(
      headOf,
      metrics.map(({ datasetId, path, name, value }) => [
        datasetId,
        `${path === null ? '' : `${dotted(path)} `}${name} = ${value}`,
      ]),
    ),
    tests: linesOf(
      headOf,
      results.map(({ datasetId, name, status }) => [datasetId, `${name}: ${status}`]),
    ),
  };
}

function linesOf(headOf: Int32Array, told: readonly (readonly [number, string])[]): Lines {
  const lines: Lines = new Map();
  for (const [id, line] of told) {
    const known = lines.get(headOf[id]!);
    if (known) known.push(line);
    else lines.set(headOf[id]!, [line]);
  }
  return lines;
}
