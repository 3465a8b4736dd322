import { Button, SegmentedControl, Select, TextInput, useComputedColorScheme } from '@mantine/core';
import { useDebouncedValue, useDocumentTitle } from '@mantine/hooks';
import { IconMap2, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Overview } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { useSentText } from '../../shared/use-sent-text.ts';
import { copyTable, PictureGrid } from '../lineage/table/PictureGrid.tsx';
import { groupedBy } from '../lineage/model/words.ts';
import { ToolButton } from '../lineage/toolbar/ToolButton.tsx';
import classes from './map.module.css';
import { MapCanvas } from './MapCanvas.tsx';
import { MapFacts } from './MapFacts.tsx';
import { MapLegend } from './MapLegend.tsx';
import { COLOURED_BY, COLOURING_NAME, coloursOf } from './model/colours.ts';
import type { Spot } from './model/places.ts';
import { COLOURINGS, TABS, validateMapSearch, type MapSearch, type Tab } from './model/search-params.ts';
import { mapTable } from './model/tables.ts';
import { mapTree } from './model/tree.ts';
import { MapTree, type Closed } from './MapTree.tsx';
import { TimeToggle } from '../compare/TimeToggle.tsx';
import { atSearch, QuestionTime, useAt } from '../questions/use-at.tsx';
import { useFound } from './use-found.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const TAB_NAME: Record<Tab, string> = {
  map: say('Map'),
  groups: say('Groups'),
  datasets: say('Datasets'),
  flows: say('Flows'),
};

type Listed = Exclude<Tab, 'map'>;

const COUNTED: Record<Listed, (rows: number) => string> = {
  groups: (groups) => say('{groups, plural, one {# group} other {# groups}}', { groups }),
  datasets: (datasets) => say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets }),
  flows: (flows) => say('{flows, plural, one {# flow} other {# flows}}', { flows }),
};

const LABEL: Record<Exclude<Listed, 'datasets'>, string> = {
  groups: say('Groups of the map'),
  flows: say('Flows of the map'),
};

/** `/map`: the whole catalog as one picture, and as tables. */
export function MapPage() {
  useDocumentTitle(`${say('Map')} · Headwater`);
  const search = validateMapSearch(useSearch({ strict: false }));
  const at = useAt();
  const map = useQuery({
    ...orpc.overview.map.queryOptions({ input: { by: search.by ?? null, at } }),
    placeholderData: keepPreviousData,
  });
  if (map.error)
    return (
      <div className={classes.bar}>
        <ErrorState error={map.error} onRetry={() => void map.refetch()} />
      </div>
    );
  if (!map.data) return <Loading what={say('the map')} bars={[420]} />;
  if (map.data.totals.datasets === 0 && !at)
    return (
      <EmptyState
        icon={IconMap2}
        title={say('There is nothing to map yet')}
        order={1}
        actions={
          <ButtonLink to="/import" variant="default">
            {say('Import a source')}
          </ButtonLink>
        }
      >
        {say('The map shows every dataset of the catalog, in groups, and what flows between them.')}
      </EmptyState>
    );
  return <Loaded map={map.data} search={search} />;
}

function Loaded({ map, search }: { readonly map: Overview; readonly search: MapSearch }) {
  const navigate = useNavigate();
  const update = (change: Partial<Record<keyof MapSearch, unknown>>) =>
    void navigate({ to: '/map', search: validateMapSearch({ ...search, ...change }), replace: true });
  const [chosen, setChosen] = useState<{ readonly by: string; readonly spot: Spot | null } | null>(null);
  const spot = chosen?.by === map.by ? chosen.spot : null;
  const setSpot = (next: Spot | null) => setChosen({ by: map.by, spot: next });
  const tab = search.tab ?? 'map';
  const scheme = useComputedColorScheme('light');
  const [opened] = useState(() => Date.now());
  // In the past, "so many days ago" is reckoned from there.
  const seenFrom = map.lookedAt === null ? opened : Date.parse(map.lookedAt);
  const at = useAt();
  const colours = useMemo(
    () => coloursOf(map, search.colour ?? 'system', scheme, seenFrom),
    [map, search.colour, scheme, seenFrom],
  );
  const found = useFound(map, search.text ?? '');
  const open = (dataset: number) =>
    void navigate({ to: '/lineage', search: { root: map.datasets.ids[dataset]!, ...atSearch(at) } });
  return (
    <div className={classes.page}>
      <Bar map={map} search={search} update={update} />
      <QuestionTime />
      {map.rules.length > 0 ? (
        <p className={classes.facts}>{map.rules.map((rule) => told(rule)).join(' ')}</p>
      ) : null}
      <MapFacts
        map={map}
        found={found}
        spot={spot}
        onAlone={() => update({ tab: 'datasets', alone: true })}
      />
      {tab === 'map' ? (
        <div className={classes.main}>
          <MapCanvas
            map={map}
            colours={colours}
            found={found.of}
            spot={spot}
            onSpot={setSpot}
            onOpen={open}
          />
          <MapLegend title={COLOURING_NAME[search.colour ?? 'system']} colours={colours} />
        </div>
      ) : (
        <Twin
          map={map}
          tab={tab}
          found={found.of}
          alone={search.alone ?? false}
          onAll={() => update({ alone: undefined })}
          onGo={(next) => {
            setSpot(next);
            update({ tab: undefined });
          }}
        />
      )}
    </div>
  );
}

