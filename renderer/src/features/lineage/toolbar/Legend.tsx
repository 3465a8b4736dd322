import { Popover, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconEye,
  IconFileText,
  IconInfoSquareRounded,
  IconShieldCheck,
  IconSparkles,
  IconUser,
} from '@tabler/icons-react';
import { BASIS_LINES, BRIDGED_LINE, COLUMN_LINES, GONE_LINE, INFERRED_LINE } from '../canvas/edge-style.ts';
import { usePalette } from '../canvas/use-palette.ts';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import { keyText } from '../../../shared/keys.ts';
import { GRAPH_KEYS } from '../state/keyboard.ts';
import classes from './toolbar.module.css';
import { ToolButton } from './ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

/** Signs of how well something is verified, on nodes and lines. */
const VERIFICATION = [
  { Icon: IconEye, words: say('Observed: in how many runs') },
  { Icon: IconFileText, words: say('Declared: a source states it, no run is known') },
  { Icon: IconSparkles, words: say('Inferred from code or by a rule: how sure that is') },
  {
    Icon: IconShieldCheck,
    words: say('Content checked: a version that was read is one that a known run wrote'),
  },
] as const;

interface LineProps {
  readonly dash: readonly number[];
  readonly width: number;
  readonly colour: string;
  readonly mark?: string;
  readonly children: string;
}

function Line({ dash, width, colour, mark, children }: LineProps) {
  return (
    <li className={classes.legendRow}>
      <svg width="44" height="16" aria-hidden="true">
        <line
          x1="2"
          y1="8"
          x2="42"
          y2="8"
          stroke={colour}
          strokeWidth={width}
          strokeDasharray={dash.join(' ')}
        />
        {mark ? (
          <>
            <rect
              x="14"
              y="1"
              width="16"
              height="14"
              rx="7"
              fill="var(--mantine-color-body)"
              stroke={colour}
            />
            <text x="22" y="12" textAnchor="middle" fontSize="10" fontWeight="700" fill="currentColor">
              {mark}
            </text>
          </>
        ) : null}
      </svg>
      <span>{children}</span>
    </li>
  );
}

function Lines() {
  const palette = usePalette();
  return (
    <ul className={classes.legend}>
      <Line {...BASIS_LINES.declared} colour={palette.edge}>
        {say('Declared: code or configuration says so')}
      </Line>
      <Line {...INFERRED_LINE} colour={palette.edge} mark="%">
        {say(
          'Inferred: read out of SQL or a script, or worked out by a rule; the mark says how sure that is',
        )}
      </Line>
      <Line {...BASIS_LINES.observed} colour={palette.edge}>
        {say('Observed: a run did so')}
      </Line>
      <Line {...BASIS_LINES.both} colour={palette.edge}>
        {say('Declared and observed')}
      </Line>
      <Line {...BRIDGED_LINE} colour={palette.edge}>
        {say('Led over hidden datasets; the line says how many')}
      </Line>
      <Line {...BASIS_LINES.observed} colour={palette.back}>
        {say('Runs back: part of a cycle')}
      </Line>
      <Line {...GONE_LINE} colour={palette.edge}>
        {say('Looking back: nothing states it now')}
      </Line>
      <Line {...BASIS_LINES.both} colour={palette.strong}>
        {say('Selected, found or on the path')}
      </Line>
      <Line {...COLUMN_LINES.direct} colour={palette.column}>
        {say('Column: the value flows (direct)')}
      </Line>
      <Line {...COLUMN_LINES.indirect} colour={palette.column}>
        {say('Column: influence only (filter, join, sort …)')}
      </Line>
      <Line {...COLUMN_LINES.direct} colour={palette.column} mark="M">
        {say('Column: masked on the way')}
      </Line>
      <Line {...COLUMN_LINES.direct} colour={palette.column} mark="Σ">
        {say('Column: aggregated on the way')}
      </Line>
    </ul>
  );
}

/** What lines, frames and keys mean. */
export function Legend() {
  return (
    <Popover position="bottom-end" shadow="md" width={420} trapFocus returnFocus>
      <Popover.Target>
        <ToolButton leftSection={<IconInfoSquareRounded size={14} aria-hidden="true" />}>
          {say('Legend')}
        </ToolButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.legendBody} tabIndex={0} role="group" aria-label={say('Legend')}>
          <Text size="sm" fw={600} component="h2" m={0}>
            {say('Lines')}
          </Text>
          <Lines />
          <Text size="sm" fw={600} component="h2" m={0} mt="sm">
            {say('Nodes')}
          </Text>
          <ul className={classes.legend}>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="root" aria-hidden="true" />{' '}
              {say('Root of the picture')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="job" aria-hidden="true" />{' '}
              {say('Job, with the sign of its latest run')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="frame" aria-hidden="true" />{' '}
              {say('Open group; its title closes it')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="group" aria-hidden="true" /> {say('Closed group')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="picked" aria-hidden="true" />{' '}
              {say('Chosen together with others')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.sign}>
                <IconAlertTriangle size={14} aria-hidden="true" />
              </span>
              {say('Failed tests, a failed last run, or lineage known to be incomplete')}
            </li>
            {VERIFICATION.map(({ Icon, words }) => (
              <li key={words} className={classes.legendRow}>
                <span className={classes.sign}>
                  <Icon size={14} aria-hidden="true" />
                </span>
                {words}
              </li>
            ))}
            <li className={classes.legendRow}>
              <span className={classes.sign}>
                <IconUser size={14} aria-hidden="true" />
              </span>
              {say('Has an owner; pointing at it names them')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.sign}>
                <SensitivityBadge level="confidential" size="xs" />
              </span>
              {say('Sensitivity, the highest of it and its columns')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="gap" aria-hidden="true" />{' '}
              {say('Gap: lineage stops here, no source describes it')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="retired" aria-hidden="true" />{' '}
              {say('Retired: struck through, sources no longer name it')}
            </li>
            <li className={classes.legendRow}>
              <span className={classes.swatch} data-kind="stub" aria-hidden="true">
                +12
              </span>
              {say('Twelve more neighbours; Shift-click shows everything beyond')}
            </li>
          </ul>
          <Text size="sm" fw={600} component="h2" m={0} mt="sm">
            {say('Keys')}
          </Text>
          <dl className={classes.keys}>
            {GRAPH_KEYS.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((combination) => (
                    <kbd key={combination}>{keyText(combination)}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
