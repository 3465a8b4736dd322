import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { LineageDataset, LineageNode } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { AskItems } from '../../questions/AskMenu.tsx';
import { stubOf } from '../model/geometry.ts';
import { neighbours } from '../model/view-index.ts';
import { collapseNode, expandNode, hideNodes, isolateNodes } from '../state/node-changes.ts';
import { toggleColumns, toggleGroup, withRoots, type Direction } from '../state/view-state.ts';
import { copyText } from '../toolbar/copy.ts';
import { useExplorer } from './explorer.ts';
import classes from './explorer.module.css';
import { actedOn } from './run-command.ts';
import { say } from '../../../shared/language/say.ts';

export interface MenuPlace {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

function Steps({ node, direction }: { readonly node: LineageNode; readonly direction: Direction }) {
  const { index, updateAround } = useExplorer();
  const stub = stubOf(node, direction);
  const shown = index ? neighbours(index, node.id, direction).length : 0;
  return (
    <>
      <Menu.Label>{direction === 'upstream' ? say('Upstream') : say('Downstream')}</Menu.Label>
      <Menu.Item
        disabled={stub?.kind !== 'expand'}
        onClick={() => updateAround(node.id, (state) => expandNode(state, node, direction, false))}
      >
        {say('Show one step')}
        {stub?.kind === 'expand' ? ` (+${count(stub.count)})` : ''}
      </Menu.Item>
      <Menu.Item onClick={() => updateAround(node.id, (state) => expandNode(state, node, direction, true))}>
        {say('Show everything beyond')}
      </Menu.Item>
      <Menu.Item
        disabled={shown === 0}
        onClick={() => updateAround(node.id, (state) => collapseNode(state, node, direction))}
      >
        {say('Close this side')}
      </Menu.Item>
    </>
  );
}

/** What can be done with a dataset alone. */
function DatasetItems({ node }: { readonly node: LineageDataset }) {
  const { index, state, update, updateAround, choosePathFrom } = useExplorer();
  const navigate = useNavigate();
  const onlyRoot = state.roots.length === 1 && state.roots[0] === node.id;
  const shown = (index?.view.nodes ?? []).flatMap((other) => (other.what === 'dataset' ? [other.id] : []));
  return (
    <>
      <Menu.Item
        disabled={node.columnCount === 0}
        onClick={() => updateAround(node.id, (now) => toggleColumns(now, node.id, shown))}
      >
        {node.columns.length > 0 ? say('Close columns') : say('Show columns')}
      </Menu.Item>
      <Menu.Item disabled={onlyRoot} onClick={() => update((now) => withRoots(now, [node.id]))}>
        {say('Make root')}
      </Menu.Item>
      <Menu.Item onClick={() => choosePathFrom(node.id)}>{say('Path to…')}</Menu.Item>
      <AskItems id={node.id} at={state.at} />
      <Menu.Item onClick={() => void navigate({ to: '/dataset/$id', params: { id: String(node.id) } })}>
        {say('Open dataset')}
      </Menu.Item>
    </>
  );
}

/** Grouping, choosing, hiding: what goes for every kind of node. */
function CommonItems({ node }: { readonly node: LineageNode }) {
  const explorer = useExplorer();
  const { state, update, updateAround, picked, pick } = explorer;
  const chosen = actedOn(explorer, node);
  const many = chosen.length > 1;
  const onlyRoot = chosen.length === 1 && state.roots.length === 1 && state.roots[0] === node.id;
  const group = node.what === 'group' ? node.key : node.group;
  return (
    <>
      {group === null ? null : (
        <Menu.Item onClick={() => updateAround(node.id, (now) => toggleGroup(now, group))}>
          {node.what === 'group' ? say('Open group') : say('Close its group')}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => pick([node.id], 'toggle')}>
        {picked.has(node.id) ? say('Take out of the choice') : say('Choose, together with others')}
      </Menu.Item>
      {node.what === 'job' ? null : (
        <>
          <Menu.Item onClick={() => update((now) => isolateNodes(now, chosen))}>
            {many ? say('Isolate {nodes, number} chosen', { nodes: chosen.length }) : say('Isolate')}
          </Menu.Item>
          <Menu.Item disabled={onlyRoot} onClick={() => update((now) => hideNodes(now, chosen))}>
            {many ? say('Hide {nodes, number} chosen', { nodes: chosen.length }) : say('Hide')}
          </Menu.Item>
        </>
      )}
      <Menu.Item onClick={() => void copyText(node.name, say('Name copied'))}>{say('Copy name')}</Menu.Item>
    </>
  );
}

function Items({ node }: { readonly node: LineageNode }) {
  const navigate = useNavigate();
  return (
    <>
      {node.what === 'job' ? (
        <Menu.Item onClick={() => void navigate({ to: '/job/$id', params: { id: String(node.jobId) } })}>
          {say('Open job')}
        </Menu.Item>
      ) : (
        <>
          <Steps node={node} direction="upstream" />
          <Steps node={node} direction="downstream" />
          <Menu.Divider />
        </>
      )}
      {node.what === 'dataset' ? <DatasetItems node={node} /> : null}
      <CommonItems node={node} />
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
      <Menu.Dropdown aria-label={node ? say('Menu of {name}', { name: node.title }) : say('Menu of node')}>
        {node ? <Items node={node} /> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
