import { useState } from 'react';
import type { Orphan } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import type { GridSelection } from '../../shared/grid/RowGrid.tsx';
import {
  addAll,
  EVERYTHING,
  isSelected,
  NOTHING,
  selectedCount,
  toggle,
} from '../../shared/grid/selection.ts';
import type { EditItem, EditSubject, OnProgress } from '../stewardship/model/edit-item.ts';
import { orSay } from '../../shared/say-error.ts';
import { say } from '../../shared/language/say.ts';

interface Input {
  readonly text: string;
  readonly why?: Orphan['why'];
}

export interface OrphanChoice {
  readonly count: number;
  readonly grid: GridSelection;
  /** What the owner editor works on: the selection, or the row while nothing is selected. */
  readonly subject: (row: Orphan | undefined) => EditSubject | null;
  /** Everything that is selected. */
  readonly read: () => Promise<Orphan[]>;
}

const PAGE = 500;

const keyOf = ({ id }: Orphan) => String(id);

function itemOf({ id, name, owners }: Orphan): EditItem {
  return {
    ...{ target: { on: 'dataset', id }, name, sensitivity: null, exact: true, tags: [] },
    owners: owners.map(({ name: owner }) => ({ name: owner })),
  };
}

async function* pages(input: Input, first: number, last: number, signal?: AbortSignal) {
  for (let offset = first; offset <= last; offset += PAGE) {
    const limit = Math.min(PAGE, last - offset + 1);
    const page = await client.stewardship.orphans({ ...input, offset, limit }, signal ? { signal } : {});
    yield page.items;
    if (page.items.length < limit) return;
  }
}

/** The orphans that are chosen; another filter starts with none. */
export function useOrphanSelection(
  input: Input,
  total: number,
  rowAt: (index: number) => Orphan | undefined,
): OrphanChoice {
  const listKey = JSON.stringify(input);
  const [state, setState] = useState({ listKey, selection: NOTHING });
  const selection = state.listKey === listKey ? state.selection : NOTHING;
  const set = (next: typeof selection) => setState({ listKey, selection: next });
  const count = selectedCount(selection, total);

  async function select(from: number, to: number) {
    const found: string[] = [];
    for await (const items of pages(input, Math.min(from, to), Math.max(from, to)))
      found.push(...items.map(keyOf));
    setState((now) =>
      now.listKey === listKey || now.selection === NOTHING
        ? { listKey, selection: addAll(now.listKey === listKey ? now.selection : NOTHING, found) }
        : now,
    );
  }

  const grid: GridSelection = {
    count,
    has: (index) => {
      const row = rowAt(index);
      return row !== undefined && isSelected(selection, keyOf(row));
    },
    onToggle: (index) => {
      const row = rowAt(index);
      if (row) set(toggle(selection, keyOf(row)));
    },
    onRange: (from, to) => orSay(select(from, to)),
    onAll: () => set(EVERYTHING),
    onClear: () => set(NOTHING),
  };

  async function chosen(signal?: AbortSignal, onProgress?: OnProgress): Promise<Orphan[]> {
    const found: Orphan[] = [];
    for await (const page of pages(input, 0, total - 1, signal)) {
      found.push(...page.filter((row) => isSelected(selection, keyOf(row))));
      onProgress?.(found.length, count);
    }
    return found;
  }

  function subject(row: Orphan | undefined): EditSubject | null {
    if (count > 0) {
      const items: EditSubject['items'] = async (signal, onProgress) =>
        (await chosen(signal, onProgress)).map(itemOf);
      return {
        title: say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: count }),
        count,
        items,
      };
    }
    return row ? { title: row.name, count: 1, items: [itemOf(row)] } : null;
  }

  return { count, grid, subject, read: () => chosen() };
}
