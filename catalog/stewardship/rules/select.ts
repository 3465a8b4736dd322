/** What a rule's selection finds: datasets or columns that sources describe. */
import type { Catalog } from '../../catalog.ts';
import { find } from '../../search/find.ts';
import { NO_FILTERS } from '../../search/lift.ts';
import { Refused } from '../refused.ts';

/** Everything that a query finds, by id of the shown dataset, or of the column. */
export async function select(catalog: Catalog, on: 'dataset' | 'column', text: string): Promise<number[]> {
  const { data, found } = await find(catalog, on === 'dataset' ? 'datasets' : 'columns', {
    ...NO_FILTERS,
    text,
    sort: 'relevance',
    offset: 0,
    limit: Number.MAX_SAFE_INTEGER,
  });
  const [problem] = found.problems;
  if (problem) throw new Refused('INVALID', `The selection cannot be used: ${problem.message}`);
  const { cards } = data.datasets;
  const stands = (number: number) => !cards[number]!.retired && !cards[number]!.referencedOnly;
  if (on === 'dataset') return found.page.filter(stands).map((number) => cards[number]!.id);
  const { columns, dataset } = data.columns;
  return found.page.filter((row) => stands(dataset[row]!)).map((row) => columns.ids.values[row]!);
}
