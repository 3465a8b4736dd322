import type { NodeProps } from '@xyflow/react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPlay,
  IconSettingsAutomation,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { LineageJob } from '../../../../../contract/index.ts';
import { instant } from '../../../shared/format.ts';
import { calmly, stateName } from '../../../shared/words.ts';
import classes from './DatasetNode.module.css';
import type { FlowNode } from './flow-nodes.ts';
import { NodeShell, NodeTitle } from './NodeShell.tsx';
import { say } from '../../../shared/language/say.ts';

/** How the latest run ended, in words and as a sign. */
function LastRun({ job }: { readonly job: LineageJob }) {
  const { lastState, lastAt } = job;
  const title =
    lastState === null
      ? say('No run was observed')
      : lastAt === null
        ? say('Last run: {state}', { state: stateName(lastState) })
        : say('Last run: {state}, {at}', { state: stateName(lastState), at: instant(lastAt) });
  const failed = lastState === 'FAIL' || lastState === 'ABORT';
  const Sign = failed
    ? IconCircleX
    : lastState === 'COMPLETE'
      ? IconCircleCheck
      : lastState === null
        ? IconCircleDashed
        : IconPlayerPlay;
  return (
    <span className={failed ? classes.alert : classes.sign} title={title}>
      <Sign size={14} role="img" aria-label={title} />
    </span>
  );
}

/** One job between datasets. */
export const JobNode = memo(function JobNode({ data }: NodeProps<FlowNode>) {
  const { node, flags } = data;
  if (node.what !== 'job') return null;
  return (
    <NodeShell node={node} flags={flags}>
      <div className={classes.header}>
        <div className={classes.line}>
          <IconSettingsAutomation
            size={14}
            stroke={1.6}
            role="img"
            aria-label={say('Job')}
            style={{ flex: 'none' }}
          />
          <NodeTitle node={node} flags={flags} />
          {node.incomplete ? (
            <span className={classes.alert} title={say('Lineage of some of its runs is incomplete')}>
              <IconAlertTriangle size={13} role="img" aria-label={say('Lineage incomplete')} />
            </span>
          ) : null}
          <LastRun job={node} />
        </div>
        <div className={classes.line}>
          <span className={classes.subtitle} title={node.namespace}>
            {node.kind ? calmly(node.kind) : say('job')} · {node.namespace}
          </span>
          <span className={classes.runs}>
            {say('{runs, plural, one {# run} other {# runs}}', { runs: node.runs })}
          </span>
        </div>
      </div>
    </NodeShell>
  );
});
