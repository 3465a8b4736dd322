import type { NodeProps } from '@xyflow/react';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconUnlink,
  IconUser,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { LineageDataset } from '../../../../../contract/index.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import { CertificationSign } from '../../stewardship/CertificationBadge.tsx';
import { ColumnRow } from './ColumnRow.tsx';
import classes from './DatasetNode.module.css';
import type { FlowNode, NodeFlags } from './flow-nodes.ts';
import { useGraphActions } from './graph-actions.ts';
import { NodeShell, NodeTitle } from './NodeShell.tsx';
import { StubButton } from './StubButton.tsx';
import { VerificationBadge } from './VerificationBadge.tsx';
import { say } from '../../../shared/language/say.ts';

/** What is wrong with it, as one mark: the words are in the tooltip and in the details. */
function Alerts({ node }: { readonly node: LineageDataset }) {
  const troubles = [
    node.failedTests > 0
      ? say('{tests, plural, one {# failed test} other {# failed tests}}', { tests: node.failedTests })
      : null,
    node.failedRun ? say('the last run of a job that writes it failed') : null,
    node.incomplete ? say('lineage of a run that writes it is incomplete') : null,
  ].filter((trouble) => trouble !== null);
  return (
    <>
      {troubles.length > 0 ? (
        <span className={classes.alert} title={troubles.join('\n')}>
          <IconAlertTriangle size={13} role="img" aria-label={troubles.join(', ')} />
          {node.failedTests > 0 ? node.failedTests : null}
        </span>
      ) : null}
      {node.gap ? (
        <span className={classes.alert} title={say('Lineage stops here: nothing describes this dataset')}>
          <IconUnlink size={13} aria-hidden="true" />
          {say('Gap')}
        </span>
      ) : null}
    </>
  );
}

function ColumnsButton({ node }: { readonly node: LineageDataset }) {
  const actions = useGraphActions();
  const open = node.columns.length > 0;
  if (node.columnCount === 0) return null;
  return (
    <button
      type="button"
      className={`${classes.columnsButton} nopan nodrag`}
      // By key it is "C", or the node's menu.
      tabIndex={-1}
      aria-expanded={open}
      aria-label={say('{columns, plural, one {# column} other {# columns}} of {name}', {
        columns: node.columnCount,
        name: node.title,
      })}
      title={open ? say('Close columns') : say('Show columns')}
      onClick={(event) => {
        event.stopPropagation();
        actions.toggleColumns(node.id);
      }}
    >
      {node.columnCount}
      {open ? (
        <IconChevronDown size={12} aria-hidden="true" />
      ) : (
        <IconChevronRight size={12} aria-hidden="true" />
      )}
    </button>
  );
}

function Header({ node, flags }: { readonly node: LineageDataset; readonly flags: NodeFlags }) {
  const ownedBy = say('Owned by {owners}', { owners: node.owners.join(', ') });
  return (
    <div className={classes.header}>
      <div className={classes.line}>
        <KindIcon kind={node.kind} size={14} />
        <NodeTitle node={node} flags={flags} />
        <Alerts node={node} />
        <ColumnsButton node={node} />
      </div>
      <div className={classes.line}>
        <span className={classes.subtitle} title={node.namespace}>
          {node.gone ? `${say('Not there now')} · ` : node.retired ? `${say('Retired')} · ` : ''}
          {node.subtitle}
        </span>
        {node.certification ? <CertificationSign mark={node.certification} /> : null}
        <VerificationBadge of={node.verification} />
        {node.owners.length > 0 ? (
          <span className={classes.owner} title={ownedBy}>
            <IconUser size={12} role="img" aria-label={ownedBy} />
          </span>
        ) : null}
        {node.sensitivity ? (
          <span className={classes.level}>
            <SensitivityBadge level={node.sensitivity} size="xs" />
          </span>
        ) : null}
      </div>
    </div>
  );
}

/** One dataset in the picture. Far out it shows its name only, in type that stays readable. */
export const DatasetNode = memo(function DatasetNode({ data }: NodeProps<FlowNode>) {
  const { node, flags } = data;
  if (node.what !== 'dataset') return null;
  return (
    <NodeShell node={node} flags={flags} gap={node.gap} retired={node.retired} gone={node.gone}>
      <Header node={node} flags={flags} />
      {node.columns.map((column) => (
        <ColumnRow key={column.id} column={column} nodeId={node.id} />
      ))}
      {node.columnsHidden > 0 && node.columns.length > 0 ? (
        <div className={classes.footer}>
          {say('… {hidden, plural, one {# more column} other {# more columns}}', {
            hidden: node.columnsHidden,
          })}
        </div>
      ) : null}
      <StubButton node={node} direction="upstream" tabStop={flags.tabStop} />
      <StubButton node={node} direction="downstream" tabStop={flags.tabStop} />
    </NodeShell>
  );
});
