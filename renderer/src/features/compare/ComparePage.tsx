import { Button, Menu, SegmentedControl, Switch, Text } from '@mantine/core';
import { IconArrowsDiff, IconArrowsExchange, IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { CompareOf } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { PAGE, paging, useFlat } from '../../shared/grid/use-flat.ts';
import { host } from '../../shared/host.ts';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { orSay } from '../../shared/say-error.ts';
import { Chooser } from './Chooser.tsx';
import './compare-colours.css';
import classes from './compare.module.css';
import { ComparePicture } from './ComparePicture.tsx';
import { DifferenceList } from './DifferenceList.tsx';
import { DifferenceTable } from './DifferenceTable.tsx';
import { ShownDifference } from './ShownDifference.tsx';
import { compareOf, validateCompareSearch, type CompareSearch } from './model/search-params.ts';
import { sideDetail, sideName, sideTitle } from './model/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const VIEWS = ['picture', 'table'] as const;

/** What is undefined is taken out of the address. */
type Change = { readonly [Key in keyof CompareSearch]?: CompareSearch[Key] | undefined };
type Update = (change: Change, how?: 'push' | 'replace') => void;

/** `/compare`: two revisions, times or runs side by side, the most suspicious difference first. */
export function ComparePage() {
  const search = validateCompareSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const update: Update = (change, how = 'push') => {
    void navigate({
      to: '/compare',
      search: (now) => validateCompareSearch({ ...now, ...change }),
      replace: how === 'replace',
      resetScroll: false,
    });
  };
  const of = compareOf(search);
  return (
    <article className={classes.page} aria-label={say('Compare')}>
      <PageHeader
        title={say('Compare')}
        description={say(
          'What differs between two states of the catalog or two runs, the most suspicious first.',
        )}
        actions={of ? <Actions of={of} update={update} /> : undefined}
      />
      <Chooser search={search} onChange={update} />
      {of ? (
        <Differences key={JSON.stringify(of)} of={of} search={search} update={update} />
      ) : (
        <EmptyState icon={IconArrowsDiff} title={say('Choose what to compare')}>
          {say(
            'Two revisions show what imports and people changed. Two times show what had flowed by then. Two runs of a job are compared with everything upstream: that shows why today’s result differs from yesterday’s.',
          )}
        </EmptyState>
      )}
    </article>
  );
}

function Actions({ of, update }: { readonly of: CompareOf; readonly update: Update }) {
  const save = async (format: 'csv' | 'json') => {
    const { name, text } = await client.compare.export({ of, format });
    await host.save(name, format === 'csv' ? 'text/csv' : 'application/json', text);
  };
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowsExchange size={14} aria-hidden />}
        onClick={() => update({ a: of.b, b: of.a })}
      >
        {say('Swap')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconDownload size={14} aria-hidden />}>
            {say('Export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => orSay(save('csv'))}>{say('Save as CSV')}</Menu.Item>
          <Menu.Item onClick={() => orSay(save('json'))}>{say('Save as JSON')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface Props {
  readonly of: CompareOf;
  readonly search: CompareSearch;
  readonly update: Update;
}

function Differences({ of, search, update }: Props) {
  const unchanged = search.same === 'show';
  const query = useInfiniteQuery(
    orpc.compare.get.infiniteOptions({
      input: (offset: number) => ({ of, unchanged, offset, limit: PAGE }),
      ...paging,
    }),
  );
  const list = useFlat(query);
  const first = query.data?.pages[0];
  const names = ((): readonly [string, string] => {
    const titles = first
      ? ([sideName(first.a), sideName(first.b)] as const)
      : ([say('First'), say('Second')] as const);
    return titles[0] === titles[1]
      ? [say('{title} (first)', { title: titles[0] }), say('{title} (second)', { title: titles[1] })]
      : titles;
  })();
  const choose = (item: string) => update({ item }, 'replace');
  const chosen = search.item ?? list.items[0]?.key ?? null;
  const view = search.view ?? 'list';
  return (
    <>
      {first ? (
        <div className={classes.summary}>
          <Text size="sm" role="status">
            {say(
              '{added, number} added, {removed, number} removed, {changed, number} changed, {unchanged, number} alike',
              {
                added: first.totals.added,
                removed: first.totals.removed,
                changed: first.totals.changed,
                unchanged: first.totals.unchanged,
              },
            )}
          </Text>
          <Switch
            size="xs"
            label={say('Show what is alike')}
            checked={unchanged}
            onChange={(event) =>
              update({ same: event.currentTarget.checked ? 'show' : undefined }, 'replace')
            }
          />
          <SegmentedControl
            size="xs"
            aria-label={say('Shown as')}
            data={[
              { value: 'list', label: say('List') },
              { value: 'picture', label: say('Picture') },
              { value: 'table', label: say('Table') },
            ]}
            value={view}
            onChange={(value) => update({ view: VIEWS.find((one) => one === value) }, 'replace')}
          />
          {[first.a, first.b].map((side, position) => (
            <Text key={position} size="xs" c="dimmed">
              {sideTitle(side)}
              {sideDetail(side) ? `: ${sideDetail(side)}` : ''}
            </Text>
          ))}
          {first.notes.map((note) => (
            <Text key={note} size="xs" c="dimmed">
              {told(note)}
            </Text>
          ))}
        </div>
      ) : null}
      {view === 'picture' ? <ComparePicture of={of} chosen={chosen} onChoose={choose} /> : null}
      <PagedList
        list={list}
        what={say('differences')}
        empty={
          <EmptyState icon={IconArrowsDiff} title={say('Nothing differs')}>
            {say('The two are alike in everything that the catalog knows.')}
          </EmptyState>
        }
      >
        {(items) =>
          view === 'table' ? (
            <DifferenceTable items={items} names={names} />
          ) : (
            <div className={classes.columns}>
              <DifferenceList items={items} chosen={chosen} onChoose={choose} />
              {chosen === null ? null : <ShownDifference of={of} item={chosen} items={items} names={names} />}
            </div>
          )
        }
      </PagedList>
    </>
  );
}
