import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { LineageNode } from '../../../../../contract/index.ts';
import { AskItems } from '../../questions/AskMenu.tsx';
import { stubOf } from '../model/geometry.ts';
import { neighbours } from '../model/view-index.ts';
import { collapse, expand, hide, toggleColumns, withRoots, type Direction } from '../state/view-state.ts';
import { copyText } from '../toolbar/copy.ts';
import { useExplorer } from './explorer.ts';
import classes from './explorer.module.css';

export interface MenuPlace {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

function Steps({ node, direction }: { readonly node: LineageNode; readonly direction: Direction }) {
  const { index, updateAround } = useExplorer();
  const step = { id: node.id, direction };
  const stub = stubOf(node, direction);
  const shown = index ? neighbours(index, node.id, direction).length : 0;
  return (
    <>
      <Menu.Label>{direction === 'upstream' ? 'Upstream' : 'Downstream'}</Menu.Label>
      <Menu.Item
        disabled={stub?.kind !== 'expand'}
        onClick={() => updateAround(node.id, (state) => expand(state, { ...step, all: false }))}
      >
        Show one step{stub?.kind === 'expand' ? ` (+${stub.count.toLocaleString()})` : ''}
      </Menu.Item>
      <Menu.Item onClick={() => updateAround(node.id, (state) => expand(state, { ...step, all: true }))}>
        Show everything beyond
      </Menu.Item>
      <Menu.Item
        disabled={shown === 0}
        onClick={() => updateAround(node.id, (state) => collapse(state, step))}
      >
        Close this side
      </Menu.Item>
    </>
  );
}

function Items({ node }: { readonly node: LineageNode }) {
  const { index, state, update, updateAround, choosePathFrom } = useExplorer();
  const navigate = useNavigate();
  const onlyRoot = state.roots.length === 1 && state.roots[0] === node.id;
  const shown = index?.view.nodes.map((other) => other.id) ?? [];
  return (
    <>
      <Steps node={node} direction="upstream" />
      <Steps node={node} direction="downstream" />
      <Menu.Divider />
      <Menu.Item
        disabled={node.columnCount === 0}
        onClick={() => updateAround(node.id, (now) => toggleColumns(now, node.id, shown))}
      >
        {node.columns.length > 0 ? 'Close columns' : 'Show columns'}
      </Menu.Item>
      <Menu.Item disabled={onlyRoot} onClick={() => update((now) => withRoots(now, [node.id]))}>
        Make root
      </Menu.Item>
      <Menu.Item onClick={() => choosePathFrom(node.id)}>Path to…</Menu.Item>
      <Menu.Item disabled={onlyRoot} onClick={() => update((now) => hide(now, node.id))}>
        Hide
      </Menu.Item>
      <AskItems id={node.id} />
      <Menu.Item onClick={() => void copyText(node.name, 'Name copied')}>Copy name</Menu.Item>
      <Menu.Item onClick={() => void navigate({ to: '/dataset/$id', params: { id: String(node.id) } })}>
        Open dataset
      </Menu.Item>
    </>
  );
}

/** The menu of a node, at the pointer or at the node when the keyboard asked for it. */
export function NodeMenu({
  place,
  onClose,
}: {
  readonly place: MenuPlace | null;
  readonly onClose: () => void;
}) {
  const { index } = useExplorer();
  const node = place ? index?.nodes.get(place.id) : undefined;
  return (
    <Menu
      opened={node !== undefined}
      onClose={onClose}
      position="right-start"
      offset={4}
      withinPortal
      shadow="md"
      returnFocus
      classNames={{ item: classes.menuItem, label: classes.menuLabel }}
    >
      <Menu.Target>
        {/* Only a place to hang the menu on: the pointer or a key opens it. */}
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={classes.menuPlace}
          style={{ left: place?.x ?? 0, top: place?.y ?? 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Menu of ${node?.title ?? 'dataset'}`}>
        {node ? <Items node={node} /> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
