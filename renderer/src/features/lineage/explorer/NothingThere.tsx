import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { reset, unhide } from '../state/view-state.ts';
import { useExplorer } from './explorer.ts';
import classes from './explorer.module.css';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

/** Said over a picture without edges: why there is none, and what would bring some. */
export function NothingThere({ compact }: { readonly compact: boolean }) {
  const { view, state, update } = useExplorer();
  if (!view || view.edges.length > 0 || view.nodes.length > 1) return null;
  const { upstream, downstream } = view.totals;
  const name = view.nodes[0]?.title ?? say('this dataset');
  if (state.at && view.nodes.length === 0) {
    return (
      <div className={classes.note}>
        <Text size="sm">{say('None of the chosen datasets was known at that moment.')}</Text>
      </div>
    );
  }
  if (upstream + downstream > 0) {
    return (
      <div className={classes.note}>
        <Text size="sm">
          {say(
            'The present view leaves out {datasets, plural, one {the only dataset} other {all # datasets}} connected to {name}.',
            {
              datasets: upstream + downstream,
              name,
            },
          )}
        </Text>
        <Group gap="xs" mt={6} justify="center">
          <ToolButton onClick={() => update(reset)}>{say('Reset view')}</ToolButton>
          {state.hidden.length > 0 ? (
            <ToolButton onClick={() => update((now) => unhide(now, now.hidden))}>
              {say('Show hidden datasets')}
            </ToolButton>
          ) : null}
        </Group>
      </div>
    );
  }
  if (state.at) {
    return (
      <div className={classes.note}>
        <Text size="sm">{say('At that moment no lineage was known of {name}.', { name })}</Text>
      </div>
    );
  }
  return (
    <div className={classes.note}>
      <Text size="sm" fw={600}>
        {say('No lineage is recorded for {name}', { name })}
      </Text>
      <Text size="sm">
        {say(
          'Lineage comes from runs that read or write it (OpenLineage events), from models that refer to it (a dbt manifest) or from jobs and crawlers that name it (an AWS Glue export).',
        )}
      </Text>
      {compact ? null : (
        <ToolButton mt={6} renderRoot={(props) => <Link {...props} to="/import" />}>
          {say('Import a source')}
        </ToolButton>
      )}
    </div>
  );
}
