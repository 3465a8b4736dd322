/** The map as tables: the same groups, datasets and flows, in rows. */
import type { Overview } from '../../../../../contract/index.ts';
import { count, instant } from '../../../shared/format.ts';
import { kindName, sensitivityName } from '../../../shared/words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import type { PictureTable } from '../../lineage/table/picture-rows.ts';
import { VERIFIED_NAME } from './colours.ts';
import type { Tab } from './search-params.ts';
import { groupLabel } from './group-label.ts';

interface Choice {
  readonly found: Uint8Array | null;
  /** Only datasets without lineage. */
  readonly alone: boolean;
}

const GROUP_TITLES = [
  say('Name'),
  say('System'),
  say('Datasets'),
  say('Without lineage'),
  say('Failing'),
  say('Fed by groups'),
  say('Feeds groups'),
  say('Links within'),
];

const DATASET_TITLES = [
  say('Name'),
  say('Group'),
  say('System'),
  say('Kind'),
  say('Sensitivity'),
  say('Owner'),
  say('State'),
  say('Last seen'),
  say('Verification'),
  say('Upstream'),
  say('Downstream'),
];

const FLOW_TITLES = [sayIn('of a flow', 'From'), sayIn('of a flow', 'To'), say('Links between datasets')];

/** A row leads to a dataset or group by its position. */
export function mapTable(map: Overview, tab: Exclude<Tab, 'map'>, choice: Choice): PictureTable {
  switch (tab) {
    case 'groups':
      return groupTable(map, choice);
    case 'datasets':
      return datasetTable(map, choice);
    case 'flows':
      return flowTable(map);
  }
}

function groupTable(map: Overview, { found }: Choice): PictureTable {
  const { failing, upstream, downstream } = map.datasets;
  const [fedBy, feeds] = [map.groups.map(() => 0), map.groups.map(() => 0)];
  map.flows.from.forEach((from, at) => {
    feeds[from]!++;
    fedBy[map.flows.to[at]!]!++;
  });
  const rows = map.groups.map((group, at) => {
    let [lit, fails, alone] = [0, 0, 0];
    for (let i = group.first; i < group.first + group.count; i++) {
      if (found?.[i] === 1) lit++;
      if (failing[i]) fails++;
      if (upstream[i] === 0 && downstream[i] === 0) alone++;
    }
    const numbers = [group.count, alone, fails, fedBy[at]!, feeds[at]!, group.inner];
    const cells = [groupLabel(group), map.frames[group.frame]?.detail ?? '', ...numbers.map(count)];
    return { key: group.key, cells: found ? [...cells, count(lit)] : cells, leadsTo: { node: at } };
  });
  return { titles: found ? [...GROUP_TITLES, say('Found')] : GROUP_TITLES, names: [0], rows };
}

function datasetTable(map: Overview, { found, alone }: Choice): PictureTable {
  const { datasets } = map;
  const rows = map.groups.flatMap((group) =>
    Array.from({ length: group.count }, (_, i) => group.first + i)
      .filter((at) => !found || found[at] === 1)
      .filter((at) => !alone || (datasets.upstream[at] === 0 && datasets.downstream[at] === 0))
      .map((at) => ({
        key: String(datasets.ids[at]),
        cells: [
          datasets.names[at]!,
          groupLabel(group),
          map.systems[datasets.systems[at]!] ?? '',
          kindName(datasets.kinds[at]!),
          datasets.sensitivities[at] ? sensitivityName(datasets.sensitivities[at]) : say('Not classified'),
          map.owners[datasets.owners[at]!] ?? say('Nobody'),
          datasets.failing[at] ? say('Failing') : '',
          datasets.lastSeen[at] ? instant(datasets.lastSeen[at]) : say('Never'),
          VERIFIED_NAME[datasets.verified[at]!],
          count(datasets.upstream[at]!),
          count(datasets.downstream[at]!),
        ],
        leadsTo: { node: at },
      })),
  );
  return { titles: DATASET_TITLES, names: [0], rows };
}

function flowTable({ flows, groups, frames }: Overview): PictureTable {
  const named = (at: number) => {
    const group = groups[at]!;
    const system = frames[group.frame]?.detail;
    return system ? `${groupLabel(group)} · ${system}` : groupLabel(group);
  };
  return {
    titles: FLOW_TITLES,
    names: [0, 1],
    rows: flows.from.map((from, at) => ({
      key: `${from}-${flows.to[at]}`,
      cells: [named(from), named(flows.to[at]!), count(flows.count[at]!)],
      leadsTo: { node: from },
    })),
  };
}
