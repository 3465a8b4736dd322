/** Paths and origins as lists for spreadsheets. */
import { verificationText } from '../../explore/verification.ts';
import type { Catalog } from '../../catalog.ts';
import type { Origin } from '../origin.ts';
import { evidenceOf, type PathsFound } from '../paths.ts';
import { asOf, type DataSheet } from '../../tables/table-files.ts';

/** A row for each step of each listed path, with jobs and evidence. */
export function pathsSheet(catalog: Catalog, found: PathsFound): DataSheet {
  return asOf(stepsSheet(catalog, found), found.asOf);
}

function stepsSheet(catalog: Catalog, found: PathsFound): DataSheet {
  const evidence = evidenceOf(catalog, found);
  const stepAt = new Map(found.steps.map(({ from, to }, i) => [`${from}>${to}`, i]));
  const name = (at: number) => {
    const { card, column } = found.nodes[at]!;
    return [card.namespace, column ? `${card.name}.${column.name}` : card.name];
  };
  return {
    name: 'Paths',
    headers: [
      'Path',
      'Step',
      'From namespace',
      'From',
      'To namespace',
      'To',
      'Jobs',
      'Basis',
      'Verification',
      'Carries',
      'Evidence',
    ],
    rows: found.paths.flatMap((path, n) =>
      path.slice(1).map((to, i) => {
        const at = stepAt.get(`${path[i]!}>${to}`)!;
        const step = found.steps[at]!;
        const more =
          step.jobsTotal > step.jobs.length ? ` and ${step.jobsTotal - step.jobs.length} more` : '';
        return [
          n + 1,
          i + 1,
          ...name(path[i]!),
          ...name(to),
          step.jobs.map((job) => job.name).join(', ') + more,
          step.basis,
          verificationText(step.verification),
          step.carries.join(', '),
          evidence[at] ?? '',
        ];
      }),
    ),
  };
}

/** A row for each end: sources, then gaps. */
export function originSheet(origin: Origin): DataSheet {
  return asOf(endsSheet(origin), origin.asOf);
}

function endsSheet({ ends }: Origin): DataSheet {
  return {
    name: 'Origin',
    headers: [
      'End',
      'Kind',
      'Name',
      'Namespace',
      'Column',
      'Hops',
      'Ways',
      'Ways are',
      'Why lineage stops',
      'Shortest way',
    ],
    rows: ends.map((end) => [
      end.gap === null ? 'source' : 'gap',
      end.card.kind,
      end.card.name,
      end.card.namespace,
      end.column?.name ?? '',
      end.distance,
      end.paths,
      end.pathsExact ? 'exact' : 'at least',
      end.gap?.reason ?? '',
      end
        .way()
        .map(({ card, column }) => (column === null ? card.name : `${card.name}.${column}`))
        .join(' → '),
    ]),
  };
}
