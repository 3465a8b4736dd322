import { Group, Pill, SegmentedControl, Text, VisuallyHidden } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { CellFilter } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { lines, Loading } from '../../shared/Loading.tsx';
import { carriesFiles } from '../../shared/picked-files.ts';
import { useStore } from '../../shared/store.ts';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { FilterChips } from '../browse/FilterChips.tsx';
import { CatalogSearch } from '../search/CatalogSearch.tsx';
import { foundWords } from '../search/model/found.ts';
import { QueryNotes } from '../search/QueryNotes.tsx';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { FileActions } from './FileActions.tsx';
import { GridViews } from './GridViews.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import {
  columnsOf,
  placedBefore,
  rememberedLayout,
  rememberLayout,
  withWidth,
  type Layout,
} from './model/layout.ts';
import { pendingStore } from './model/pending.ts';
import { validateGridSearch, type GridSearch } from './model/search-params.ts';
import { PendingBar } from './PendingBar.tsx';
import { SheetGrid } from './SheetGrid.tsx';
import { useCells } from './use-cells.ts';
import { useVocabulary } from './use-completion.ts';
import { useSave } from './use-save.ts';
import { useSheet } from './use-sheet.ts';
import classes from './grid.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** What people state of datasets and columns, edited like a spreadsheet. */
export function GridPage() {
  const search = validateGridSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const scope = search.scope ?? 'datasets';
  const [layouts, setLayouts] = useState(() => ({
    datasets: rememberedLayout('datasets'),
    columns: rememberedLayout('columns'),
  }));
  const layout = layouts[scope];
  const fields = useQuery(orpc.sheet.fields.queryOptions({ input: { scope } }));
  const columns = columnsOf(scope, layout, fields.data ?? []);
  const headers = columns.flatMap(({ header, field }) => (field ? [header] : []));
  const sheet = useSheet(search, headers);
  const cells = useCells(sheet, columns);
  const vocabulary = useVocabulary();
  const saving = useSave();
  const { categoryName } = useTaxonomy();
  const [file, setFile] = useState<File | null>(null);
  const page = useRef<HTMLDivElement>(null);
  useDocumentTitle(`${say('Grid')} · Headwater`);
  useUnsavedWarning();

  function onSearch(next: GridSearch, replace = false) {
    void navigate({ to: '/grid', search: validateGridSearch({ ...next }), replace });
  }
  function onLayout(next: Layout, of = scope) {
    setLayouts((now) => ({ ...now, [of]: next }));
    rememberLayout(of, next);
  }
  function onFilter(header: string, filter: CellFilter | null) {
    const others = (search.filters ?? []).filter((one) => one.header !== header);
    onSearch({ ...search, filters: filter ? [...others, filter] : others });
  }
  function onSort(header: string) {
    const { by, descending, ...rest } = search;
    if (by !== header) onSearch({ ...rest, by: header });
    else onSearch(descending ? rest : { ...rest, by, descending: true });
  }
  const labelOf = (header: string) =>
    told(fields.data?.find((field) => field.header === header)?.label) ?? header;
  usePageCommands([
    {
      id: 'grid.save',
      title: say('Save the changes'),
      keys: ['mod+s'],
      whileTyping: true,
      run: () => saving.save(),
    },
  ]);

  if (fields.error) return <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />;
  return (
    <div
      ref={page}
      className={classes.page}
      onDragOver={(event) => {
        if (!carriesFiles(event.dataTransfer)) return;
        // A file that is dropped here is a sheet, and nothing to import as a source.
        event.preventDefault();
        event.stopPropagation();
      }}
      onDrop={(event) => {
        const [dropped] = event.dataTransfer.files;
        if (!dropped || !/\.(csv|tsv|txt|xlsx)$/i.test(dropped.name)) return;
        event.preventDefault();
        event.stopPropagation();
        setFile(dropped);
      }}
    >
      <VisuallyHidden component="h1">{say('Grid')}</VisuallyHidden>
      <Group gap="xs">
        <CatalogSearch
          key={scope}
          text={search.text ?? ''}
          scope={search.scope ?? 'datasets'}
          onText={(text) => onSearch({ ...search, text }, true)}
          onLeave={() => focusGrid(page.current)}
        />
        <SegmentedControl
          aria-label={say('What to list')}
          size="xs"
          data={[
            { value: 'datasets', label: say('Datasets') },
            { value: 'columns', label: say('Columns') },
          ]}
          value={scope}
          onChange={(value) =>
            onSearch({ text: search.text, scope: value === 'columns' ? 'columns' : 'datasets' })
          }
        />
        <Text size="sm" c="dimmed" role="status">
          {!sheet.loading && foundWords(scope, sheet)}
        </Text>
        <ColumnsMenu scope={scope} layout={layout} fields={fields.data ?? []} onLayout={onLayout} />
        <GridViews
          search={search}
          layout={layout}
          onOpen={(next, shown) => {
            if (shown) onLayout(shown, next.scope ?? 'datasets');
            onSearch(next);
          }}
        />
        <FileActions search={search} headers={headers} onFile={setFile} />
      </Group>
      {!sheet.stale && <QueryNotes text={search.text ?? ''} problems={[...sheet.problems]} near={[]} />}
      <FilterChips
        search={search}
        terms={[]}
        categoryName={categoryName}
        onSearch={(next) => onSearch({ ...search, ...next })}
      />
      {(search.filters ?? []).length > 0 && (
        <Group gap={6} role="group" aria-label={say('Filters of columns')}>
          {(search.filters ?? []).map((filter) => (
            <Pill
              key={filter.header}
              withRemoveButton
              removeButtonProps={{
                'aria-label': say('Remove the filter of {column}', { column: labelOf(filter.header) }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onRemove={() => onFilter(filter.header, null)}
            >
              {filterWords(filter, labelOf(filter.header))}
            </Pill>
          ))}
        </Group>
      )}
      <PendingBar cells={cells.cells} saving={saving} />
      {sheet.error ? (
        <ErrorState error={sheet.error} onRetry={sheet.retry} />
      ) : fields.isPending || sheet.loading ? (
        <Loading what={say('the grid')} bars={lines(12)} />
      ) : (
        <SheetGrid
          label={scope === 'datasets' ? say('Datasets') : say('Columns')}
          columns={columns}
          sheet={sheet}
          cells={cells}
          vocabulary={vocabulary}
          order={{ by: search.by, descending: search.descending === true }}
          filters={search.filters ?? []}
          listKey={JSON.stringify(search)}
          onSort={onSort}
          onFilter={onFilter}
          onResize={(header, width) => onLayout(withWidth(layout, header, width))}
          onMove={(header, before) => onLayout(placedBefore(layout, header, before))}
        />
      )}
      {file && (
        <ImportDialog key={`${file.name} ${file.lastModified}`} file={file} onClose={() => setFile(null)} />
      )}
    </div>
  );
}

function filterWords({ is, text = '' }: CellFilter, column: string): string {
  if (is === 'has') return say('{column} has "{text}"', { column, text });
  return is === 'empty' ? say('{column} is empty', { column }) : say('{column} is not empty', { column });
}

const focusGrid = (page: HTMLElement | null) => page?.querySelector<HTMLElement>('[role="grid"]')?.focus();

/** The browser asks before it closes a page with changes that are not saved. */
function useUnsavedWarning(): void {
  const { cells } = useStore(pendingStore);
  const unsaved = cells.size > 0;
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
}
