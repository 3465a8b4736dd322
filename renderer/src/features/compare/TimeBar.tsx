import { ActionIcon, SegmentedControl, Slider, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconArrowsDiff,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { At, Timeline } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { useCommands, type Command } from '../../shared/commands.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useStore } from '../../shared/store.ts';
import { ToolButton } from '../lineage/toolbar/ToolButton.tsx';
import { atWords } from './model/at.ts';
import { stopAt, stopsOf, type Clock, type Stop } from './model/ticks.ts';
import { timeBarOpen, toggleTimeBar } from './time-bar-store.ts';
import classes from './time-bar.module.css';
import { say } from '../../shared/language/say.ts';

/** A picture takes some time to look at. */
const STEP_MS = 1500;
/** While the slider is dragged, the picture follows with this delay. */
const FOLLOW_MS = 150;
/** More ticks than this run together. */
const MAX_MARKS = 60;

export interface TimeBarProps {
  readonly at: At | null;
  readonly onChange: (at: At | null, how: 'push' | 'replace') => void;
}

const COMMANDS: readonly Command[] = [
  {
    id: 'lineage.time',
    title: say('Show or close the time bar'),
    group: 'Lineage',
    keys: ['T'],
    run: toggleTimeBar,
  },
];

/** The slider over revisions or run times. Nothing while it is closed and the present is shown. */
export function TimeBar({ at, onChange }: TimeBarProps) {
  useCommands(COMMANDS);
  const open = useStore(timeBarOpen);
  const { data, error, refetch } = useQuery({
    ...orpc.compare.timeline.queryOptions(),
    enabled: open || at !== null,
  });
  // An address with a moment opens the bar, so that the way back is in sight.
  useEffect(() => {
    if (at) timeBarOpen.set(true);
  }, [at]);
  if (!open && !at) return null;
  return (
    <section className={classes.bar} aria-label={say('Time')}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Controls at={at} onChange={onChange} timeline={data} /> : null}
    </section>
  );
}

function Controls({ at, onChange, timeline }: TimeBarProps & { readonly timeline: Timeline }) {
  const [chosen, setClock] = useState<Clock>('revisions');
  const clock = at ? ('revision' in at ? 'revisions' : 'times') : chosen;
  const stops = useMemo(() => stopsOf(timeline, clock), [timeline, clock]);
  const [dragged, setDragged] = useState<number | null>(null);
  const index = dragged ?? stopAt(stops, at);
  const [playing, setPlaying] = useState(false);
  const follow = useDebouncedCallback((to: number) => onChange(stops[to]?.at ?? null, 'replace'), FOLLOW_MS);
  // What the slider was to show on its way is passed over.
  const show = (next: At | null, how: 'push' | 'replace') => {
    follow.cancel();
    setDragged(null);
    onChange(next, how);
  };
  const go = (to: number) => show(stops[Math.min(stops.length - 1, Math.max(0, to))]?.at ?? null, 'replace');
  usePlay(playing, index, stops, go, () => setPlaying(false));
  const last = stops.length - 1;
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={say('Clock')}
        data={[
          { value: 'revisions', label: say('Revisions') },
          { value: 'times', label: say('Run time') },
        ]}
        value={clock}
        onChange={(value) => {
          setPlaying(false);
          setClock(value === 'times' ? 'times' : 'revisions');
          if (at) show(null, 'push');
        }}
      />
      <Steps index={index} last={last} go={go} playing={playing} onPlay={setPlaying} />
      <Slider
        className={classes.slider}
        min={0}
        max={Math.max(1, last)}
        step={1}
        size="sm"
        value={index}
        disabled={last === 0}
        label={stops[index]?.words ?? ''}
        thumbLabel={clock === 'revisions' ? say('Revision') : say('Run time')}
        thumbProps={{ 'aria-valuetext': stops[index]?.words ?? '' }}
        marks={stops.length <= MAX_MARKS ? stops.map((_, value) => ({ value })) : []}
        onChange={(value) => {
          setPlaying(false);
          setDragged(value);
          follow(value);
        }}
        onChangeEnd={(value) => go(value)}
      />
      <Where at={at} stop={stops[index]} timeline={timeline} clock={clock} />
      {at ? (
        <>
          <CompareWithNow at={at} newest={timeline.newest} />
          <ToolButton variant="filled" onClick={() => show(null, 'push')}>
            {say('Back to now')}
          </ToolButton>
        </>
      ) : (
        <ActionIcon variant="subtle" size={26} aria-label={say('Close the time bar')} onClick={toggleTimeBar}>
          <IconX size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </>
  );
}

/** Goes on stop by stop, and ends at now. */
function usePlay(
  playing: boolean,
  index: number,
  stops: readonly Stop[],
  go: (to: number) => void,
  end: () => void,
): void {
  const step = useEffectEvent(() => {
    if (index >= stops.length - 1) end();
    else go(index + 1);
  });
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => step(), STEP_MS);
    return () => clearInterval(timer);
  }, [playing]);
}

