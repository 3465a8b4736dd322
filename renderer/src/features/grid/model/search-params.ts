/** The sheet in the address bar: the search of Browse, and what cells narrow and order. */
import { cellFilterSchema, type CellFilter, type SheetSearch } from '../../../../../contract/index.ts';
import { validateBrowseSearch, type BrowseSearch } from '../../browse/model/search-params.ts';

export interface GridSearch extends BrowseSearch {
  /** Header of the column that gives the order. */
  readonly by?: string;
  readonly descending?: true;
  readonly filters?: readonly CellFilter[];
}

const MAX_FILTERS = 50;

/** The router's `validateSearch` of `/grid`. Never throws. */
export function validateGridSearch(search: Record<string, unknown>): GridSearch {
  const { by, descending } = search;
  const given = Array.isArray(search['filters']) ? search['filters'].slice(0, MAX_FILTERS) : [];
  const filters = given.flatMap((one: unknown) => {
    const read = cellFilterSchema.safeParse(one);
    return read.success ? [read.data] : [];
  });
  return {
    ...validateBrowseSearch(search),
    ...(typeof by === 'string' && by !== '' ? { by: by.slice(0, 600) } : {}),
    ...(typeof by === 'string' && by !== '' && (descending === true || descending === 'true')
      ? { descending: true as const }
      : {}),
    ...(filters.length > 0 ? { filters } : {}),
  };
}

/** What the engine is asked. */
export function sheetSearch({ by, descending, filters, ...search }: GridSearch): SheetSearch {
  return {
    ...search,
    filters: [...(filters ?? [])],
    ...(by === undefined ? {} : { by: { header: by, descending: descending === true } }),
  };
}
