import { Switch, Text } from '@mantine/core';
import { IconRoute, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { explain } from '../../../shared/errors.ts';
import { useExplorer } from '../explorer/explorer.ts';
import type { Paths } from '../explorer/use-paths.ts';
import { columnsOf } from '../model/nodes.ts';
import { isFiltering, MAX_CAP, NO_FILTER } from '../state/view-state.ts';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { Say } from '../../../shared/language/Say.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

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

interface TracedProps {
  /** Whether any column lineage is known. */
  readonly lit: boolean;
  /** Absent while the column is not in the picture. */
  readonly dataset: string | undefined;
  readonly column: string | undefined;
}

function Traced({ lit, dataset, column }: TracedProps) {
  const strong = (inside: ReactNode) => <strong>{inside}</strong>;
  if (dataset === undefined || column === undefined) {
    return lit ? (
      <Say text="Path of <strong>this column</strong>" values={{ strong }} />
    ) : (
      <Say text="No column lineage is recorded for <strong>this column</strong>" values={{ strong }} />
    );
  }
  const values = { column, dataset, strong };
  return lit ? (
    <Say text="Path of <strong>{column}</strong> in {dataset}" values={values} />
  ) : (
    <Say text="No column lineage is recorded for <strong>{column}</strong> in {dataset}" values={values} />
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
        <Traced lit={lit > 0} dataset={node?.title} column={column?.name} />
        {lit > 0
          ? ` · ${say('{datasets, plural, one {# dataset} other {# datasets}} in the picture', { datasets: lit })}`
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
  const listed = { paths: paths.paths.length };
  const found = paths.error
    ? say('The paths could not be searched: {cause}', { cause: explain(paths.error).cause })
    : paths.pending
      ? say('Searching paths …')
      : paths.complete
        ? say('{paths, plural, one {# path} other {# paths}}', listed)
        : say('The first {paths, plural, one {# path} other {# paths}}', listed);
  return (
    <div className={classes.bar} role="status">
      <IconRoute size={16} aria-hidden="true" />
      <Text fz={13} component="span" className={classes.barText}>
        {found}
      </Text>
      {paths.error ? (
        <ToolButton onClick={paths.retry}>{say('Try again')}</ToolButton>
      ) : (
        <ToolButton onClick={() => update((now) => ({ ...now, selection: null }), 'replace')}>
          {say('List paths')}
        </ToolButton>
      )}
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
        {state.hideOthers && !state.trace
          ? say(
              '{matched, number} of {asked, number} match the filter; {filtered, number} hidden, edges run over them.',
              { matched, asked, filtered },
            )
          : say('{matched, number} of {asked, number} match the filter; the others are dimmed.', {
              matched,
              asked,
            })}
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
            ? say(
                'Isolated: {datasets, plural, one {# dataset} other {# datasets}} and the paths between them',
                { datasets: only.length },
              )
            : null,
          along.length > 0
            ? say('{searches, plural, one {# path search} other {# path searches}} opened', {
                searches: along.length,
              })
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
        {say('{drawn, number} of {jobs, number} jobs are drawn; edges of the others are straight.', {
          drawn: view.totals.jobs,
          jobs: view.totals.jobsWanted,
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
        {view.rules.map((rule) => told(rule)).join(' ')}
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
        say('{datasets, plural, one {# dataset} other {# datasets}} shown', { datasets: shown }),
        jobs > 0 ? say('{jobs, plural, one {# job} other {# jobs}}', { jobs }) : null,
        groups > 0 ? say('{groups, plural, one {# closed group} other {# closed groups}}', { groups }) : null,
        hidden > 0 ? say('{datasets, number} hidden by hand', { datasets: hidden }) : null,
        filtered > 0 ? say('{datasets, number} hidden by the filter', { datasets: filtered }) : null,
        say('{upstream, number} upstream and {downstream, number} downstream at any depth', {
          upstream,
          downstream,
        }),
      ]
        .filter((part) => part !== null)
        .join(' · ')}
    </Text>
  );
}
