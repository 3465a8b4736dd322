import { Group, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { RunDetail, RunHistory as History } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { AnchorLink, ButtonLink } from '../../shared/links.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { formatInstant, formatNumber } from '../dataset/model/format.ts';
import { ChangeSign, Weight } from '../compare/pieces.tsx';
import '../compare/compare-colours.css';
import { Fact } from './pieces.tsx';
import classes from './jobs.module.css';
import { titleOf } from '../compare/model/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** A run among the runs of its job: the way to its neighbours, and what stands out against the run before. */
export function RunHistory({ run }: { readonly run: RunDetail }) {
  const { data, error, isPending, refetch } = useQuery(
    orpc.compare.runHistory.queryOptions({ input: { id: run.id } }),
  );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={say("the run's history")} bars={[96]} />;
  return (
    <>
      <Ways run={run} history={data} />
      <Findings run={run} history={data} />
      <How history={data} />
    </>
  );
}

interface Props {
  readonly run: RunDetail;
  readonly history: History;
}

/** To the runs before and after, and to a comparison with them. */
function Ways({ run, history: { previous, next, previousGood } }: Props) {
  return (
    <Group gap="xs" role="group" aria-label={say('Other runs of the job')}>
      {previous && (
        <ButtonLink
          to="/run/$id"
          params={{ id: String(previous.id) }}
          variant="default"
          size="xs"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
        >
          {say('Run before')}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink
          to="/run/$id"
          params={{ id: String(next.id) }}
          variant="default"
          size="xs"
          rightSection={<IconArrowRight size={14} aria-hidden />}
        >
          {say('Run after')}
        </ButtonLink>
      )}
      {previous && (
        <ButtonLink
          to="/compare"
          search={{ kind: 'runs', a: previous.id, b: run.id }}
          variant="default"
          size="xs"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
        >
          {say('Compare with the run before')}
        </ButtonLink>
      )}
      {previousGood && previousGood.id !== previous?.id && (
        <ButtonLink
          to="/compare"
          search={{ kind: 'runs', a: previousGood.id, b: run.id }}
          variant="default"
          size="xs"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
        >
          {say('Compare with the last successful run')}
        </ButtonLink>
      )}
    </Group>
  );
}

/** What stands out against the latest run before that ended well, with everything upstream. */
function Findings({ run, history: { previousGood, findings, findingsTotal } }: Props) {
  if (!previousGood) return null;
  const search = { kind: 'runs' as const, a: previousGood.id, b: run.id };
  const more = findingsTotal - findings.length;
  return (
    <Section title={say('What stands out {findings, number}', { findings: findingsTotal })}>
      <Text size="sm" c="dimmed" mb="xs">
        {say('Against the run of {at} and the runs before it, with everything upstream.', {
          at: formatInstant(previousGood.at),
        })}
      </Text>
      {findings.length === 0 ? (
        <Text size="sm">{say('Nothing.')}</Text>
      ) : (
        <ul className={classes.list}>
          {findings.map((finding) => (
            <li key={finding.key}>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <ChangeSign change={finding.change} />
                <div>
                  <AnchorLink to="/compare" search={{ ...search, item: finding.key }} size="sm" fw={600}>
                    {titleOf(finding)}
                  </AnchorLink>
                  <Text size="sm">{told(finding.reasons[0]?.text)}</Text>
                  <Weight of={finding} />
                </div>
              </Group>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && (
        <AnchorLink to="/compare" search={search} size="sm">
          {say('{more, number} more', { more })}
        </AnchorLink>
      )}
    </Section>
  );
}

/** Who ran it, with which code and engine, and how many rows went through. */
function How({ history }: { readonly history: History }) {
  const { startedBy, code, engine, rowsRead, rowsWritten, dropped } = history;
  const rows = [rowsRead, rowsWritten].some((one) => one !== null);
  if (startedBy === null && code.length === 0 && engine === null && !rows && dropped.length === 0)
    return null;
  return (
    <Section title={say('How it ran')}>
      <dl className={classes.facts}>
        <Fact name={say('Started by')}>{startedBy}</Fact>
        <Fact name={say('Engine')}>{engine}</Fact>
        {code.map(({ key, value }) => (
          <Fact key={key} name={CODE_NAMES[key] ?? key}>
            {value}
          </Fact>
        ))}
        <Fact name={say('Rows read')}>{rowsRead === null ? null : formatNumber(rowsRead)}</Fact>
        <Fact name={say('Rows written')}>{rowsWritten === null ? null : formatNumber(rowsWritten)}</Fact>
        {dropped.map(({ rows: number, reason }, index) => (
          <Fact key={index} name={say('Rows dropped')}>
            {reason === null ? formatNumber(number) : `${formatNumber(number)}: ${reason}`}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}

const CODE_NAMES: Readonly<Record<string, string>> = {
  type: say('Kind of repository'),
  url: say('Code'),
  repoUrl: say('Repository'),
  path: say('Path of the code'),
  version: say('Code version'),
  branch: say('Branch'),
  tag: say('Tag'),
};
