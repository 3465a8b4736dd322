import { Button, Text } from '@mantine/core';
import type { SearchHit } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { RowGrid, type GridSelection } from '../../shared/grid/RowGrid.tsx';
import { lines, Loading } from '../../shared/Loading.tsx';
import { isNarrowed, valuesOf, type BrowseSearch } from './model/search-params.ts';
import { resultColumns } from './result-columns.tsx';
import type { SearchWindow } from './use-search-window.ts';
import { say } from '../../shared/language/say.ts';

/** Browsers lay out at most some 16 million pixels; nobody scrolls this far. */
const MAX_ROWS = 100_000;

interface Props {
  search: BrowseSearch;
  listKey: string;
  result: SearchWindow;
  selection: GridSelection;
  categoryName: (key: string) => string;
  onRangeChange: (first: number, last: number) => void;
  onOpen: (hit: SearchHit) => void;
  onClearFilters: () => void;
  letters: Readonly<Record<string, (row: SearchHit | undefined) => void>>;
}

/** The hits, or what stands in their place: loading, nothing found, an empty catalog, an error. */
export function ResultList({
  search,
  listKey,
  result,
  selection,
  categoryName,
  onClearFilters,
  ...handlers
}: Props) {
  const scope = search.scope ?? 'datasets';
  if (result.error && result.total === 0) return <ErrorState error={result.error} onRetry={result.retry} />;
  if (result.loading) return <LoadingRows />;
  if (result.total === 0) {
    return isNarrowed(search) ? (
      <EmptyState
        title={scope === 'columns' ? say('No columns match') : say('No datasets match')}
        actions={
          <Button variant="default" onClick={onClearFilters}>
            {say('Clear search and filters')}
          </Button>
        }
      >
        {say('Fewer words or fewer filters widen the search. Parts of a name are found as well.')}
      </EmptyState>
    ) : (
      <EmptyState
        title={say('The catalog is empty')}
        actions={<ButtonLink to="/import">{say('Go to import')}</ButtonLink>}
      >
        {say('Import OpenLineage events, a dbt project or an AWS Glue export; its datasets are listed here.')}
      </EmptyState>
    );
  }
  return (
    <>
      {result.error !== null && <ErrorState error={result.error} onRetry={result.retry} />}
      <RowGrid
        label={scope === 'columns' ? say('Columns') : say('Datasets')}
        columns={resultColumns({
          scope,
          selection,
          categoryName,
          searching: Boolean(search.text),
          untraced: valuesOf(search, 'state').includes('columns-untraced'),
          facets: result.facets,
        })}
        rowCount={Math.min(result.total, MAX_ROWS)}
        rowAt={result.hitAt}
        selection={selection}
        listKey={listKey}
        dimmed={result.stale}
        minWidth="44rem"
        {...handlers}
      />
      {result.total > MAX_ROWS && (
        <Text size="xs" c="dimmed">
          {say(
            'The first {listed, number} of {total, number} are listed. Narrow the search to reach the others.',
            { listed: MAX_ROWS, total: result.total },
          )}
        </Text>
      )}
    </>
  );
}

function LoadingRows() {
  return <Loading what={say('results')} bars={lines(14)} />;
}
