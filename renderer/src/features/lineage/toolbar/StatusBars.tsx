import { Switch, Text } from '@mantine/core';
import { IconRoute, IconX } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import type { Paths } from '../explorer/use-paths.ts';
import { columnsOf } from '../model/nodes.ts';
import { isFiltering, MAX_CAP, NO_FILTER } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

function ExitPath({ onClick }: { readonly onClick: () => void }) {
  return (
    <ToolButton
      variant="filled"
      onClick={onClick}
      rightSection={<IconX size={14} aria-hidden="true" />}
      title={say('Esc')}
    >
      {say('Exit path')}
    </ToolButton>
  );
}

/** Which column's path is lit, and the way out. */
function TraceBar() {
  const { state, update, view } = useExplorer();
  const { trace } = state;
  if (!trace) return null;
  const node = view?.nodes.find((other) => columnsOf(other).some((column) => column.id === trace.columnId));
  const column = columnsOf(node).find((other) => other.id === trace.columnId);
  const lit = view?.nodes.filter((other) => columnsOf(other).some((one) => one.lit !== 'none')).length ?? 0;
  return (
    <div className={classes.bar} role="status">
      <IconRoute size={16} aria-hidden="true" />
      <Text fz={13} component="span" className={classes.barText}>
        {lit > 0 ? 'Path of ' : 'No column lineage is recorded for '}
        <strong>{column?.name ?? 'this column'}</strong>
        {node ? ` in ${node.title}` : ''}
        {lit > 0
          ? ` · ${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: lit })} in the picture`
          : ''}
      </Text>
      <Switch
        size="xs"
        label={say('Indirect influence')}
        checked={trace.indirect}
        onChange={(event) => {
          const indirect = event.currentTarget.checked;
          update((now) => (now.trace ? { ...now, trace: { ...now.trace, indirect } } : now));
        }}
      />
      <ExitPath onClick={() => update((now) => ({ ...now, trace: null }))} />
    </div>
  );
}

/** How many paths join the two chosen datasets, and the way out. */
function PathBar({ paths }: { readonly paths: Paths | null }) {
  const { update } = useExplorer();
  if (!paths) return null;
  const found = paths.pending
    ? 'Searching paths …'
    : `${paths.complete ? '' : 'The first '}${paths.paths.length.toLocaleString()} ${paths.paths.length === 1 ? 'path' : 'paths'}`;
  return (
    <div className={classes.bar} role="status">
      <IconRoute size={16} aria-hidden="true" />
      <Text fz={13} component="span" className={classes.barText}>
        {found}
      </Text>
      <ToolButton onClick={() => update((now) => ({ ...now, selection: null }), 'replace')}>
        {say('List paths')}
      </ToolButton>
      <ExitPath onClick={() => update((now) => ({ ...now, path: null }))} />
    </div>
  );
}

/** What the picture leaves out, never silently. */
function CapNotice() {
  const { view, state, update } = useExplorer();
  if (!view || view.totals.wanted <= view.totals.shown) return null;
  const next = Math.min(MAX_CAP, Math.max(state.cap * 2, 100));
  return (
    <div className={classes.bar} data-kind="cap" role="status">
      <Text fz={13} component="span" className={classes.barText}>
        {say('Showing {shown, number} of {wanted, number} datasets, nearest to the root first.', {
          shown: view.totals.shown,
          wanted: view.totals.wanted,
        })}
      </Text>
      {state.cap < MAX_CAP ? (
        <ToolButton onClick={() => update((now) => ({ ...now, cap: next }))}>
          {say('Show up to {next, number}', { next })}
        </ToolButton>
      ) : (
        <Text size="xs" component="span">
          {say('The table lists all.')}
        </Text>
      )}
    </div>
  );
}

