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

/** @throws ViewTrouble when another view of the kind has the name, or the state is too large */
export async function saveView(
  catalog: Catalog,
  actor: string,
  view: { readonly kind: ViewKind; readonly name: string; readonly state: ViewState },
): Promise<SavedView> {
  const name = view.name.trim();
  await checkName(catalog, view.kind, name, null);
  const now = new Date().toISOString();
  const row = await catalog.store.prisma.savedView.create({
    data: { kind: view.kind, name, state: textOf(view.state), createdAt: now, updatedAt: now, actor },
  });
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
  const before = await catalog.store.prisma.savedView.findUnique({ where: { id } });
  if (!before) return null;
  const name = changes.name?.trim() ?? before.name;
  await checkName(catalog, before.kind, name, id);
  const row = await catalog.store.prisma.savedView.update({
    where: { id },
    data: {
      name,
      state: changes.state ? textOf(changes.state) : before.state,
      updatedAt: new Date().toISOString(),
      actor,
    },
  });
  catalog.announce(['views']);
  return viewOf(row);
}

/** False when there was no such view. */
export async function removeView(catalog: Catalog, id: number): Promise<boolean> {
  const { count } = await catalog.store.prisma.savedView.deleteMany({ where: { id } });
  if (count > 0) catalog.announce(['views']);
  return count > 0;
}

async function checkName(catalog: Catalog, kind: string, name: string, own: number | null): Promise<void> {
  if (!name) throw new ViewTrouble('A saved view needs a name.');
  const namesake = await catalog.store.prisma.savedView.findUnique({
    where: { kind_name: { kind, name } },
  });
  if (namesake && namesake.id !== own) throw new ViewTrouble(`There is already one named “${name}”.`);
}

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
