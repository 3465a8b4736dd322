import { Group, Text } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { calmly, stateName } from '../../../shared/words.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import { copyText } from '../toolbar/copy.ts';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { formatInstant } from './format.ts';
import { Neighbours } from './Neighbours.tsx';
import { Panel, Section } from './Panel.tsx';
import classes from './panels.module.css';
import { Sql } from './Sql.tsx';
import { say } from '../../../shared/language/say.ts';

const RUNS = 5;

/** The latest runs, each with the way to its page. */
function Runs({ id }: { readonly id: number }) {
  const { data, error, refetch } = useQuery(orpc.jobs.runs.queryOptions({ input: { id, limit: RUNS } }));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading what={say('runs')} bars={[60]} />;
  if (data.total === 0) return <Text size="sm">{say('No run was observed.')}</Text>;
  return (
    <>
      <ul className={classes.list}>
        {data.items.map((run) => (
          <li key={run.id}>
            <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
              {formatInstant(run.lastAt ?? run.endedAt ?? run.startedAt)}
            </AnchorLink>{' '}
            <Text span size="xs" c="dimmed">
              {stateName(run.state)}
              {run.incomplete ? ` · ${say('lineage incomplete')}` : ''}
            </Text>
          </li>
        ))}
      </ul>
      {data.total > data.items.length ? (
        <Text size="xs" c="dimmed">
          {say('{listed, number} of {total, number}; the job’s page lists all.', {
            listed: data.items.length,
            total: data.total,
          })}
        </Text>
      ) : null}
    </>
  );
}

interface Props {
  /** Id of the job, not of its node. */
  readonly id: number;
  readonly compact: boolean;
  readonly onClose: () => void;
}

/** Details of one job of the picture. */
export function JobPanel({ id, compact, onClose }: Props) {
  const { index } = useExplorer();
  const node = index?.nodes.get(-id);
  const { data, error, isPending, refetch } = useQuery(orpc.jobs.get.queryOptions({ input: { id } }));
  const name = data?.name ?? node?.name;
  return (
    <Panel
      label={say('Job details')}
      close={say('Close job details')}
      title={name ?? say('Job {id}', { id })}
      below={
        <Text size="xs" c="dimmed" className={classes.clamp}>
          {data?.namespace ?? node?.namespace}
        </Text>
      }
      compact={compact}
      onClose={onClose}
    >
      <Group gap={6}>
        <ToolButton
          renderRoot={(props) => <Link {...props} to="/job/$id" params={{ id: String(id) }} />}
          leftSection={<IconExternalLink size={14} aria-hidden="true" />}
        >
          {say('Open job')}
        </ToolButton>
        <ToolButton
          leftSection={<IconCopy size={14} aria-hidden="true" />}
          disabled={name === undefined}
          onClick={() => name !== undefined && void copyText(name, say('Name copied'))}
        >
          {say('Copy name')}
        </ToolButton>
      </Group>
      <div style={{ marginTop: 16 }}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {isPending ? <Loading what={say('details')} bars={[120]} /> : null}
        {data ? (
          <>
            {data.description ? (
              <Section title={say('Description')}>
                <Text size="sm" className={classes.clamp}>
                  {data.description.text}
                </Text>
              </Section>
            ) : null}
            <Section title={say('Facts')}>
              <dl className={classes.facts}>
                <dt>{say('Kind')}</dt>
                <dd>{data.kind ? calmly(data.kind) : say('Not given')}</dd>
                <dt>{say('Part of')}</dt>
                <dd>
                  {data.parent ? (
                    <AnchorLink to="/job/$id" params={{ id: String(data.parent.id) }} size="sm">
                      {data.parent.name}
                    </AnchorLink>
                  ) : (
                    say('No parent job')
                  )}
                </dd>
                <dt>{say('Reads, writes')}</dt>
                <dd>
                  {say('{inputs, number} and {outputs, plural, one {# dataset} other {# datasets}}', {
                    inputs: data.inputs.length,
                    outputs: data.outputs.length,
                  })}
                </dd>
                <dt>{say('Runs')}</dt>
                <dd>
                  {data.runs.incomplete > 0
                    ? say('{runs, number}, lineage of {incomplete, number} incomplete', {
                        runs: data.runs.total,
                        incomplete: data.runs.incomplete,
                      })
                    : count(data.runs.total)}
                </dd>
                <dt>{say('Owners')}</dt>
                <dd>{data.owners.map((owner) => owner.name).join(', ') || say('None')}</dd>
                {data.codeLocation ? (
                  <>
                    <dt>{say('Code')}</dt>
                    <dd>{data.codeLocation}</dd>
                  </>
                ) : null}
              </dl>
            </Section>
            <Section title={say('Latest runs')}>
              <Runs id={id} />
            </Section>
            {data.sql ? (
              <Section title={say('SQL')}>
                <Sql text={data.sql} marks={[]} />
              </Section>
            ) : null}
          </>
        ) : null}
        {node && index ? <Neighbours index={index} node={node} /> : null}
      </div>
    </Panel>
  );
}
