import { Group, Stack, Text } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import type { Home } from '../../../../contract/index.ts';
import { count, percent } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import classes from './home.module.css';
import { say } from '../../shared/language/say.ts';

interface Measure {
  readonly name: string;
  readonly part: number;
  readonly whole: number;
  readonly unit: string;
  readonly note?: string | null;
  /** Leads to those that are missing. */
  readonly missing: Pick<LinkProps, 'to' | 'search'>;
}

function measures(coverage: Home['coverage']): Measure[] {
  const { datasets, owned, classified, described, reviewed, changedSinceReview } = coverage;
  const of = { whole: datasets, unit: 'datasets' };
  return [
    {
      ...of,
      name: 'With an owner',
      part: owned,
      missing: { to: '/browse', search: { state: ['no-owner'] } },
    },
    {
      ...of,
      name: 'With a sensitivity',
      part: classified,
      missing: { to: '/browse', search: { sensitivities: ['none'] } },
    },
    {
      ...of,
      name: 'With a description',
      part: described,
      missing: { to: '/browse', search: { state: ['no-description'] } },
    },
    {
      ...of,
      name: 'Reviewed as they are now',
      part: reviewed,
      missing: { to: '/browse', search: { text: 'is:unreviewed' } },
      note: changedSinceReview > 0 ? `${count(changedSinceReview)} changed since their review` : null,
    },
    {
      name: 'Fresh: used by a run in the last 30 days of runs',
      part: coverage.fresh,
      whole: coverage.withRuns,
      unit: 'datasets with runs',
      missing: { to: '/browse', search: { text: 'is:stale' } },
    },
    {
      name: 'Columns with a category',
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
              {say('{part, number} of {whole, number} {unit} · {percent}', {
                part,
                whole,
                unit,
                percent: percent(part, whole),
              })}
              {part < whole ? (
                <>
                  {' · '}
                  <AnchorLink
                    {...missing}
                    size="sm"
                    underline="always"
                    aria-label={say('{name}: show the {value, number} without', {
                      name,
                      value: whole - part,
                    })}
                  >
                    {say('{value, number} without', { value: whole - part })}
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
