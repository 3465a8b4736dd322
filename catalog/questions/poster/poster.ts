/** The map of one thing on one page, to print and hang up. The same revision gives the same bytes. */
import { counted } from '../../counted.ts';
import { createHash } from 'node:crypto';
import type { Json } from '../../model/facts.ts';
import type { Catalog } from '../../catalog.ts';
import { instantText } from '../../reports/tables.ts';
import { fontPath } from '../../reports/render/fonts.ts';
import { Faces } from '../../reports/render/pdf/faces.ts';
import { srgbProfile } from '../../reports/render/pdf/icc.ts';
import { createPdf, finish, setOutputIntent } from '../../reports/render/pdf/kit.ts';
import { displayLine } from '../../reports/render/text.ts';
import { safeStem } from '../../reports/report-model.ts';
import { edgesAmong } from '../figure.ts';
import { isCritical } from '../importance.ts';
import { mapOf, type MapOf } from '../map.ts';
import { PosterPage, roomOf, type PosterText } from './page.ts';
import { sheetFor, type Sheet } from './sheet.ts';

export type Paper = 'A3' | 'A4';

/** Landscape, in points. */
const PAPER: Readonly<Record<Paper, { readonly width: number; readonly height: number }>> = {
  A3: { width: 1190.55, height: 841.89 },
  A4: { width: 841.89, height: 595.28 },
};

export interface Poster {
  readonly name: string;
  readonly mediaType: 'application/pdf';
  readonly bytes: Uint8Array;
  /** Datasets of the map, and the boxes that stand for them. */
  readonly datasets: number;
  readonly boxes: number;
}

/** Null when there is no such dataset. */
export async function posterOf(catalog: Catalog, id: number, paper: Paper): Promise<Poster | null> {
  const map = mapOf(catalog, id);
  if (!map) return null;
  const page = PAPER[paper];
  const edges = edgesAmong(catalog, map.cards);
  const links = edges.map(({ from, to, basis }) => ({ from, to, observed: basis !== 'declared' }));
  const sheet = sheetFor(map, links, roomOf(page));
  const moment = momentOf(catalog);
  const text = textOf(catalog, map, sheet, moment);
  const data = Buffer.from(JSON.stringify(dataOf(map, edges, moment), null, 1), 'utf8');
  const made = new Date(moment.at);
  const pdf = createPdf({
    title: displayLine(text.title),
    author: '',
    subject: displayLine(text.subtitle),
    keywords: `sha256:${createHash('sha256').update(data).digest('hex')}`,
    language: 'en',
    made,
    fontFile: fontPath('regular', catalog.options.resourcesDir),
    paper,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
  });
  setOutputIntent(pdf, srgbProfile());
  new PosterPage(pdf, new Faces(pdf, { resourcesDir: catalog.options.resourcesDir }), page).draw(sheet, text);
  const attached = {
    name: 'map.json',
    type: 'application/json',
    description: 'The datasets and edges of this map',
    relationship: 'Data',
    creationDate: made,
    modifiedDate: made,
  };
  pdf.file(data, attached);
  const stem = safeStem(map.card.name, 'map');
  return {
    name: `map-${stem}-${catalog.moment?.time ? catalog.moment.time.replace(/[:.]/g, '-') : `r${moment.revision}`}-${paper.toLowerCase()}.pdf`,
    mediaType: 'application/pdf',
    bytes: await finish(pdf),
    datasets: sheet.datasets,
    boxes: sheet.boxes.length,
  };
}

interface Moment {
  readonly revision: number;
  readonly at: string;
  readonly head: string;
}

/** The newest change of the catalog that it shows: reports that were written since do not count. */
function momentOf(catalog: Catalog): Moment {
  const revision = catalog.moment?.past.revision ?? catalog.revision();
  const entry = catalog.store.reader
    .prepare<[number], { at: string; hash: Buffer }>(
      'SELECT at, entry_hash AS hash FROM ledger_entry WHERE seq = ?',
    )
    .get(revision);
  return {
    revision,
    at: entry?.at ?? new Date(0).toISOString(),
    head: entry?.hash.toString('hex') ?? '',
  };
}

function textOf(catalog: Catalog, map: MapOf, sheet: Sheet, moment: Moment): PosterText {
  const { card, upstream, downstream, sources, ends, gaps } = map;
  const drawn =
    sheet.boxes.length === sheet.datasets
      ? `All ${sheet.datasets} datasets are drawn.`
      : `${sheet.datasets} datasets are drawn as ${sheet.boxes.length} boxes; each says how many it stands for.`;
  const stops = gaps.size === 0 ? '' : ` Lineage stops at ${counted(gaps.size, 'place')}.`;
  const reach = `${upstream} upstream from ${counted(sources, 'source')}, ${downstream} downstream to ${counted(ends, 'end')}.${stops}`;
  return {
    title: `${card.name}: from source to use`,
    subtitle: `${card.namespace} · ${map.asOf === null ? '' : `${map.asOf} · `}${reach} ${drawn}`,
    alternative: `Map of ${card.name}: ${reach} ${drawn} The attached map.json has every dataset and edge.`,
    proof: [
      `Catalog ${catalog.info().name}, revision ${moment.revision} of ${instantText(moment.at)}. Arrows point along the data.`,
      `Ledger entry ${moment.revision}, SHA-256 ${moment.head}`,
      ...(map.asOf === null ? [] : [`Drawn ${map.asOf}. ${map.rules.join(' ')}`]),
    ],
  };
}

function dataOf(map: MapOf, edges: ReturnType<typeof edgesAmong>, moment: Moment): Json {
  return {
    revision: moment.revision,
    at: moment.at,
    ledgerEntry: moment.head,
    ...(map.asOf === null ? {} : { asOf: map.asOf }),
    datasets: map.cards.map((card) => ({
      namespace: card.namespace,
      name: card.name,
      kind: card.kind,
      hops: map.hops.get(card.id) ?? 0,
      critical: isCritical(card),
      gap: map.gaps.get(card.id) ?? null,
    })),
    edges: edges.map(({ from, to, basis, jobs }) => ({ from, to, basis, jobs: [...jobs] })),
  };
}
