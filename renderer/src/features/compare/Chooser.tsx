import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Timeline } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { count, instant } from '../../shared/format.ts';
import { instantOf, localText } from '../../shared/local-time.ts';
import { stateName } from '../../shared/words.ts';
import classes from './compare.module.css';
import { readTime } from './model/at.ts';
import type { CompareSearch, Kind } from './model/search-params.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Runs of the job that can be chosen from; others are compared from the page of the job. */
const RUNS = 200;

interface Props {
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'revisions', label: say('Revisions') },
  { value: 'times', label: say('Dates') },
  { value: 'runs', label: say('Runs') },
];

const SIDES = ['a', 'b'] as const;
const SIDE_NAMES = { a: say('First'), b: say('Second') } as const;
const RUN_NAMES = { a: say('First run'), b: say('Second run') } as const;

function runOf(side: 'a' | 'b', name: string): string {
  return side === 'a' ? say('First run of {name}', { name }) : say('Second run of {name}', { name });
}

/** Which two are compared. */
export function Chooser({ search, onChange }: Props) {
  const timeline = useQuery(orpc.compare.timeline.queryOptions()).data;
  const kind = search.kind ?? 'revisions';
  return (
    <div className={classes.chooser} role="group" aria-label={say('What is compared')}>
      <SegmentedControl
        size="xs"
        aria-label={say('Compare by')}
        data={[...KINDS]}
        value={kind}
        onChange={(value) => onChange({ kind: value, ...startOf(value, timeline) } as CompareSearch)}
      />
      {kind === 'revisions' ? <Revisions search={search} onChange={onChange} timeline={timeline} /> : null}
      {kind === 'times' ? <Times search={search} onChange={onChange} /> : null}
      {kind === 'runs' ? <Runs search={search} onChange={onChange} /> : null}
    </div>
  );
}

/** What is compared at first: the newest change with what was before it, the latest day with the one before. */
function startOf(kind: Kind, timeline: Timeline | undefined): Record<'a' | 'b' | 'item', unknown> {
  const nothing = { a: undefined, b: undefined, item: undefined };
  if (kind === 'revisions' && timeline) {
    const last = timeline.revisions.at(-1)?.revision ?? timeline.newest;
    return { a: Math.max(0, last - 1), b: timeline.newest, item: undefined };
  }
  const latest = timeline?.runs.at(-1)?.time;
  if (kind !== 'times' || !latest) return nothing;
  return { a: new Date(Date.parse(latest) - 86_400_000).toISOString(), b: latest, item: undefined };
}

function Revisions({ search, onChange, timeline }: Props & { readonly timeline: Timeline | undefined }) {
  const known = (timeline?.revisions ?? []).toReversed().map(({ revision, at, label }) => ({
    value: String(revision),
    label: `${count(revision)} · ${instant(at)} · ${told(label)}`,
  }));
  const options = (side: 'a' | 'b') => {
    const values = new Map(known.map((one) => [one.value, one]));
    const newest = timeline ? String(timeline.newest) : null;
    if (newest !== null && !values.has(newest))
      values.set(newest, { value: newest, label: say('{newest} · newest', { newest }) });
    values.set('0', { value: '0', label: say('0 · the empty catalog') });
    const chosen = search.kind === 'revisions' ? search[side] : undefined;
    if (chosen !== undefined && !values.has(String(chosen)))
      values.set(String(chosen), {
        value: String(chosen),
        label: say('Revision {revision}', { revision: chosen }),
      });
    return [...values.values()].sort((x, y) => Number(y.value) - Number(x.value));
  };
  return SIDES.map((side) => (
    <Select
      key={side}
      className={classes.side}
      size="xs"
      label={SIDE_NAMES[side]}
      searchable
      allowDeselect={false}
      placeholder={say('Revision')}
      data={options(side)}
      value={search.kind === 'revisions' && search[side] !== undefined ? String(search[side]) : null}
      onChange={(value) => value !== null && onChange({ kind: 'revisions', [side]: Number(value) })}
    />
  ));
}

function Times({ search, onChange }: Props) {
  return SIDES.map((side) => (
    <TimeField
      key={`${side} ${search[side] ?? ''}`}
      label={SIDE_NAMES[side]}
      value={search.kind === 'times' ? String(search[side] ?? '') : ''}
      onChange={(time) => onChange({ kind: 'times', [side]: time })}
    />
  ));
}

/** A time in the zone of the system, as the browser's own field takes it. */
function TimeField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (time: string) => void;
}) {
  const [text, setText] = useState(() => localText(value, 'seconds'));
  return (
    <TextInput
      className={classes.side}
      size="xs"
      type="datetime-local"
      step={1}
      label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        const time = readTime(instantOf(text));
        if (time !== null && text !== localText(value, 'seconds')) onChange(time);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function Runs({ search, onChange }: Props) {
  const known = search.kind === 'runs' ? Number(search.a ?? search.b ?? 0) : 0;
  const run = useQuery({
    ...orpc.jobs.run.queryOptions({ input: { id: known || 1 } }),
    enabled: known > 0,
  }).data;
  const jobs = useQuery({
    ...orpc.jobs.list.queryOptions({ input: { text: '', state: 'any', limit: 500 } }),
    enabled: known === 0,
  }).data;
  const [jobId, setJobId] = useState<number | null>(null);
  const job = run?.job.id ?? jobId;
  const runs = useQuery({
    ...orpc.jobs.runs.queryOptions({ input: { id: job ?? 1, limit: RUNS } }),
    enabled: job !== null,
  }).data;
  const options = (runs?.items ?? []).map((one) => ({
    value: String(one.id),
    label: `${instant(one.startedAt ?? one.lastAt ?? '') || one.runId} · ${stateName(one.state)} · ${one.runId}`,
  }));
  const withChosen = (side: 'a' | 'b') => {
    const chosen = search[side];
    return chosen === undefined || options.some(({ value }) => value === String(chosen))
      ? options
      : [
          ...options,
          { value: String(chosen), label: say('Run {chosen} of another job or longer ago', { chosen }) },
        ];
  };
  return (
    <>
      {known === 0 ? (
        <Select
          className={classes.side}
          size="xs"
          label={say('Job')}
          searchable
          placeholder={say('Whose runs')}
          data={(jobs?.items ?? [])
            .filter((one) => one.runs > 1)
            .map((one) => ({
              value: String(one.id),
              label: say('{name} · {runs, plural, one {# run} other {# runs}}', {
                name: one.name,
                runs: one.runs,
              }),
            }))}
          value={jobId === null ? null : String(jobId)}
          onChange={(value) => setJobId(value === null ? null : Number(value))}
        />
      ) : null}
      {job === null
        ? null
        : SIDES.map((side) => (
            <Select
              key={side}
              className={classes.side}
              size="xs"
              label={run ? runOf(side, run.job.name) : RUN_NAMES[side]}
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