function Steps({
  index,
  last,
  go,
  playing,
  onPlay,
}: {
  readonly index: number;
  readonly last: number;
  readonly go: (to: number) => void;
  readonly playing: boolean;
  readonly onPlay: (playing: boolean) => void;
}) {
  return (
    <div className={classes.steps}>
      <ActionIcon
        variant="default"
        size={26}
        disabled={index <= 0}
        aria-label={say('Step back')}
        onClick={() => go(index - 1)}
      >
        <IconPlayerTrackPrev size={13} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={26}
        disabled={last === 0}
        aria-label={playing ? say('Pause') : say('Play step by step')}
        onClick={() => {
          if (!playing && index >= last) go(0);
          onPlay(!playing);
        }}
      >
        {playing ? (
          <IconPlayerPause size={13} aria-hidden="true" />
        ) : (
          <IconPlayerPlay size={13} aria-hidden="true" />
        )}
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={26}
        disabled={index >= last}
        aria-label={say('Step forward')}
        onClick={() => go(index + 1)}
      >
        <IconPlayerTrackNext size={13} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

/** Whether the stop is that very moment, and not one before it. */
const isAt = ({ at: stop }: Stop, at: At): boolean =>
  stop !== null && 'revision' in stop && 'revision' in at && stop.revision === at.revision;

/** Where one is, and what is left out or taken as it is now. */
function Where({
  at,
  stop,
  timeline,
  clock,
}: {
  readonly at: At | null;
  readonly stop: Stop | undefined;
  readonly timeline: Timeline;
  readonly clock: Clock;
}) {
  const { revisions, revisionsTotal } = timeline;
  const cut = clock === 'revisions' && revisionsTotal > revisions.length;
  if (!at)
    return (
      <Text size="xs" component="p" className={classes.where} role="status">
        {say('Now.')}{' '}
        {cut
          ? say(
              'The newest {shown, number} of {total, number} revisions that changed lineage can be chosen.',
              { shown: revisions.length, total: revisionsTotal },
            )
          : say('{moments, plural, one {# moment to look back to.} other {# moments to look back to.}}', {
              moments: clock === 'revisions' ? revisions.length : timeline.runs.length,
            })}
      </Text>
    );
  return (
    <Text size="xs" component="p" className={classes.where} role="status" title={stop?.words}>
      <strong data-past>
        {atWords(at)}
        {'revision' in at && stop && stop.when !== '' && isAt(stop, at) ? `, ${stop.when}` : ''}
      </strong>{' '}
      {say('{what} · joined names as they are now', { what: stop?.what ?? '' })}
    </Text>
  );
}

function CompareWithNow({ at, newest }: { readonly at: At; readonly newest: number }) {
  const search =
    'revision' in at
      ? { kind: 'revisions' as const, a: at.revision, b: newest }
      : { kind: 'times' as const, a: at.time, b: new Date().toISOString() };
  return (
    <ToolButton
      renderRoot={(props) => <Link {...props} to="/compare" search={search} />}
      leftSection={<IconArrowsDiff size={14} aria-hidden="true" />}
    >
      {say('Compare with now')}
    </ToolButton>
  );
}
