import { Group, Stack, Text } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import type { Home } from '../../../../contract/index.ts';
import { percent } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

type Unit = 'datasets' | 'runs' | 'columns';

interface Measure {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  readonly unit: Unit;
  readonly note?: string | null;
  /** Leads to those that are missing. */
  readonly missing: Pick<LinkProps, 'to' | 'search'>;
}

function measures(coverage: Home['coverage']): Measure[] {
  const { datasets, owned, classified, described, reviewed, changedSinceReview } = coverage;
  const of = { whole: datasets, unit: 'datasets' as const };
  return [
    {
      ...of,
      name: say('With an owner'),
      part: owned,
      missing: { to: '/browse', search: { state: ['no-owner'] } },
    },
    {
      ...of,
      name: say('With a sensitivity'),
      part: classified,
      missing: { to: '/browse', search: { sensitivities: ['none'] } },
    },
    {
      ...of,
      name: say('With a description'),
      part: described,
      missing: { to: '/browse', search: { state: ['no-description'] } },
    },
    {
      ...of,
      name: say('Reviewed as they are now'),
      part: reviewed,
      missing: { to: '/browse', search: { text: 'is:unreviewed' } },
      note:
        changedSinceReview > 0
          ? say('{changed, number} changed since their review', { changed: changedSinceReview })
          : null,
    },
    {
      name: say('Fresh: used by a run in the last 30 days of runs'),
      part: coverage.fresh,
      whole: coverage.withRuns,
      unit: 'runs',
      missing: { to: '/browse', search: { text: 'is:stale' } },
    },
    {
      name: say('Columns with a category'),
      part: coverage.columnsCategorised,
      whole: coverage.columns,
      unit: 'columns',
      missing: { to: '/browse', search: { scope: 'columns', categories: ['none'] } },
    },
  ];
}

/** A share as a bar; the numbers stand beside it, so the picture is decoration. */
function Bar({ part, whole }: { part: number; whole: number }) {
  const share = whole > 0 ? Math.min(1, part / whole) * 100 : 0;
  return (
    <svg className={classes.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect className={classes.barTrack} width="100" height="8" />
      <rect className={classes.barFill} width={share} height="8" />
    </svg>
  );
}

/** How much of the catalog is looked after. */
export function Coverage({ coverage }: { coverage: Home['coverage'] }) {
  return (
    <Stack gap="sm">
      {measures(coverage).map(({ name, part, whole, unit, missing, note }) => (
        <div key={name}>
          <Group justify="space-between" gap="xs" mb={4}>
            <Text size="sm">{name}</Text>
            <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {say(
                '{part, number} of {unit, select, columns {{whole, plural, one {# column} other {# columns}}} runs {{whole, plural, one {# dataset} other {# datasets}} with runs} other {{whole, plural, one {# dataset} other {# datasets}}}} · {percent}',
                { part, whole, unit, percent: percent(part, whole) },
              )}
              {part < whole ? (
                <>
                  {' · '}
                  <AnchorLink
                    {...missing}
                    size="sm"
                    underline="always"
                    aria-label={say('{name}: show the {without, number} without', {
                      name,
                      without: whole - part,
                    })}
                  >
                    {say('{without, number} without', { without: whole - part })}
                  </AnchorLink>
                </>
              ) : null}
            </Text>
          </Group>
          <Bar part={part} whole={whole} />
          {note ? (
            <Text size="xs" c="dimmed">
              {note}
            </Text>
          ) : null}
        </div>
      ))}
    </Stack>
  );
}