interface BarProps {
  readonly map: Overview;
  readonly search: MapSearch;
  readonly update: (change: Partial<Record<keyof MapSearch, unknown>>) => void;
}

function Bar({ map, search, update }: BarProps) {
  return (
    <div className={classes.bar}>
      <h1 className={classes.heading}>{say('Map')}</h1>
      <Select
        size="xs"
        w={190}
        aria-label={say('Grouped by')}
        allowDeselect={false}
        data={map.groupings.map((one) => ({ value: one.by, label: groupedBy(one) }))}
        value={map.by}
        onChange={(by) => update({ by })}
      />
      <Select
        size="xs"
        w={210}
        aria-label={say('Coloured by')}
        allowDeselect={false}
        data={COLOURINGS.map((value) => ({ value, label: COLOURED_BY[value] }))}
        value={search.colour ?? 'system'}
        onChange={(colour) => update({ colour })}
      />
      <FindField text={search.text ?? ''} onText={(text) => update({ text })} />
      <TimeToggle />
      <span className={classes.space} />
      <SegmentedControl
        size="xs"
        aria-label={say('Shown as')}
        data={TABS.map((value) => ({ value, label: TAB_NAME[value] }))}
        value={search.tab ?? 'map'}
        onChange={(tab) => update({ tab, alone: undefined })}
      />
      <ButtonLink to="/lineage" size="compact-sm" variant="default" fz="xs">
        {say('Lineage of one dataset')}
      </ButtonLink>
    </div>
  );
}

/** Two keys pressed at once go to the address once. */
const TYPING_MS = 30;

function FindField({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }) {
  const { text: typed, put } = useSentText(text, onText, TYPING_MS);
  return (
    <TextInput
      size="xs"
      w={240}
      aria-label={say('Find on the map')}
      placeholder={say('Find, e.g. orders or tag:finance')}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => put(event.currentTarget.value)}
    />
  );
}

const ALL_OPEN: Closed = { all: false, except: new Set() };
const ALL_CLOSED: Closed = { all: true, except: new Set() };
/** With more datasets than this, the tree begins with its groups closed. */
const OPEN_AT_FIRST = 200;

interface TwinProps {
  readonly map: Overview;
  readonly tab: Listed;
  readonly found: Uint8Array | null;
  readonly alone: boolean;
  readonly onAll: () => void;
  readonly onGo: (spot: Spot) => void;
}

function Twin({ map, tab, found, alone, onAll, onGo }: TwinProps) {
  const [settled] = useDebouncedValue(found, 150);
  const table = useMemo(() => mapTable(map, tab, { found: settled, alone }), [map, tab, settled, alone]);
  const tree = useMemo(
    () => (tab === 'datasets' ? mapTree(map, { found: settled, alone }) : []),
    [map, tab, settled, alone],
  );
  const counted = COUNTED[tab](table.rows.length);
  const [chosen, setClosed] = useState<Closed | null>(null);
  // What was looked for lies open; otherwise a catalog of any size begins with its groups.
  const closed = chosen ?? (settled || alone || map.totals.datasets <= OPEN_AT_FIRST ? ALL_OPEN : ALL_CLOSED);
  return (
    <div className={classes.main}>
      <div className={classes.bar}>
        <span>{alone ? say('{counted} without lineage', { counted }) : counted}</span>
        {alone ? <ToolButton onClick={onAll}>{say('Show all')}</ToolButton> : null}
        {tab === 'datasets' ? (
          <>
            <ToolButton onClick={() => setClosed(ALL_OPEN)}>{say('Open all groups')}</ToolButton>
            <ToolButton onClick={() => setClosed(ALL_CLOSED)}>{say('Close all groups')}</ToolButton>
          </>
        ) : null}
        <span className={classes.space} />
        <Button size="compact-sm" fz="xs" variant="default" onClick={() => void copyTable(table)}>
          {say('Copy table')}
        </Button>
      </div>
      {tab === 'datasets' ? (
        <MapTree rows={tree} closed={closed} onClosed={setClosed} onGo={onGo} />
      ) : (
        <PictureGrid
          key={tab}
          table={table}
          label={LABEL[tab]}
          onGo={({ leadsTo }) =>
            onGo({ group: 'node' in leadsTo ? leadsTo.node : leadsTo.from, dataset: null })
          }
        />
      )}
    </div>
  );
}
