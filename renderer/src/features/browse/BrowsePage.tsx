import { VisuallyHidden } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { SearchHit } from '../../../../contract/index.ts';
import { columnHash } from '../dataset/model/search-params.ts';
import { StewardDialog, type StewardEdit } from '../stewardship/StewardDialog.tsx';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { BrowseToolbar } from './BrowseToolbar.tsx';
import { FoundElsewhere } from '../search/FoundElsewhere.tsx';
import { QueryNotes } from '../search/QueryNotes.tsx';
import { SavedInSidebar } from '../search/saved/SavedInSidebar.tsx';
import { SaveSearch } from '../search/saved/SaveSearch.tsx';
import { BulkBar } from '../stewardship/BulkBar.tsx';
import { FacetSidebar } from './FacetSidebar.tsx';
import { FilterChips } from './FilterChips.tsx';
import { ResultList } from './ResultList.tsx';
import { MAX_TARGETS } from './model/hits.ts';
import { selectedCount } from '../../shared/grid/selection.ts';
import {
  isNarrowed,
  validateBrowseSearch,
  withoutFilters,
  type BrowseSearch,
} from './model/search-params.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { useResultSelection } from './use-result-selection.ts';
import { useSearchWindow, useVisiblePages } from './use-search-window.ts';
import classes from './browse.module.css';
import { say } from '../../shared/language/say.ts';

/** Most datasets that lineage draws around at once. */
const MAX_ROOTS = 50;

/** Search and browse the catalog; every filter is in the address. */
export function BrowsePage() {
  const raw = useSearch({ strict: false });
  const search = validateBrowseSearch(raw);
  const listKey = JSON.stringify(search);
  const navigate = useNavigate();
  const page = useRef<HTMLDivElement>(null);
  const { categoryName } = useTaxonomy();
  const [range, onRangeChange] = useVisiblePages();
  const [edit, setEdit] = useState<StewardEdit | null>(null);
  const result = useSearchWindow(search, range);
  const chosen = useResultSelection(search, listKey, result.total, result.hitAt);
  const ofColumns = search.scope === 'columns';
  const count = selectedCount(chosen.selection, result.total);

  const tooMany =
    count > MAX_TARGETS
      ? say('At most {rows, plural, one {# row} other {# rows}} can be changed at once.', {
          rows: MAX_TARGETS,
        })
      : null;

  function onSearch(next: BrowseSearch, replace = false) {
    void navigate({ to: '/browse', search: validateBrowseSearch({ ...next }), replace });
  }

  function editRow(what: StewardEdit['what'], row: SearchHit | undefined) {
    const subject = tooMany ? null : chosen.subject(row);
    if (subject) setEdit({ what, subject });
  }

  function openLineage(row: SearchHit | undefined) {
    const hits = count > 0 ? chosen.hits : row && [row];
    const ids = [...new Set((hits ?? []).map(({ id }) => id))];
    if (ids.length === 0 || ids.length > MAX_ROOTS) return;
    void navigate({ to: '/lineage', search: { root: ids.length === 1 ? ids[0] : ids.join(',') } });
  }

  const something = () => count > 0;
  useDocumentTitle(say('Browse · Headwater'));
  usePageCommands([
    {
      id: 'browse.tag',
      title: say('Edit tags of the selection'),
      keys: ['T'],
      when: something,
      run: () => editRow('tags', undefined),
    },
    {
      id: 'browse.state',
      title: say('State something of the selection: domain, terms, certification …'),
      keys: ['S'],
      when: something,
      run: () => editRow('statements', undefined),
    },
    {
      id: 'browse.own',
      title: say('Edit owners of the selection'),
      keys: ['O'],
      when: () => count > 0 && !ofColumns,
      run: () => editRow('owners', undefined),
    },
    {
      id: 'browse.lineage',
      title: say('Lineage of the selection'),
      keys: ['L'],
      when: something,
      run: () => openLineage(undefined),
    },
  ]);

  return (
    <div ref={page} className={classes.page}>
      <FacetSidebar
        search={search}
        facets={result.facets}
        terms={result.terms}
        categoryName={categoryName}
        onSearch={onSearch}
      >
        <SavedInSidebar search={search} />
      </FacetSidebar>
      <section className={classes.main} aria-label={say('Results')}>
        <VisuallyHidden component="h1">{say('Browse')}</VisuallyHidden>
        <BrowseToolbar
          search={search}
          total={result.loading ? null : result.total}
          atLeast={result.reading.atLeast}
          save={<SaveSearch search={search} disabled={!isNarrowed(search)} />}
          onSearch={onSearch}
          onLeave={() => page.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
        {!result.stale && (
          <QueryNotes
            text={search.text ?? ''}
            problems={result.reading.problems}
            near={result.reading.near}
          />
        )}
        <FilterChips search={search} terms={result.terms} categoryName={categoryName} onSearch={onSearch} />
        {search.text && <FoundElsewhere text={search.text} />}
        {count > 0 && (
          <BulkBar
            selected={count}
            total={result.total}
            unit={ofColumns ? 'column' : 'dataset'}
            all={chosen.selection.mode === 'all'}
            editBlocked={tooMany}
            onTag={() => editRow('tags', undefined)}
            onState={() => editRow('statements', undefined)}
            onOwner={ofColumns ? undefined : () => editRow('owners', undefined)}
            onLineage={() => openLineage(undefined)}
            lineageBlocked={
              !chosen.hits || chosen.hits.length > MAX_ROOTS
                ? say('Lineage is drawn around at most {datasets, number} datasets.', { datasets: MAX_ROOTS })
                : null
            }
            onSelectAll={chosen.grid.onAll}
            onClear={chosen.clear}
          />
        )}
        <ResultList
          search={search}
          listKey={listKey}
          result={result}
          selection={chosen.grid}
          categoryName={categoryName}
          onRangeChange={onRangeChange}
          onOpen={(hit) =>
            void navigate({
              to: '/dataset/$id',
              params: { id: String(hit.id) },
              search: hit.column ? { tab: 'columns' } : {},
              hash: hit.column ? columnHash(hit.column.id) : undefined,
            })
          }
          onClearFilters={() => onSearch(withoutFilters({ scope: search.scope }))}
          letters={{
            t: (row) => editRow('tags', row),
            s: (row) => editRow('statements', row),
            o: (row) => !ofColumns && editRow('owners', row),
            l: openLineage,
          }}
        />
      </section>
      <StewardDialog edit={edit} onClose={() => setEdit(null)} />
    </div>
  );
}
