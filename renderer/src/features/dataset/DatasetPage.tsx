import { Badge, Stack, Tabs, VisuallyHidden } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMessage } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { namesOf } from '../../shared/names.ts';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { Loading } from '../../shared/Loading.tsx';
import { DocumentationTab } from '../privacy/ai/DocumentationTab.tsx';
import { NamesSection } from '../joins/NamesSection.tsx';
import { DerivedNote } from '../propagation/DerivedNote.tsx';
import { StewardDialog, type StewardEdit } from '../stewardship/StewardDialog.tsx';
import { datasetItem } from '../stewardship/model/edit-item.ts';
import type { NameOf } from '../stewardship/model/tag-plan.ts';
import { useTagNames } from '../stewardship/use-statement-names.ts';
import { AliasSection } from './AliasSection.tsx';
import { ColumnLineageNote } from './ColumnLineageNote.tsx';
import { ColumnsTab } from './ColumnsTab.tsx';
import { DatasetHeader } from './DatasetHeader.tsx';
import { DescriptionCard } from './DescriptionCard.tsx';
import { EvidenceTab } from './EvidenceTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { LineageTab } from './LineageTab.tsx';
import { PropertiesTab } from './PropertiesTab.tsx';
import { RunsTab } from './RunsTab.tsx';
import { StewardshipTab } from './stewardship/StewardshipTab.tsx';
import { openCount } from './stewardship/threads.ts';
import { TestsTab } from './TestsTab.tsx';
import {
  DATASET_TABS,
  readColumnHash,
  readId,
  validateDatasetSearch,
  type DatasetTab,
} from './model/search-params.ts';
import classes from './dataset.module.css';
import { say } from '../../shared/language/say.ts';

/** One dataset: what it is, who answers for it, what flows in and out, and why all this is believed. */
export function DatasetPage() {
  const params = useParams({ strict: false });
  const id = readId(params.id);
  const query = useQuery({
    ...orpc.datasets.get.queryOptions({ input: { id: id ?? 1 } }),
    enabled: id !== null,
  });
  if (id === null) return <Missing error={new Error(say('The address does not name a dataset.'))} />;
  if (query.isPending) return <LoadingPage />;
  if (query.error) return <Missing error={query.error} onRetry={() => void query.refetch()} />;
  return <Dataset key={query.data.id} dataset={query.data} />;
}

function Dataset({ dataset }: { dataset: DatasetDetail }) {
  const { tab = 'columns' } = validateDatasetSearch(useSearch({ strict: false }));
  const column = readColumnHash(useLocation({ select: ({ hash }) => hash }));
  const navigate = useNavigate();
  const tagName = useTagNames();
  const [edit, setEdit] = useState<StewardEdit | null>(null);
  const comments = useQuery(
    orpc.comments.list.queryOptions({ input: { target: { on: 'dataset', id: dataset.id } } }),
  );
  const talked = comments.data ? openCount(comments.data) : 0;
  const open = (what: StewardEdit['what']) => () =>
    setEdit({ what, subject: { title: namesOf(dataset).leaf, count: 1, items: [datasetItem(dataset)] } });
  const goTo = (next: DatasetTab) =>
    void navigate({
      to: '/dataset/$id',
      params: { id: String(dataset.id) },
      search: { tab: next },
      replace: true,
    });

  useDocumentTitle(`${namesOf(dataset).leaf} · Headwater`);
  usePageCommands([
    { id: 'dataset.tag', title: say('Edit tags of this dataset'), keys: ['T'], run: open('tags') },
    { id: 'dataset.own', title: say('Edit owners of this dataset'), keys: ['O'], run: open('owners') },
    {
      id: 'dataset.lineage',
      title: say('Lineage of this dataset'),
      keys: ['L'],
      run: () => void navigate({ to: '/lineage', search: { root: dataset.id } }),
    },
  ]);

  return (
    <article className={classes.page} aria-label={dataset.name}>
      <DatasetHeader dataset={dataset} nameOf={tagName} onTag={open('tags')} onOwner={open('owners')} />
      <AliasSection aliases={dataset.aliases} />
      <NamesSection dataset={dataset} />
      <DescriptionCard dataset={dataset} />
      <DerivedNote datasetId={dataset.id} />
      {tab === 'columns' && <ColumnLineageNote statuses={dataset.columnLineage} />}
      <Tabs
        className={classes.tabs}
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          const known = DATASET_TABS.find((name) => name === next);
          if (known) goTo(known);
        }}
      >
        <Tabs.List>
          {DATASET_TABS.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              rightSection={name === 'stewardship' && talked > 0 ? <Talked count={talked} /> : null}
            >
              {tabTitle(name, dataset)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {DATASET_TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            {name === tab && tabContent(name, dataset, tagName, column)}
          </Tabs.Panel>
        ))}
      </Tabs>
      <StewardDialog edit={edit} onClose={() => setEdit(null)} />
    </article>
  );
}

