import { Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DatasetRef, EdgeDetail } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { KindIcon } from '../../../shared/KindIcon.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { contextOf, fullNameOf, namesOf } from '../../../shared/names.ts';
import { calmly, stateName } from '../../../shared/words.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { BlockEdge } from '../../propagation/BlockEdge.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import { BASIS_WORDS, formatConfidence, formatInstant } from './format.ts';
import { Section } from './Panel.tsx';
import { verificationWords } from '../model/verification.ts';
import classes from './panels.module.css';
import { Sql } from './Sql.tsx';
import type { SqlMark } from './sql-pieces.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { subtypeWord } from '../model/words.ts';

type EdgeJob = EdgeDetail['jobs'][number];

const MAX_EVIDENCE = 12;
const NO_MARKS: readonly SqlMark[] = [];

/** The statements of sources that an edge rests on, in words. */
function Evidence({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const more =
    lines.length > MAX_EVIDENCE
      ? say('Showing {listed, number} of {total, number} statements.', {
          listed: MAX_EVIDENCE,
          total: lines.length,
        })
      : null;
  return (
    <>
      <Text size="xs" c="dimmed" mt={6}>
        {say('Evidence')}
      </Text>
      <ul className={classes.evidence}>
        {lines.slice(0, MAX_EVIDENCE).map((line, position) => (
          <li key={position}>{told(line)}</li>
        ))}
      </ul>
      {more ? (
        <Text size="xs" c="dimmed">
          {more}
        </Text>
      ) : null}
    </>
  );
}

/** SQL first, and the marks as soon as it is parsed. */
function MarkedSql({
  text,
  ...edge
}: {
  readonly from: number;
  readonly to: number;
  readonly job: number;
  readonly text: string;
}) {
  const { state } = useExplorer();
  const { data } = useQuery(orpc.lineage.sqlMarks.queryOptions({ input: { ...edge, at: state.at } }));
  return <Sql text={text} marks={data?.marks ?? NO_MARKS} />;
}

function Job({ entry, from, to }: { readonly entry: EdgeJob; readonly from: number; readonly to: number }) {
  const { job, evidence } = entry;
  return (
    <div className={classes.job}>
      <AnchorLink
        to="/job/$id"
        params={{ id: String(job.id) }}
        size="sm"
        fw={600}
        className={classes.clamp}
        title={`${job.namespace}\n${job.name}`}
      >
        {job.name}
      </AnchorLink>
      <Text size="xs" c="dimmed" mb={6} className={classes.truncate} title={job.namespace}>
        {job.kind ? `${calmly(job.kind)} · ` : ''}
        {job.namespace}
      </Text>
      {entry.incomplete ? (
        <Text size="xs" mb={6}>
          {say('Lineage of some of its runs is known to be incomplete.')}
        </Text>
      ) : null}
      <dl className={classes.facts}>
        <dt>{say('Basis')}</dt>
        <dd>{BASIS_WORDS[entry.basis]}</dd>
        <dt>{say('Runs')}</dt>
        <dd>{count(entry.runs)}</dd>
        <dt>{say('First seen')}</dt>
        <dd>{formatInstant(entry.firstSeen)}</dd>
        <dt>{say('Last seen')}</dt>
        <dd>
          {formatInstant(entry.lastSeen)}
          {entry.lastRun ? (
            <>
              {' · '}
              <AnchorLink to="/run/$id" params={{ id: String(entry.lastRun.id) }} size="sm">
                {say('latest run')}
              </AnchorLink>{' '}
              ({stateName(entry.lastRun.state)})
            </>
          ) : null}
        </dd>
        <dt>{say('Confidence')}</dt>
        <dd>{formatConfidence(entry.confidence)}</dd>
        {entry.codeLocation ? (
          <>
            <dt>{say('Code')}</dt>
            <dd>{entry.codeLocation}</dd>
          </>
        ) : null}
      </dl>
      {entry.sql ? <MarkedSql from={from} to={to} job={job.id} text={entry.sql} /> : null}
      <Evidence lines={evidence} />
    </div>
  );
}

/** What a source states of the edge itself, as of a view or a dashboard. */
function WithoutJob({ detail }: { readonly detail: EdgeDetail }) {
  return (
    <Section title={say('Without a job')}>
      <Text size="sm">
        {detail.jobs.length > 0
          ? say('A source also states this edge without naming a job.')
          : say('A source states this edge without naming a job, as for a view or a dashboard.')}
      </Text>
      <Evidence lines={detail.evidence} />
    </Section>
  );
}

function Mappings({ detail }: { readonly detail: EdgeDetail }) {
  if (detail.columns.length === 0) {
    return (
      <Text size="sm">
        {say(
          'No column mapping is recorded. It comes with OpenLineage’s columnLineage facet, or is derived from a job’s SQL; the page of the dataset that is written says how far that went.',
        )}
      </Text>
    );
  }
  const [listed, total] = [detail.columns.length, detail.columnsTotal];
  const more =
    total > listed ? say('Showing {listed, number} of {total, number} mappings.', { listed, total }) : null;
  return (
    <>
      <table className={classes.mapping}>
        <thead>
          <tr>
            <th scope="col">{sayIn('of a flow', 'From')}</th>
            <th scope="col">{sayIn('of a flow', 'To')}</th>
            <th scope="col">{say('How')}</th>
          </tr>
        </thead>
        <tbody>
          {detail.columns.map((column, position) => (
            <tr key={position}>
              <td>{column.from}</td>
              <td>{column.to}</td>
              <td>
                {[
                  column.direct ? say('direct') : say('indirect'),
                  ...column.subtypes.map(subtypeWord),
                  column.masked ? say('masked') : null,
                ]
                  .filter((word) => word !== null)
                  .join(', ')}
                {column.confidence !== null ? ` · ${formatConfidence(column.confidence)}` : ''}
                {column.description ? (
                  <Text size="xs" c="dimmed">
                    {column.description}
                  </Text>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more ? (
        <Text size="xs" c="dimmed" mt={4}>
          {more}
        </Text>
      ) : null}
    </>
  );
}

function End({ dataset, onClick }: { readonly dataset: DatasetRef; readonly onClick: () => void }) {
  return (
    <UnstyledButton className={classes.listButton} onClick={onClick} title={fullNameOf(dataset)}>
      <KindIcon kind={dataset.kind} size={14} />
      <span className={classes.grow}>
        <span className={classes.name}>{namesOf(dataset).leaf}</span>
        <Text component="span" size="xs" c="dimmed" truncate display="block">
          {contextOf(dataset)}
        </Text>
      </span>
    </UnstyledButton>
  );
}

/** Why one flow between two datasets is believed; `job`: only what this job does of it. */
export function EdgeFlow({
  from,
  to,
  job,
}: {
  readonly from: number;
  readonly to: number;
  readonly job: number | null;
}) {
  const { goTo, state } = useExplorer();
  const { data, error, isPending, refetch } = useQuery(
    orpc.lineage.edge.queryOptions({ input: { from, to, ephemeral: state.ephemeral, at: state.at } }),
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={say('details')} bars={[200]} />;
  const jobs = job === null ? data.jobs : data.jobs.filter((entry) => entry.job.id === job);
  // A job that is declared and observed is told of twice.
  const named = new Set(jobs.map((entry) => entry.job.id)).size;
  return (
    <>
      <End dataset={data.from} onClick={() => goTo(data.from.id)} />
      <div>
        <IconArrowDown size={14} style={{ marginLeft: 6 }} role="img" aria-label={say('feeds')} />
      </div>
      <End dataset={data.to} onClick={() => goTo(data.to.id)} />
      <Text size="sm" mt={6}>
        {verificationWords(data.verification)}.
      </Text>
      {data.through.length > 0 ? (
        <Section
          title={
            data.through.length === 1 ? say('Through an ephemeral model') : say('Through ephemeral models')
          }
        >
          {data.through.map((dataset) => (
            <End key={dataset.id} dataset={dataset} onClick={() => goTo(dataset.id)} />
          ))}
        </Section>
      ) : null}
      {jobs.length > 0 ? (
        <Section title={named === 1 ? say('Job') : say('{jobs, number} jobs', { jobs: named })}>
          {jobs.map((entry, position) => (
            <Job
              key={`${entry.job.id} ${entry.basis} ${position}`}
              entry={entry}
              from={data.from.id}
              to={data.to.id}
            />
          ))}
        </Section>
      ) : null}
      {data.withoutJob && job === null ? <WithoutJob detail={data} /> : null}
      <Section title={say('Columns ({columns, number})', { columns: data.columnsTotal })}>
        <Mappings detail={data} />
      </Section>
      {state.at ? null : (
        <Section title={say('Tags along this edge')}>
          <BlockEdge from={data.from.id} to={data.to.id} />
        </Section>
      )}
    </>
  );
}
