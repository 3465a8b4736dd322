import type { Catalog } from '../../catalog/catalog.ts';
import {
  affectedJobs,
  draftsArchive,
  impactCsv,
  impactDrafts,
  impactPdf,
  impactXlsx,
} from '../../catalog/questions/files/impact-files.ts';
import type { ImpactRow as Row } from '../../catalog/questions/impact-row.ts';
import { impactOf, type Impact } from '../../catalog/questions/impact.ts';
import { isCritical } from '../../catalog/questions/importance.ts';
import { ownersToNotify, type Notify as Group } from '../../catalog/questions/owners.ts';
import type { ImpactAnswer, ImpactRow, Notify } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';
import { asked } from './moments.ts';
import { fileView, namedView } from './questions-view.ts';

/** Of lists within a row or beside the main list; the rest is counted. */
const FEW = 12;
const SHOWN = 200;

export const impactProcedures = {
  impact: os.questions.impact.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const impact = impactOf(catalog, input.subject);
    if (!impact) throw missing();
    const rows = impact.rows.filter(
      (row) =>
        (input.kinds.length === 0 || input.kinds.includes(row.card.kind)) &&
        (input.arrivals.length === 0 || (row.arrival !== null && input.arrivals.includes(row.arrival))) &&
        (!input.criticalOnly || isCritical(row.card)),
    );
    return {
      ...headOf(catalog, impact),
      total: rows.length,
      items: rows.slice(input.offset, input.offset + input.limit).map(rowView),
    };
  }),
  owners: os.questions.owners.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const impact = impactOf(catalog, input.subject);
    if (!impact) throw missing();
    const groups = ownersToNotify(catalog, impact.rows);
    return {
      total: groups.length,
      items: groups.slice(input.offset, input.offset + input.limit).map(notifyView),
    };
  }),
  jobs: os.questions.jobs.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const impact = impactOf(catalog, input.subject);
    if (!impact) throw missing();
    const jobs = affectedJobs(catalog, impact);
    return { total: jobs.length, items: jobs.slice(input.offset, input.offset + input.limit) };
  }),
  impactFile: os.questions.impactFile.handler(async ({ context, input, errors }) => {
    const { catalog, missing } = await asked(context.catalog, input.at, errors);
    const impact = impactOf(catalog, input.subject);
    if (!impact) throw missing();
    const writing = { actor: await actorOf(context), now: new Date() };
    switch (input.format) {
      case 'csv':
        return fileView(impactCsv(impact));
      case 'xlsx':
        return fileView(await impactXlsx(catalog, impact));
      case 'pdf':
        return fileView(await impactPdf(catalog, impact, writing));
      case 'drafts':
        return fileView(draftsArchive(impact, impactDrafts(catalog, impact, writing), writing));
      case 'draft': {
        const at = ownersToNotify(catalog, impact.rows).findIndex(
          ({ key, name }) => name !== null && key === input.owner,
        );
        const draft = impactDrafts(catalog, impact, writing)[at];
        if (!draft) throw errors.NOT_FOUND({ message: 'Nobody of that name owns anything affected' });
        return fileView(draft);
      }
    }
  }),
};

function headOf(catalog: Catalog, impact: Impact): Omit<ImpactAnswer, 'total' | 'items'> {
  const { rows, starts, matched, overwrites } = impact;
  const owners = ownersToNotify(catalog, rows);
  const kinds = Map.groupBy(rows, ({ card }) => card.kind);
  const arrivals = Map.groupBy(
    rows.flatMap(({ arrival }) => arrival ?? []),
    (arrival) => arrival,
  );
  return {
    title: impact.title,
    rules: [...impact.rules],
    starts: starts.slice(0, FEW).map(ref),
    startsTotal: starts.length,
    summary: {
      affected: rows.length,
      critical: rows.filter(({ card }) => isCritical(card)).length,
      columns: rows.reduce((sum, row) => sum + row.columns.length, 0),
      jobs: affectedJobs(catalog, impact).length,
      owners: owners.filter(({ name }) => name !== null).length,
      unowned: owners.find(({ name }) => name === null)?.rows.length ?? 0,
      byKind: [...kinds].map(([kind, group]) => ({ kind, count: group.length })),
      byArrival: [...arrivals].map(([arrival, group]) => ({ arrival, count: group.length })),
      farthest: rows.reduce((most, { distance }) => Math.max(most, distance), 0),
    },
    matched: matched.slice(0, SHOWN).map((one) => ({ ...one, versions: [...one.versions] })),
    matchedTotal: matched.length,
    overwrites: overwrites
      .slice(0, SHOWN)
      .map(({ card, run, job }) => ({ dataset: ref(card), run, job: job ?? null })),
    overwritesTotal: overwrites.length,
  };
}

function rowView({ card, columns, runs, way, ...row }: Row): ImpactRow {
  return {
    ...namedView(card),
    ...row,
    columns: columns.slice(0, FEW).map((column) => ({ ...column })),
    columnsTotal: columns.length,
    runs: runs.slice(0, FEW).map((run) => ({ ...run })),
    runsTotal: runs.length,
    way: way().map(ref),
  };
}

function notifyView({ key, name, email, roles, rows, critical }: Group): Notify {
  return {
    key,
    name,
    email,
    roles: [...roles],
    critical,
    total: rows.length,
    items: rows
      .slice(0, FEW)
      .map(({ card, distance }) => ({ ...ref(card), critical: isCritical(card), distance })),
  };
}
