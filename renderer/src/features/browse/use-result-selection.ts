import { notifications } from '@mantine/notifications';
import { useCallback, useState } from 'react';
import type { SearchHit, SearchInput } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import {
  datasetItem,
  hitItem,
  type EditItem,
  type EditSubject,
  type OnProgress,
} from '../stewardship/model/edit-item.ts';
import { explain } from '../../shared/errors.ts';
import type { GridSelection } from '../../shared/grid/RowGrid.tsx';
import { hitKey, readRange, readSelected } from './model/hits.ts';
import {
  addAll,
  EVERYTHING,
  isSelected,
  NOTHING,
  selectedCount,
  toggle,
  type Selection,
} from '../../shared/grid/selection.ts';
import { say } from '../../shared/language/say.ts';

interface ResultSelection {
  readonly selection: Selection;
  readonly grid: GridSelection;
  /** What an editor works on: the selection, or the given row while nothing is selected. */
  readonly subject: (row: SearchHit | undefined) => EditSubject | null;
  /** The selected hits if all of them are on this side already; null when some must be read first. */
  readonly hits: readonly SearchHit[] | null;
  readonly clear: () => void;
}

/** Up to this many datasets are read in full, so that the preview of a change is exact. */
const MAX_EXACT = 200;
const AT_ONCE = 8;

/** The items of some hits: columns as the list knows them, a moderate number of datasets in full. */
async function readItems(
  hits: readonly SearchHit[],
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<EditItem[]> {
  if (hits.length > MAX_EXACT || hits.some(({ column }) => column !== null)) return hits.map(hitItem);
  const items: EditItem[] = [];
  for (let start = 0; start < hits.length; start += AT_ONCE) {
    const some = hits.slice(start, start + AT_ONCE);
    const details = await Promise.all(some.map(({ id }) => client.datasets.get({ id }, { signal })));
    items.push(...details.map(datasetItem));
    onProgress(items.length, hits.length);
  }
  return items;
}

const search = (input: SearchInput, signal?: AbortSignal) => client.datasets.search(input, { signal });

function withHits(known: ReadonlyMap<string, SearchHit>, hits: readonly SearchHit[]): Map<string, SearchHit> {
  return new Map([...known, ...hits.map((hit) => [hitKey(hit), hit] as const)]);
}

/** The rows chosen in a result list. Another search starts with nothing chosen. */
export function useResultSelection(
  input: SearchInput,
  listKey: string,
  total: number,
  hitAt: (index: number) => SearchHit | undefined,
): ResultSelection {
  const [state, setState] = useState({ listKey, selection: NOTHING, known: new Map<string, SearchHit>() });
  const { selection, known } =
    state.listKey === listKey ? state : { selection: NOTHING, known: new Map<string, SearchHit>() };
  const count = selectedCount(selection, total);
  const set = (next: Selection, seen: readonly SearchHit[] = []) =>
    setState({ listKey, selection: next, known: withHits(known, seen) });
  const clear = useCallback(() => setState({ listKey, selection: NOTHING, known: new Map() }), [listKey]);

  /** A range may reach beyond what is on this side: those rows are read, then added. */
  async function addFar(first: number, last: number) {
    try {
      const far = await readRange(search, input, first, last);
      setState((now) =>
        now.listKey === listKey
          ? { ...now, selection: addAll(now.selection, far.map(hitKey)), known: withHits(now.known, far) }
          : now,
      );
    } catch (error) {
      notifications.show({
        color: 'red',
        message: say('The range could not be read: {cause}', { cause: explain(error).cause }),
      });
    }
  }

  const grid: GridSelection = {
    count,
    has: (index) => {
      const hit = hitAt(index);
      return hit !== undefined && isSelected(selection, hitKey(hit));
    },
    onToggle: (index) => {
      const hit = hitAt(index);
      if (hit) set(toggle(selection, hitKey(hit)), [hit]);
    },
    onRange: (from, to) => {
      const [first, last] = [Math.min(from, to), Math.max(from, to)];
      const hits: SearchHit[] = [];
      for (let index = first; index <= last; index += 1) {
        const hit = hitAt(index);
        if (hit) hits.push(hit);
      }
      set(addAll(selection, hits.map(hitKey)), hits);
      if (hits.length <= last - first) void addFar(first, last);
    },
    onAll: () => set(EVERYTHING),
    onClear: clear,
  };

  const picked =
    selection.mode === 'some'
      ? [...selection.keys].map((key) => known.get(key)).filter((hit) => hit !== undefined)
      : null;

  function subject(row: SearchHit | undefined): EditSubject | null {
    const hits = count === 0 ? (row ? [row] : []) : picked;
    if (hits?.length === 0) return null;
    const only = hits?.length === 1 ? hits[0] : undefined;
    return {
      title: only
        ? hitItem(only).name
        : input.scope === 'columns'
          ? say('{columns, plural, one {# column} other {# columns}}', { columns: count })
          : say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: count }),
      count: hits?.length ?? count,
      items: async (signal, onProgress) =>
        readItems(
          hits ?? (await readSelected(search, input, selection, signal, onProgress)),
          signal,
          onProgress,
        ),
    };
  }

  return { selection, grid, subject, hits: picked, clear };
}
