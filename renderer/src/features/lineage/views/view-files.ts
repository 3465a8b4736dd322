/** Saved views to a file and back. */
import type { SavedView } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { host } from '../../../shared/host.ts';
import { FORMAT, freeName, idsOf, readFile, translated, VERSION, type PortableView } from './portable.ts';
import { say } from '../../../shared/language/say.ts';

export async function exportViews(views: readonly SavedView[]): Promise<void> {
  const portable: PortableView[] = [];
  for (const { name, state } of views) {
    const { datasets } = await client.lineage.names({ ids: idsOf(state) });
    const names = datasets.map(({ id, dataset }) => [String(id), dataset] as const);
    portable.push({ name, state, datasets: Object.fromEntries(names) });
  }
  const text = JSON.stringify({ format: FORMAT, version: VERSION, views: portable }, null, 2);
  await host.save('lineage-views.json', 'application/json', text);
}

/**
 * Takes in the views of a file, under new names where theirs are taken.
 * @returns what to tell the user
 * @throws Error with words for the user when the file cannot be read
 */
export async function importViews(file: File, present: readonly SavedView[]): Promise<string> {
  const views = readFile(await file.text());
  const taken = new Set(present.map(({ name }) => name));
  let [saved, unknown] = [0, 0];
  for (const view of views) {
    const wanted = Object.entries(view.datasets);
    const { ids } = await client.lineage.find({ names: wanted.map(([, name]) => name) });
    const idFor = new Map(
      wanted.flatMap(([old], position) => {
        const id = ids[position] ?? null;
        return id === null ? [] : [[Number(old), id] as const];
      }),
    );
    unknown += wanted.length - idFor.size;
    const state = translated(view.state, (id) => idFor.get(id));
    if (!state) continue;
    const name = freeName(view.name, taken);
    taken.add(name);
    await client.views.save({ kind: 'lineage', name, state });
    saved += 1;
  }
  const left = views.length - saved;
  return [
    say('{views, plural, one {# view} other {# views}} taken in.', { views: saved }),
    left > 0
      ? say(
          '{views, plural, one {# view} other {# views}} left out, since this catalog knows none of their roots.',
          { views: left },
        )
      : null,
    unknown > 0
      ? say('{datasets, plural, one {# dataset} other {# datasets}} in them are not in this catalog.', {
          datasets: unknown,
        })
      : null,
  ]
    .filter((line) => line !== null)
    .join(' ');
}
