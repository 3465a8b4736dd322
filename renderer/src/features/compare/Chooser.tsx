import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Timeline } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { count, instant } from '../../shared/format.ts';
import { instantOf, localText } from '../../shared/local-time.ts';
import classes from './compare.module.css';
import { readTime } from './model/at.ts';
import { SIDES, type CompareSearch, type Kind } from './model/search-params.ts';
import { RunsChooser } from './RunsChooser.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  readonly search: CompareSearch;
  readonly onChange: (change: CompareSearch) => void;
}

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'revisions', label: say('Revisions') },
  { value: 'times', label: say('Dates') },
  { value: 'runs', label: say('Runs') },
];

const SIDE_NAMES = { a: say('First'), b: say('Second') } as const;

/** Which two are compared. */
export function Chooser({ search, onChange }: Props) {
  const { data: timeline, error, refetch } = useQuery(orpc.compare.timeline.queryOptions());
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
      {error && kind !== 'runs' ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {kind === 'revisions' ? <Revisions search={search} onChange={onChange} timeline={timeline} /> : null}
      {kind === 'times' ? <Times search={search} onChange={onChange} /> : null}
      {kind === 'runs' ? <RunsChooser search={search} onChange={onChange} /> : null}
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
