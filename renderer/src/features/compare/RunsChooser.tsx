import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobRow } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { instant } from '../../shared/format.ts';
import { stateName } from '../../shared/words.ts';
import { useJobSearch, type JobOption } from '../jobs/use-job-search.ts';
import classes from './compare.module.css';
import { SIDES, type CompareSearch } from './model/search-params.ts';
import { say } from '../../shared/language/say.ts';

/** Runs of the job that can be chosen from; others are compared from the page of the job. */
const RUNS = 200;

const RUN_NAMES = { a: say('First run'), b: say('Second run') } as const;

function runOf(side: 'a' | 'b', name: string): string {
  return side === 'a' ? say('First run of {name}', { name }) : say('Second run of {name}', { name });
}

interface Props {
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

/** Which two runs of a job: the job first, unless a run in the address tells it. */
export function RunsChooser({ search, onChange }: Props) {
  const known = search.kind === 'runs' ? Number(search.a ?? search.b ?? 0) : 0;
  const run = useQuery({
    ...orpc.jobs.run.queryOptions({ input: { id: known || 1 } }),
    enabled: known > 0,
  });
  const [picked, setPicked] = useState<JobOption | null>(null);
  const job = run.data?.job.id ?? (picked && Number(picked.value));
  const runs = useQuery({
    ...orpc.jobs.runs.queryOptions({ input: { id: job ?? 1, limit: RUNS } }),
    enabled: job !== null,
  });
  const options = (runs.data?.items ?? []).map((one) => ({
    value: String(one.id),
    label: `${instant(one.startedAt ?? one.lastAt ?? '') || one.runId} · ${stateName(one.state)} · ${one.runId}`,
  }));
  const withChosen = (side: 'a' | 'b') => {
    const chosen = search.kind === 'runs' ? search[side] : undefined;
    return chosen === undefined || options.some(({ value }) => value === String(chosen))
      ? options
      : [
          ...options,
          { value: String(chosen), label: say('Run {chosen} of another job or longer ago', { chosen }) },
        ];
  };
  return (
    <>
      {/* A run that is not there tells no job either. */}
      {known === 0 || run.isError ? <JobField picked={picked} onPick={setPicked} /> : null}
      {runs.error ? <ErrorState error={runs.error} onRetry={() => void runs.refetch()} /> : null}
      {job === null
        ? null
        : SIDES.map((side) => (
            <Select
              key={side}
              className={classes.side}
              size="xs"
              label={run.data ? runOf(side, run.data.job.name) : RUN_NAMES[side]}
              searchable
              allowDeselect={false}
              placeholder={say('Run')}
              data={withChosen(side)}
              value={search.kind === 'runs' && search[side] !== undefined ? String(search[side]) : null}
              onChange={(value) => value !== null && onChange({ kind: 'runs', [side]: Number(value) })}
            />
          ))}
    </>
  );
}

/** One run alone has nothing to be compared with. */
const jobOption = ({ id, name, runs }: JobRow): JobOption => ({
  value: String(id),
  label: say('{name} · {runs, plural, one {# run} other {# runs}}', { name, runs }),
  disabled: runs < 2,
});

interface JobFieldProps {
  readonly picked: JobOption | null;
  readonly onPick: (job: JobOption | null) => void;
}

function JobField({ picked, onPick }: JobFieldProps) {
  const { field, error, retry } = useJobSearch(jobOption, { chosen: picked, at: null });
  return (
    <>
      <Select
        {...field}
        className={classes.side}
        size="xs"
        label={say('Job')}
        placeholder={say('Whose runs')}
        value={picked?.value ?? null}
        onChange={(value) => onPick(field.data.find((one) => one.value === value) ?? null)}
      />
      {error ? <ErrorState error={error} onRetry={retry} /> : null}
    </>
  );
}
