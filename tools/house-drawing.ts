/**
 * Draws docs/images/house.svg, the picture of docs/architecture.md: every room of the engine and of the server, and the
 * path of one fact through them, numbered as the page numbers it. A test fails when a room is missing here or the
 * picture is not the one that this draws.
 *
 *   node tools/house-drawing.ts --write
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

export const HOUSE = 'docs/images/house.svg';

interface Room {
  /** Below the folder of its group. */
  readonly name: string;
  readonly does: string;
  /** Steps of the path of one fact that are taken here. */
  readonly steps?: readonly number[];
}

interface Group {
  readonly title: string;
  /** Folder in which the rooms lie; empty: the top level. */
  readonly folder: string;
  readonly rooms: readonly Room[];
  readonly columns: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const WIDTH = 1240;
const MARGIN = 20;
const INNER = WIDTH - 2 * MARGIN;
/** Boxes of rooms, the space between them, and what a group's title takes. */
const ROOM = { height: 50, gap: 10, title: 26, pad: 12 };

const SIDE = 264;
const MIDDLE = INNER - 2 * SIDE - 4 * ROOM.pad;
const CATALOG_Y = 318;
const LEFT_X = MARGIN + ROOM.pad;
const MIDDLE_X = LEFT_X + SIDE + ROOM.pad;
const RIGHT_X = MIDDLE_X + MIDDLE + ROOM.pad;

type Groups = readonly [Group, Group, Group, Group, Group, Group, Group, Group];

/** From top to bottom; an arrow says that the upper one uses the lower one. */
export const GROUPS: Groups = [
  {
    title: 'Faces',
    folder: '',
    columns: 4,
    x: MARGIN,
    y: 12,
    width: INNER,
    rooms: [
      { name: 'renderer', does: 'the page: all screens, in React', steps: [1] },
      { name: 'electron', does: 'the desktop window and its menus' },
      { name: 'server/loopback', does: 'the same page in a browser here' },
      { name: 'cli', does: 'the headwater command' },
    ],
  },
  {
    title: 'What all faces speak',
    folder: '',
    columns: 1,
    x: MARGIN,
    y: 112,
    width: INNER,
    rooms: [
      {
        name: 'contract',
        does: 'typed procedures: zod in, zod out, errors; no code of the engine',
        steps: [2],
      },
    ],
  },
  {
    title: 'server/',
    folder: 'server',
    columns: 6,
    x: MARGIN,
    y: 212,
    width: INNER,
    rooms: [
      { name: 'access', does: 'who may do what' },
      { name: 'procedures', does: 'the contract, done', steps: [3] },
      { name: 'holding', does: 'the file, open or locked' },
      { name: 'vault', does: 'keys, in files' },
      { name: 'collect', does: 'receives live events' },
      { name: 'aws', does: 'AWS Glue, when asked' },
    ],
  },
  {
    title: 'What comes in',
    folder: 'catalog',
    columns: 1,
    x: LEFT_X,
    y: CATALOG_Y + 34,
    width: SIDE,
    rooms: [
      { name: 'collect', does: 'live events, watched folders' },
      { name: 'imports', does: 'finds files, runs, previews, undoes', steps: [4, 6] },
      { name: 'importers', does: 'bytes of a source in, facts out', steps: [5] },
      { name: 'sql', does: 'column lineage of SQL, in threads', steps: [6] },
    ],
  },
  {
    title: 'What people do',
    folder: 'catalog',
    columns: 2,
    x: MIDDLE_X,
    y: CATALOG_Y + 34,
    width: MIDDLE,
    rooms: [
      { name: 'stewardship', does: 'what people state; registers, rules' },
      { name: 'inbox', does: 'suggestions that wait for a decision' },
      { name: 'privacy', does: 'cases, letters, records, breaches, AI' },
      { name: 'views', does: 'searches and pictures kept by name' },
    ],
  },
  {
    title: 'What is asked',
    folder: 'catalog',
    columns: 4,
    x: MIDDLE_X,
    y: CATALOG_Y + 204,
    width: MIDDLE,
    rooms: [
      { name: 'home', does: 'the first page' },
      { name: 'browse', does: 'lists, pages, history' },
      { name: 'search', does: 'queries and ranks' },
      { name: 'explore', does: 'the lineage screens', steps: [10] },
      { name: 'compare', does: 'two times or runs' },
      { name: 'questions', does: 'impact and origin' },
      { name: 'lineage', does: 'graphs; pure', steps: [10] },
      { name: 'past', does: 'as it was then', steps: [11] },
    ],
  },
  {
    title: 'What goes out',
    folder: 'catalog',
    columns: 1,
    x: RIGHT_X,
    y: CATALOG_Y + 34,
    width: SIDE,
    rooms: [
      { name: 'reports', does: 'content, document, files', steps: [11] },
      { name: 'evidence', does: 'packs that a stranger can check' },
      { name: 'export', does: 'the catalog as NDJSON, lineage' },
      { name: 'tables', does: 'lists for spreadsheets' },
    ],
  },
  {
    title: 'What is kept',
    folder: 'catalog',
    columns: 5,
    x: LEFT_X,
    y: CATALOG_Y + 374,
    width: INNER - 2 * ROOM.pad,
    rooms: [
      { name: 'model', does: 'identities and facts; pure' },
      { name: 'joining', does: 'when two names are one; pure' },
      { name: 'store', does: 'the file; writer: facts to rows', steps: [7] },
      { name: 'ledger', does: 'each change sealed and signed', steps: [8] },
      { name: 'access', does: 'people, roles, what each sees' },
    ],
  },
];

const heightOf = ({ rooms, columns }: Group): number =>
  ROOM.title + Math.ceil(rooms.length / columns) * (ROOM.height + ROOM.gap) - ROOM.gap + ROOM.pad;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function text(x: number, y: number, kind: string, words: string): string {
  return `<text x="${x}" y="${y}" class="${kind}">${escaped(words)}</text>`;
}

function steps(x: number, y: number, numbers: readonly number[]): string[] {
  return numbers.flatMap((step, at) => {
    const middle = x - 14 - (numbers.length - 1 - at) * 24;
    return [
      `<circle cx="${middle}" cy="${y}" r="10" class="step"/>`,
      text(middle, y + 4, 'number', String(step)),
    ];
  });
}

function group(one: Group): string[] {
  const across = one.width - 2 * ROOM.pad;
  const width = (across - (one.columns - 1) * ROOM.gap) / one.columns;
  return [
    `<rect x="${one.x}" y="${one.y}" width="${one.width}" height="${heightOf(one)}" rx="8" class="group"/>`,
    text(one.x + ROOM.pad, one.y + 18, 'title', one.title),
    ...one.rooms.flatMap(({ name, does, steps: numbers = [] }, at) => {
      const x = one.x + ROOM.pad + (at % one.columns) * (width + ROOM.gap);
      const y = one.y + ROOM.title + Math.floor(at / one.columns) * (ROOM.height + ROOM.gap);
      return [
        `<rect x="${x}" y="${y}" width="${width}" height="${ROOM.height}" rx="5" class="room"/>`,
        text(x + 10, y + 20, 'name', `${name}/`),
        text(x + 10, y + 38, 'does', does),
        ...steps(x + width, y + 15, numbers),
      ];
    }),
  ];
}

function arrow(x: number, from: number, to: number): string {
  return `<path d="M${x} ${from}V${to - 1}" class="arrow" marker-end="url(#head)"/>`;
}

/** The picture as SVG text. It follows the reader's light or dark theme. */
export function houseDrawing(): string {
  const [faces, spoken, served, comesIn, people, asked, goesOut, kept] = GROUPS;
  const catalogEnd = kept.y + heightOf(kept) + ROOM.pad;
  const file = { y: catalogEnd + 26, height: 50 };
  const height = file.y + file.height + 12;
  const middle = WIDTH / 2;
  const floors = [faces, spoken, served];
  const below = [spoken.y, served.y, CATALOG_Y];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="t d">`,
    '<title id="t">The house</title>',
    '<desc id="d">Faces speak the contract; the server does it; the engine, catalog, takes sources in, keeps them, answers questions, ' +
      'holds what people state and writes reports; one file lies below. Arrows lead from what uses to what is used; numbers mark the path of one fact.</desc>',
    '<style>',
    'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1d2733}',
    '.title{font-size:13px;font-weight:600;fill:#51606f}.name{font-size:14px;font-weight:600;font-family:ui-monospace,Menlo,Consolas,monospace}',
    '.does{font-size:12.5px;fill:#51606f}.number{font-size:11px;font-weight:700;text-anchor:middle;fill:#fff}',
    '.page{fill:#fff}.house{fill:#f3f6f9;stroke:#8696a7}.group{fill:#e9eef4;stroke:#c3ced9}.room{fill:#fff;stroke:#a9b7c5}',
    '.file{fill:#e2eee9;stroke:#5f9c86}.step{fill:#0b6e6e}.arrow{stroke:#51606f;stroke-width:1.5;fill:none}.head{fill:#51606f}',
    '@media (prefers-color-scheme:dark){text{fill:#e6ebf0}.title,.does{fill:#a9b7c5}.number{fill:#0f1720}',
    '.page{fill:#0f1720}.house{fill:#141e29;stroke:#5b6b7b}.group{fill:#1a2632;stroke:#3a4958}.room{fill:#22303e;stroke:#4a5b6c}',
    '.file{fill:#17302a;stroke:#5f9c86}.step{fill:#5cc7c0}.arrow{stroke:#a9b7c5}.head{fill:#a9b7c5}}',
    '</style>',
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">' +
      '<path d="M0 0L8 4L0 8Z" class="head"/></marker></defs>',
    `<rect width="${WIDTH}" height="${height}" class="page"/>`,
    `<rect x="${MARGIN}" y="${CATALOG_Y}" width="${INNER}" height="${catalogEnd - CATALOG_Y}" rx="10" class="house"/>`,
    text(MARGIN + ROOM.pad, CATALOG_Y + 22, 'name', 'catalog/'),
    text(MARGIN + ROOM.pad + 84, CATALOG_Y + 22, 'does', 'the engine: no window, no socket, no terminal'),
    text(RIGHT_X - 236, CATALOG_Y + 22, 'name', 'catalog.ts'),
    text(RIGHT_X - 142, CATALOG_Y + 22, 'does', 'the one way in; tells all windows what changed'),
    ...steps(RIGHT_X - 236, CATALOG_Y + 17, [9]),
    ...floors.map((one, at) => arrow(middle, one.y + heightOf(one), below[at]!)),
    ...[comesIn, asked, goesOut].map((one) => arrow(one.x + one.width / 2, one.y + heightOf(one), kept.y)),
    arrow(middle, people.y + heightOf(people), asked.y),
    arrow(middle, catalogEnd, file.y),
    ...GROUPS.flatMap(group),
    `<rect x="${MARGIN}" y="${file.y}" width="${INNER}" height="${file.height}" rx="10" class="file"/>`,
    text(MARGIN + 22, file.y + 21, 'name', 'catalog.headwater'),
    text(
      MARGIN + 22,
      file.y + 39,
      'does',
      'one SQLite file, encrypted where asked: records with their periods, who states each of them, the ledger, the index for searches',
    ),
    '</svg>',
    '',
  ].join('\n');
}

if (import.meta.main && process.argv.includes('--write')) writeFileSync(join(root, HOUSE), houseDrawing());
