/**
 * Views and searches that people keep under a name. They change nothing that the catalog says, so they
 * have no ledger entry and no history, like settings.
 */
import type { Catalog } from '../catalog.ts';

export type ViewKind = 'lineage' | 'search' | 'grid';
export type ViewState = Record<string, unknown>;

export interface SavedView {
  readonly id: number;
  readonly kind: ViewKind;
  readonly name: string;
  readonly state: ViewState;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Who saved it last. */
  readonly actor: string;
}

/** Characters of a state's JSON at most: thousands of positions fit, a picture does not. */
export const STATE_LIMIT = 2_000_000;

/** A view cannot be kept as asked; the message is for the user. */
export class ViewTrouble extends Error {}

/** By name, as people sort names. */
export async function listViews(catalog: Catalog, kind: ViewKind): Promise<SavedView[]> {
  const rows = await catalog.store.prisma.savedView.findMany({ where: { kind } });
  return rows
    .map(viewOf)
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }) || a.id - b.id);
}

export async function findView(catalog: Catalog, id: number): Promise<SavedView | null> {
  const row = await catalog.store.prisma.savedView.findUnique({ where: { id } });
  return row && viewOf(row);
}

/**
 * `id`: the number that one had which was deleted; where it is taken meanwhile, the view gets a new one.
 *
 * @throws ViewTrouble when another view of the kind has the name, or the state is too large
 */
export async function saveView(
  catalog: Catalog,
  actor: string,
  view: {
    readonly kind: ViewKind;
    readonly name: string;
    readonly state: ViewState;
    readonly id?: number | undefined;
  },
): Promise<SavedView> {
  const name = checkedName(view.name);
  const now = new Date().toISOString();
  const isFree = async (id: number): Promise<boolean> =>
    wasGiven(catalog, id) && !(await findView(catalog, id));
  const id = view.id !== undefined && (await isFree(view.id)) ? view.id : undefined;
  const row = await unlessTaken(name, () =>
    catalog.store.prisma.savedView.create({
      data: {
        ...(id === undefined ? {} : { id }),
        ...{ kind: view.kind, name, state: textOf(view.state), createdAt: now, updatedAt: now, actor },
      },
    }),
  );
  catalog.announce(['views']);
  return viewOf(row);
}

/**
 * A new name, a new state, or both. Null when there is no such view.
 *
 * @throws ViewTrouble as {@link saveView}
 */
export async function changeView(
  catalog: Catalog,
  actor: string,
  id: number,
  changes: { readonly name?: string; readonly state?: ViewState },
): Promise<SavedView | null> {
  // What is not asked for is not written: another window may change it meanwhile.
  const name = changes.name === undefined ? undefined : checkedName(changes.name);
  const data = {
    ...(name === undefined ? {} : { name }),
    ...(changes.state ? { state: textOf(changes.state) } : {}),
    ...{ updatedAt: new Date().toISOString(), actor },
  };
  const [row] = await unlessTaken(name ?? '', () =>
    catalog.store.prisma.savedView.updateManyAndReturn({ where: { id }, data }),
  );
  if (!row) return null;
  catalog.announce(['views']);
  return viewOf(row);
}

/** False when there was no such view. */
export async function removeView(catalog: Catalog, id: number): Promise<boolean> {
  const { count } = await catalog.store.prisma.savedView.deleteMany({ where: { id } });
  if (count > 0) catalog.announce(['views']);
  return count > 0;
}

/** Whether a view ever had the number: any other would let the numbers of later ones run out. */
function wasGiven({ store }: Catalog, id: number): boolean {
  const last = store.reader
    .prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'saved_view'`)
    .pluck()
    .get();
  return id <= (last ?? 0);
}

function checkedName(given: string): string {
  const name = given.trim();
  if (!name) throw new ViewTrouble('A saved view needs a name.');
  return name;
}

/** The table decides whether a name is taken: whoever looks first may be overtaken by another window. */
async function unlessTaken<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATED)
      throw new ViewTrouble(`There is already one named “${name}”.`, { cause: error });
    throw error;
  }
}

/** As Prisma names it. */
const UNIQUE_VIOLATED = 'P2002';

function textOf(state: ViewState): string {
  const text = JSON.stringify(state);
  if (text.length > STATE_LIMIT) {
    throw new ViewTrouble(
      `This is too large to save: ${text.length.toLocaleString('en')} of at most ${STATE_LIMIT.toLocaleString('en')} characters.`,
    );
  }
  return text;
}

type Row = Omit<SavedView, 'kind' | 'state'> & { readonly kind: string; readonly state: string };

function viewOf(row: Row): SavedView {
  return { ...row, kind: row.kind as ViewKind, state: JSON.parse(row.state) as ViewState };
}
