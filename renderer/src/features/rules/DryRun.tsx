import { Alert, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RuleResult } from '../../../../contract/index.ts';
import { AnchorLink } from '../../shared/links.tsx';
import classes from './rules.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Outcome = RuleResult['outcome'];

interface Props {
  outcome: Outcome;
  /** What the selection lists. */
  on: 'dataset' | 'column';
  /** Leads to the list of what is found; absent where there is none. */
  selection?: string | undefined;
  /** The rule is off: it would, once it is on. */
  off?: boolean;
}

/** What a rule would do, in numbers, with the first of it by name. */
export function DryRun({ outcome, on, selection, off = false }: Props) {
  const { matches, added, withdrawn } = outcome;
  return (
    <Alert variant="outline" role="status" title={off ? say('Switched on, it would') : say('It would')}>
      <Stack gap={6}>
        <Group gap="sm">
          <Text size="sm">
            {[
              say('state {added, number}, withdraw {withdrawn, number}', { added, withdrawn }),
              selection === undefined ? '' : foundBy(matches, on),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          {selection !== undefined && matches > 0 ? (
            <AnchorLink
              to="/browse"
              search={{ text: selection, ...(on === 'column' ? { scope: 'columns' as const } : {}) }}
              size="sm"
              underline="always"
            >
              {say('Show in Browse')}
            </AnchorLink>
          ) : null}
        </Group>
        {matches > 0 && added + withdrawn === 0 && selection !== undefined ? (
          <Text size="xs" c="dimmed">
            {say('All of it says so already by this rule.')}
          </Text>
        ) : null}
        <Examples outcome={outcome} />
      </Stack>
    </Alert>
  );
}

function foundBy(matches: number, on: Props['on']): string {
  return on === 'column'
    ? say('finds {columns, plural, one {# column} other {# columns}}', { columns: matches })
    : say('finds {datasets, plural, one {# dataset} other {# datasets}}', { datasets: matches });
}

/** The first of what is stated and withdrawn; says how many there are. */
export function Examples({ outcome: { examples, added, withdrawn } }: { outcome: Outcome }) {
  if (examples.length === 0) return null;
  return (
    <>
      <ul className={classes.examples} tabIndex={0} aria-label={say('Examples')}>
        {examples.map(({ change, datasetId, dataset, column, what }) => (
          <li key={`${change} ${datasetId} ${column ?? ''} ${what}`}>
            <span aria-hidden>{change === 'add' ? '+' : '−'}</span>
            <span className={classes.srOnly}>{change === 'add' ? say('States') : say('Withdraws')}</span>
            <Link to="/dataset/$id" params={{ id: String(datasetId) }} className={classes.example}>
              {dataset}
              {column === null ? '' : `.${column}`}
            </Link>
            <span className={classes.what}>{told(what)}</span>
          </li>
        ))}
      </ul>
      {examples.length < added + withdrawn ? (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number}', { shown: examples.length, total: added + withdrawn })}
        </Text>
      ) : null}
    </>
  );
}
