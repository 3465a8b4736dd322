import { ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { IconArrowNarrowLeft, IconArrowNarrowRight, IconLineDashed } from '@tabler/icons-react';
import { useState } from 'react';
import type { LineageNode } from '../../../../../contract/index.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { neighbours, type ViewIndex } from '../model/view-index.ts';
import { NodeIcon } from '../node/NodeIcon.tsx';
import type { Direction } from '../state/view-state.ts';
import { Section } from './Panel.tsx';
import classes from './panels.module.css';
import { say } from '../../../shared/language/say.ts';

const FIRST = 8;

function Side({
  index,
  node,
  direction,
}: {
  readonly index: ViewIndex;
  readonly node: LineageNode;
  readonly direction: Direction;
}) {
  const { goTo, update } = useExplorer();
  const [all, setAll] = useState(false);
  const others = neighbours(index, node.id, direction);
  const hidden = direction === 'upstream' ? node.hiddenUpstream : node.hiddenDownstream;
  if (others.length === 0 && hidden === 0) return null;
  const edgeTo = (other: number) =>
    direction === 'upstream'
      ? { on: 'edge' as const, from: other, to: node.id }
      : { on: 'edge' as const, from: node.id, to: other };
  return (
    <Section
      title={direction === 'upstream' ? say('Upstream in the picture') : say('Downstream in the picture')}
    >
      <ul className={classes.list}>
        {(all ? others : others.slice(0, FIRST)).map((other) => (
          <li key={other.id} className={classes.row}>
            <UnstyledButton
              className={`${classes.listButton} ${classes.grow}`}
              onClick={() => goTo(other.id)}
              title={[other.namespace, other.name].filter(Boolean).join('\n')}
            >
              {direction === 'upstream' ? (
                <IconArrowNarrowLeft size={14} aria-hidden="true" />
              ) : (
                <IconArrowNarrowRight size={14} aria-hidden="true" />
              )}
              <NodeIcon node={other} size={14} />
              <span className={classes.truncate}>{other.title}</span>
            </UnstyledButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={say('Evidence of the edge between {name} and {neighbour}', {
                name: node.title,
                neighbour: other.title,
              })}
              title={say('Edge: jobs, evidence, columns')}
              onClick={() => update((state) => ({ ...state, selection: edgeTo(other.id) }), 'replace')}
            >
              <IconLineDashed size={16} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {others.length > FIRST ? (
        <UnstyledButton className={classes.listButton} onClick={() => setAll(!all)} aria-expanded={all}>
          {all
            ? say('Show the first {neighbours, number}', { neighbours: FIRST })
            : say('Show all {neighbours, number}', { neighbours: others.length })}
        </UnstyledButton>
      ) : null}
      {hidden > 0 ? (
        <Text size="xs" c="dimmed">
          {say('{hidden, number} more not in the picture.', { hidden })}
        </Text>
      ) : null}
    </Section>
  );
}

/** The same steps that the picture draws, as a list that the keyboard and screen readers can walk. */
export function Neighbours({ index, node }: { readonly index: ViewIndex; readonly node: LineageNode }) {
  return (
    <div style={{ marginTop: 16 }}>
      <Side key={`u${node.id}`} index={index} node={node} direction="upstream" />
      <Side key={`d${node.id}`} index={index} node={node} direction="downstream" />
    </div>
  );
}
