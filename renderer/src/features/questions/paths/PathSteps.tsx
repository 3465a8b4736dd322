import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PathsAnswer } from '../../../../../contract/index.ts';
import { useAt } from '../use-at.tsx';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { DatasetLink, JobLink } from '../../jobs/pieces.tsx';
import { verificationClause } from '../../lineage/model/verification.ts';
import { carryWord } from '../model/words.ts';
import classes from '../questions.module.css';
import { Say } from '../../../shared/language/Say.tsx';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Step = PathsAnswer['steps'][number];

/** Each step of a path with its jobs and why it is believed. */
export function PathSteps({ answer, path }: { answer: PathsAnswer; path: readonly number[] }) {
  const steps = path.slice(1).flatMap((to, i) => {
    const from = path[i];
    return answer.steps.find((step) => step.from === from && step.to === to) ?? [];
  });
  if (steps.length === 0) return <Text size="sm">{say('Both ends are the same.')}</Text>;
  return (
    <ol className={classes.list}>
      {steps.map((step, i) => (
        <li key={`${step.from}-${step.to}`}>
          <StepLines answer={answer} step={step} first={i === 0} />
        </li>
      ))}
    </ol>
  );
}

/** `declared and observed in 14 runs, last …; content checked`. */
function verificationOf({ basis, verification }: Step): string {
  const verified = verificationClause(verification);
  return basis === 'both' ? say('declared and {verified}', { verified }) : verified;
}

function StepLines({ answer, step, first }: { answer: PathsAnswer; step: Step; first: boolean }) {
  const [from, to] = [answer.nodes[step.from], answer.nodes[step.to]];
  if (!from || !to) return null;
  return (
    <>
      {first ? <End end={from} /> : null}
      <Text size="xs" c="dimmed" component="div" ms={20} my={2}>
        ↓ {verificationOf(step)}
        {step.carries.length > 0 ? ` · ${step.carries.map(carryWord).join(', ')}` : ''}
        {' · '}
        <Jobs step={step} />
        <Evidence from={from.dataset.id} to={to.dataset.id} />
      </Text>
      <End end={to} />
    </>
  );
}

function Jobs({ step: { jobs, jobsTotal } }: { step: Step }) {
  if (jobs.length === 0) return say('without a job');
  const links = jobs.map((job, i) => (
    <span key={job.id}>
      {i > 0 ? ', ' : ''}
      <JobLink job={job} />
    </span>
  ));
  const more = jobsTotal - jobs.length;
  return more > 0 ? (
    <Say text="by {links} and {more, number} more" values={{ links, more }} />
  ) : (
    <Say text="by {links}" values={{ links }} />
  );
}

function End({ end: { dataset, column } }: { end: PathsAnswer['nodes'][number] }) {
  return (
    <>
      <DatasetLink dataset={dataset} />
      {column === null ? null : (
        <Text size="xs" ms={20}>
          {say('column {column}', { column })}
        </Text>
      )}
    </>
  );
}

function Evidence({ from, to }: { from: number; to: number }) {
  const at = useAt();
  const edge = useQuery(orpc.lineage.edge.queryOptions({ input: { from, to, ephemeral: true, at } }));
  if (edge.isPending) return <Loading what={say('evidence')} bars={[{ height: 14, width: '70%' }]} />;
  if (edge.error) return <ErrorState error={edge.error} onRetry={() => void edge.refetch()} />;
  const lines = [...edge.data.jobs.flatMap(({ evidence }) => evidence), ...edge.data.evidence];
  return (
    <span className={classes.wrap}>
      {lines.slice(0, 4).map((line) => (
        <div key={line}>{told(line)}</div>
      ))}
      {lines.length > 4 ? (
        <div>{say('and {more, number} more; the file has all.', { more: lines.length - 4 })}</div>
      ) : null}
    </span>
  );
}
