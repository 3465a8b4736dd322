import { Text, UnstyledButton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import type { LineageDataset } from '../../../../../contract/index.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { toggleColumns, toggleTrace } from '../state/view-state.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { Section } from './Panel.tsx';
import classes from './panels.module.css';
import { say } from '../../../shared/language/say.ts';

/** The columns that a node shows, each to be traced: what a click on its row does, for the keyboard. */
export function ColumnList({ node }: { readonly node: LineageDataset }) {
  const { state, index, updateAround } = useExplorer();
  if (node.columnCount === 0) return null;
  const shown = (index?.view.nodes ?? []).flatMap((other) => (other.what === 'dataset' ? [other.id] : []));
  const [listed, total] = [node.columns.length, node.columnCount];
  const more =
    total > listed ? say('Showing {listed, number} of {total, number} columns.', { listed, total }) : null;
  return (
    <Section title={say('Trace a column')}>
      {node.columns.length === 0 ? (
        <ToolButton onClick={() => updateAround(node.id, (now) => toggleColumns(now, node.id, shown))}>
          {say('Show its {columns, plural, one {column} other {# columns}}', { columns: total })}
        </ToolButton>
      ) : (
        <>
          <ul className={classes.list}>
            {node.columns.map((column) => (
              <li key={column.id}>
                <UnstyledButton
                  className={classes.listButton}
                  aria-pressed={state.trace?.columnId === column.id}
                  onClick={() => updateAround(node.id, (now) => toggleTrace(now, column.id))}
                >
                  <IconRoute size={14} aria-hidden="true" />
                  <span className={classes.truncate} title={column.name}>
                    {column.name}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
          {more ? (
            <Text size="xs" c="dimmed">
              {more}
            </Text>
          ) : null}
        </>
      )}
    </Section>
  );
}