/** How many the filter lets pass, and what becomes of the others. */
function FilterNotice() {
  const { view, state, update } = useExplorer();
  if (!view || !isFiltering(state) || view.totals.matched === null) return null;
  const { matched, asked, filtered } = view.totals;
  return (
    <div className={classes.bar} data-kind="cap" role="status">
      <Text fz={13} component="span" className={classes.barText}>
        {say('{matched, number} of {asked, number} match the filter;', { matched, asked })}{' '}
        {state.hideOthers && !state.trace
          ? `${filtered.toLocaleString()} hidden, edges run over them.`
          : 'the others are dimmed.'}
      </Text>
      <ToolButton onClick={() => update((now) => ({ ...now, filter: NO_FILTER }))}>
        {say('Clear filter')}
      </ToolButton>
    </div>
  );
}

/** That only a choice of nodes is shown, or paths were opened, and the way back. */
function ChoiceNotice() {
  const { state, update } = useExplorer();
  const { only, along } = state;
  if (only === null && along.length === 0) return null;
  return (
    <div className={classes.bar} data-kind="cap" role="status">
      <Text fz={13} component="span" className={classes.barText}>
        {[
          only
            ? `Isolated: ${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: only.length })} and the paths between them`
            : null,
          along.length > 0
            ? `${say('{searches, plural, one {# path search} other {# path searches}}', { searches: along.length })} opened`
            : null,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </Text>
      {only ? (
        <ToolButton onClick={() => update((now) => ({ ...now, only: null }))}>
          {say('Leave isolation')}
        </ToolButton>
      ) : null}
      {along.length > 0 ? (
        <ToolButton onClick={() => update((now) => ({ ...now, along: [] }))}>{say('Close paths')}</ToolButton>
      ) : null}
    </div>
  );
}

/** Jobs beyond those that are drawn. */
function JobsNotice() {
  const { view } = useExplorer();
  if (!view || view.totals.jobs === 0 || view.totals.jobsWanted <= view.totals.jobs) return null;
  return (
    <div className={classes.bar} data-kind="cap" role="status">
      <Text fz={13} component="span" className={classes.barText}>
        {say('{jobs, number} of {jobsWanted, number} jobs are drawn; edges of the others are straight.', {
          jobs: view.totals.jobs,
          jobsWanted: view.totals.jobsWanted,
        })}
      </Text>
    </div>
  );
}

/** What of a picture of the past is as it is today. */
function PastNotice() {
  const { view } = useExplorer();
  if (!view || view.rules.length === 0) return null;
  return (
    <div className={classes.bar} data-kind="cap">
      <Text fz={13} component="span" className={classes.barText}>
        {view.rules.join(' ')}
      </Text>
    </div>
  );
}

/** Notices at the top of the picture. */
export function StatusBars({ paths }: { readonly paths: Paths | null }) {
  return (
    <div className={classes.bars}>
      <TraceBar />
      <PathBar paths={paths} />
      <CapNotice />
      <ChoiceNotice />
      <FilterNotice />
      <JobsNotice />
      <PastNotice />
    </div>
  );
}

/** One line below the picture: how much of the lineage it shows. */
export function Totals() {
  const { view } = useExplorer();
  if (!view) return null;
  const { shown, upstream, downstream, hidden, filtered, jobs } = view.totals;
  const groups = view.nodes.filter((node) => node.what === 'group').length;
  return (
    <Text size="xs" component="p" className={classes.totals}>
      {[
        `${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: shown })} shown`,
        jobs > 0 ? say('{jobs, plural, one {# job} other {# jobs}}', { jobs }) : null,
        groups > 0 ? say('{groups, plural, one {# closed group} other {# closed groups}}', { groups }) : null,
        hidden > 0 ? `${hidden.toLocaleString()} hidden by hand` : null,
        filtered > 0 ? `${filtered.toLocaleString()} hidden by the filter` : null,
        `${upstream.toLocaleString()} upstream and ${downstream.toLocaleString()} downstream at any depth`,
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </Text>
  );
}