/** Comments that nobody settled. */
function Talked({ count }: { count: number }) {
  return (
    <Badge
      size="sm"
      variant="default"
      component="span"
      leftSection={<IconMessage size={11} aria-hidden />}
      title={say('{comments, plural, one {# open comment} other {# open comments}}', { comments: count })}
    >
      {count}
      <VisuallyHidden>
        {' '}
        {say('{comments, plural, one {open comment} other {open comments}}', { comments: count })}
      </VisuallyHidden>
    </Badge>
  );
}

function tabTitle(tab: DatasetTab, { counts, properties }: DatasetDetail): string {
  const titles: Record<DatasetTab, string> = {
    columns: say('Columns {columns, number}', { columns: counts.columns }),
    stewardship: say('Stewardship'),
    lineage: say('Lineage {upstream, number} ↑ {downstream, number} ↓', {
      upstream: counts.upstream,
      downstream: counts.downstream,
    }),
    runs: say('Jobs & runs {jobs, number} / {runs, number}', { jobs: counts.jobs, runs: counts.runs }),
    tests: say('Tests & quality {tests, number}', { tests: counts.tests }),
    documentation: say('Documentation'),
    evidence: say('Evidence'),
    history: say('History'),
    properties: say('Properties {properties, number}', { properties: properties.length }),
  };
  return titles[tab];
}

function tabContent(
  tab: DatasetTab,
  dataset: DatasetDetail,
  nameOf: NameOf,
  column: number | null,
): ReactNode {
  switch (tab) {
    case 'columns':
      return <ColumnsTab id={dataset.id} nameOf={nameOf} columnId={column} />;
    case 'stewardship':
      return <StewardshipTab dataset={dataset} columnId={column} />;
    case 'lineage':
      return <LineageTab dataset={dataset} />;
    case 'runs':
      return <RunsTab dataset={dataset} />;
    case 'tests':
      return <TestsTab dataset={dataset} />;
    case 'documentation':
      return <DocumentationTab datasetId={dataset.id} kind={dataset.kind} />;
    case 'evidence':
      return <EvidenceTab dataset={dataset} />;
    case 'history':
      return <HistoryTab id={dataset.id} />;
    case 'properties':
      return <PropertiesTab properties={dataset.properties} />;
  }
}

/** A dataset that cannot be shown, with a way on. */
function Missing({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <Stack gap="md" className={classes.page}>
      <PageHeader
        title={say('Dataset')}
        actions={
          <ButtonLink to="/browse" variant="default">
            {say('Browse datasets')}
          </ButtonLink>
        }
      />
      <ErrorState error={error} {...(onRetry ? { onRetry } : {})} />
    </Stack>
  );
}

function LoadingPage() {
  return (
    <Loading
      what={say('dataset')}
      className={classes.page}
      bars={[{ height: 28, width: '40%' }, { height: 16, width: '60%' }, 64, 320]}
    />
  );
}
