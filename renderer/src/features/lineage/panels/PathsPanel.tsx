import { Group, Text, UnstyledButton } from '@mantine/core';
import { IconFilter, IconRoute } from '@tabler/icons-react';
import type { DatasetRef } from '../../../../../contract/index.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { fullNameOf, namesOf } from '../../../shared/names.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import type { Paths } from '../explorer/use-paths.ts';
import { MAX_ROOTS, openPath, withOnly } from '../state/view-state.ts';
import { Panel, Section } from './Panel.tsx';
import classes from './panels.module.css';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { say } from '../../../shared/language/say.ts';

function PathButton({
  path,
  chosen,
  onChoose,
}: {
  readonly path: readonly DatasetRef[];
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const hops = path.length - 1;
  return (
    <UnstyledButton
      className={classes.listButton}
      aria-pressed={chosen}
      onClick={onChoose}
      title={path.map((node) => node.name).join('\n→ ')}
    >
      <span className={classes.nowrap}>{say('{hops, plural, one {# hop} other {# hops}}', { hops })}</span>
      <Text component="span" size="xs" c={chosen ? undefined : 'dimmed'} className={classes.truncate}>
        {path.map((node) => namesOf(node).leaf).join(' → ')}
      </Text>
    </UnstyledButton>
  );
}

interface Props {
  readonly paths: Paths;
  readonly chosen: number;
  readonly onChoose: (position: number) => void;
  readonly compact: boolean;
  readonly onClose: () => void;
}

function Listing({
  paths: { paths, complete, reversed },
  chosen,
  onChoose,
}: Pick<Props, 'paths' | 'chosen' | 'onChoose'>) {
  const { index, update, goTo } = useExplorer();
  const path = paths[chosen] ?? [];
  const outside = path.filter((node) => !index?.nodes.has(node.id)).length;
  return (
    <>
      <Text size="sm" mb="xs">
        {complete
          ? say('{paths, plural, one {# path} other {# paths}}, complete.', { paths: paths.length })
          : say('The first {paths, number} paths; there are more.', { paths: paths.length })}{' '}
        {say('Shortest first.')}
        {reversed ? ` ${say('The data flows the other way round than asked.')}` : ''}
      </Text>
      <Group gap={6} mb="sm">
        <ToolButton
          leftSection={<IconRoute size={14} aria-hidden="true" />}
          title={say('Add everything on all these paths to the picture')}
          onClick={() => update((state) => (state.path ? openPath(state, state.path) : state))}
        >
          {say('Open paths in the picture')}
        </ToolButton>
        <ToolButton
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          disabled={path.length > MAX_ROOTS}
          title={
            path.length > MAX_ROOTS
              ? say('A path of more than {most, number} datasets cannot be drawn alone', { most: MAX_ROOTS })
              : undefined
          }
          onClick={() =>
            update((state) =>
              withOnly(
                state,
                path.map((node) => node.id),
              ),
            )
          }
        >
          {say('Draw only this path')}
        </ToolButton>
      </Group>
      {outside > 0 ? (
        <Text size="xs" c="dimmed" mb="sm">
          {say(
            '{outside, number} of its {datasets, plural, one {# dataset} other {# datasets}} {outside, plural, one {is} other {are}} not in the present picture.',
            {
              outside,
              datasets: path.length,
            },
          )}
        </Text>
      ) : null}
      <Section title={say('Paths')}>
        <ul className={classes.list}>
          {paths.map((other, position) => (
            <li key={position}>
              <PathButton path={other} chosen={position === chosen} onChoose={() => onChoose(position)} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say('Steps of the chosen path')}>
        <ol className={classes.list}>
          {path.map((node) => (
            <li key={node.id}>
              <UnstyledButton
                className={classes.listButton}
                onClick={() => goTo(node.id)}
                title={fullNameOf(node)}
              >
                <span className={classes.truncate}>{namesOf(node).leaf}</span>
                <Text component="span" size="xs" c="dimmed" className={classes.truncate}>
                  {namesOf(node).qualifier}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}

/** Every way that data takes between two datasets, shortest first. */
export function PathsPanel({ paths, chosen, onChoose, compact, onClose }: Props) {
  const nothing = !paths.pending && !paths.error && paths.paths.length === 0;
  return (
    <Panel
      label={say('Paths')}
      close={say('Close paths')}
      title={say('Paths')}
      compact={compact}
      onClose={onClose}
    >
      {paths.pending && !paths.error ? <Loading what={say('paths')} bars={[120]} /> : null}
      {paths.error ? <ErrorState error={paths.error} onRetry={paths.retry} /> : null}
      {nothing ? (
        <Text size="sm">{say('No path connects the two datasets, in either direction.')}</Text>
      ) : null}
      {paths.paths.length > 0 ? <Listing paths={paths} chosen={chosen} onChoose={onChoose} /> : null}
    </Panel>
  );
}
