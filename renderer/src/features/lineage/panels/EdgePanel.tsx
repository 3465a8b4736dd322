import { Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowNarrowRight, IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { namesOf } from '../../../shared/names.ts';
import { useExplorer } from '../explorer/explorer.ts';
import { Panel, Section } from './Panel.tsx';
import classes from './panels.module.css';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { EdgeFlow } from './EdgeFlow.tsx';
import { say } from '../../../shared/language/say.ts';

interface BridgedProps {
  readonly from: number;
  readonly to: number;
  /** Null where they are too many to tell. */
  readonly hidden: number | null;
}

/** A flow that is led over hidden datasets: what is between is told by its paths. */
function Bridged({ from, to, hidden }: BridgedProps) {
  const { update, goTo } = useExplorer();
  const ids = useQuery(orpc.lineage.names.queryOptions({ input: { ids: [from, to] } }));
  const nameOf = (id: number) => {
    const dataset = ids.data?.datasets.find((one) => one.id === id)?.dataset;
    return dataset ? namesOf(dataset).leaf : say('Dataset {id}', { id });
  };
  return (
    <>
      <Text size="sm">
        <UnstyledButton className={classes.listButton} onClick={() => goTo(from)}>
          {nameOf(from)}
        </UnstyledButton>
        <IconArrowDown size={14} style={{ marginLeft: 6 }} role="img" aria-label={say('feeds')} />
        <UnstyledButton className={classes.listButton} onClick={() => goTo(to)}>
          {nameOf(to)}
        </UnstyledButton>
      </Text>
      <Text size="sm" my="sm">
        {hidden === null
          ? say('The edge is led over datasets that are hidden.')
          : say(
              'The edge is led over {datasets, plural, one {# dataset that is} other {# datasets that are}} hidden.',
              { datasets: hidden },
            )}
      </Text>
      <ToolButton
        leftSection={<IconRoute size={14} aria-hidden="true" />}
        onClick={() => update((now) => ({ ...now, path: { from, to }, selection: null }))}
      >
        {say('List the paths between them')}
      </ToolButton>
    </>
  );
}

/** Between two datasets, by their ids. */
interface Flow {
  readonly from: number;
  readonly to: number;
}

interface FlowsProps {
  readonly flows: readonly Flow[];
  readonly total: number;
  readonly onChoose: (flow: Flow) => void;
}

/** The flows between datasets that one line of the picture stands for. */
function Flows({ flows, total, onChoose }: FlowsProps) {
  const ids = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
  const names = useQuery(orpc.lineage.names.queryOptions({ input: { ids } }));
  const nameOf = (id: number) => {
    const dataset = names.data?.datasets.find((one) => one.id === id)?.dataset;
    return dataset ? namesOf(dataset).leaf : say('Dataset {id}', { id });
  };
  return (
    <Section title={say('{total, plural, one {# flow} other {# flows}} between datasets', { total })}>
      <ul className={classes.list}>
        {flows.map((flow) => (
          <li key={`${flow.from}-${flow.to}`}>
            <UnstyledButton className={classes.listButton} onClick={() => onChoose(flow)}>
              <span className={classes.truncate}>{nameOf(flow.from)}</span>
              <IconArrowNarrowRight size={14} role="img" aria-label={say('feeds')} style={{ flex: 'none' }} />
              <span className={classes.truncate}>{nameOf(flow.to)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {total > flows.length ? (
        <Text size="xs" c="dimmed">
          {say(
            'Showing {listed, number} of {total, number} flows. Opening the group or expanding its datasets shows each.',
            { listed: flows.length, total },
          )}
        </Text>
      ) : null}
    </Section>
  );
}

interface Props {
  /** Node ids: of datasets, jobs or closed groups. */
  readonly from: number;
  readonly to: number;
  readonly compact: boolean;
  readonly onClose: () => void;
}

/** Why an edge is believed: its jobs, what was seen of them, their SQL and the columns that it carries. */
export function EdgePanel({ from, to, compact, onClose }: Props) {
  const { index } = useExplorer();
  const [chosen, choose] = useState<Flow | null>(null);
  const edge = index?.outgoing.get(from)?.find((other) => other.to === to);
  // An edge of an address that the present picture does not draw.
  const flows = edge?.flows ?? (from > 0 && to > 0 ? [{ from, to }] : []);
  const total = edge?.flowsTotal ?? flows.length;
  // Another picture may lead other flows along this edge.
  const one = flows.find(({ from: start, to: end }) => start === chosen?.from && end === chosen.to);
  const shown = total === 1 ? flows[0] : one;
  const bridged = edge !== undefined && edge.bridged !== 0;
  const jobEnd = [from, to].map((id) => index?.nodes.get(id)).find((node) => node?.what === 'job');
  const job = jobEnd?.what === 'job' ? jobEnd.jobId : null;
  return (
    <Panel
      label={say('Edge details')}
      close={say('Close edge details')}
      title={say('Why this edge?')}
      compact={compact}
      onClose={onClose}
    >
      {flows.length === 0 && index ? <Text size="sm">{say('Not in the present picture.')}</Text> : null}
      {total > 1 && !shown ? <Flows flows={flows} total={total} onChoose={choose} /> : null}
      {total > 1 && shown ? (
        <ToolButton
          mb="sm"
          leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
          onClick={() => choose(null)}
        >
          {say('All {total, number} flows', { total })}
        </ToolButton>
      ) : null}
      {shown && bridged ? <Bridged hidden={edge?.bridged ?? null} {...shown} /> : null}
      {shown && !bridged ? (
        <EdgeFlow key={`${shown.from}-${shown.to}`} from={shown.from} to={shown.to} job={job} />
      ) : null}
    </Panel>
  );
}
