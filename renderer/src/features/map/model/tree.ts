/** The map's datasets as a tree, as the picture has them: systems, groups, datasets. Pure. */
import type { Overview } from '../../../../../contract/index.ts';
import { count, instant } from '../../../shared/format.ts';
import { kindName, sensitivityName } from '../../../shared/words.ts';
import type { Spot } from './places.ts';
import { say } from '../../../shared/language/say.ts';
import { groupLabel } from './group-label.ts';

export const TREE_TITLES = [
  say('Name'),
  say('Kind'),
  say('Sensitivity'),
  say('Owner'),
  say('State'),
  say('Last seen'),
  say('Upstream'),
  say('Downstream'),
] as const;

export interface TreeRow {
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** Position in the list of all rows; -1 at the top. */
  readonly parent: number;
  /** Rows right below it; 0: a dataset. */
  readonly children: number;
  /** Its place among its siblings, from 1. */
  readonly place: number;
  readonly siblings: number;
  readonly cells: readonly string[];
  /** Where it lies on the map; null: a system, which is no place of its own. */
  readonly spot: Spot | null;
}

interface Choice {
  readonly found: Uint8Array | null;
  /** Only datasets without lineage. */
  readonly alone: boolean;
}

type Draft = Omit<TreeRow, 'children' | 'place' | 'siblings'>;

/** Every row, parents before what is in them; groups of which the choice leaves nothing are not there. */
export function mapTree(map: Overview, { found, alone }: Choice): TreeRow[] {
  const { datasets } = map;
  const wanted = (at: number): boolean =>
    (!found || found[at] === 1) && (!alone || (datasets.upstream[at] === 0 && datasets.downstream[at] === 0));
  const rows: Draft[] = [];
  const add = (row: Draft): number => rows.push(row) - 1;
  const systems = map.frames.length > 0 ? map.frames.map((_, frame) => frame) : [-1];
  if (map.frames.length > 0 && map.groups.some(({ frame }) => frame < 0)) systems.push(-1);
  for (const frame of systems) {
    const groups = map.groups
      .flatMap((group, at) =>
        group.frame === frame ? [{ group, at, members: range(group.first, group.count).filter(wanted) }] : [],
      )
      .filter(({ members }) => members.length > 0);
    if (groups.length === 0) continue;
    const all = groups.flatMap(({ members }) => members);
    const system = map.frames[frame];
    const top = system
      ? add({
          key: `system ${frame}`,
          level: 1,
          parent: -1,
          cells: [`${system.label} · ${system.detail}`, ...summary(map, all)],
          spot: null,
        })
      : -1;
    for (const { group, at, members } of groups) {
      const own = add({
        key: `group ${group.key}`,
        level: system ? 2 : 1,
        parent: top,
        cells: [groupLabel(group), ...summary(map, members)],
        spot: { group: at, dataset: null },
      });
      for (const dataset of members)
        add({
          key: `dataset ${datasets.ids[dataset]}`,
          level: system ? 3 : 2,
          parent: own,
          cells: cellsOf(map, dataset),
          spot: { group: at, dataset },
        });
    }
  }
  return withSiblings(rows);
}

const range = (first: number, size: number): number[] => Array.from({ length: size }, (_, i) => first + i);

/** What is told of many datasets at once, under the titles of one. */
function summary({ datasets }: Overview, members: readonly number[]): string[] {
  const failing = members.filter((at) => datasets.failing[at]).length;
  return [
    say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: members.length }),
    ...['', ''],
    failing > 0 ? say('{datasets, number} failing', { datasets: failing }) : '',
    ...['', '', ''],
  ];
}

function cellsOf({ datasets, owners }: Overview, at: number): string[] {
  return [
    datasets.titles[at]!,
    kindName(datasets.kinds[at]!),
    datasets.sensitivities[at] ? sensitivityName(datasets.sensitivities[at]) : say('Not classified'),
    owners[datasets.owners[at]!] ?? say('Nobody'),
    datasets.failing[at] ? say('Failing') : '',
    datasets.lastSeen[at] ? instant(datasets.lastSeen[at]) : say('Never'),
    count(datasets.upstream[at]!),
    count(datasets.downstream[at]!),
  ];
}

function withSiblings(rows: readonly Draft[]): TreeRow[] {
  const families = new Map<number, number>();
  const places = rows.map(({ parent }) => {
    const place = (families.get(parent) ?? 0) + 1;
    families.set(parent, place);
    return place;
  });
  return rows.map((row, at) => ({
    ...row,
    children: families.get(at) ?? 0,
    place: places[at]!,
    siblings: families.get(row.parent)!,
  }));
}

/** Positions of the rows that are in sight while these (by key) are closed. */
export function openRows(rows: readonly TreeRow[], isClosed: (row: TreeRow) => boolean): number[] {
  const shown: number[] = [];
  const hidden = new Uint8Array(rows.length);
  for (const [at, row] of rows.entries()) {
    const above = rows[row.parent];
    if (above && (hidden[row.parent] === 1 || isClosed(above))) hidden[at] = 1;
    else shown.push(at);
  }
  return shown;
}
