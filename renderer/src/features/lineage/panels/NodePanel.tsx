import { Alert, Badge, Group, Stack, Text } from '@mantine/core';
import {
  IconCopy,
  IconExternalLink,
  IconEyeOff,
  IconFocusCentered,
  IconRoute,
  IconUnlink,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DatasetDetail, LineageDataset } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { contextOf, fullNameOf, namesOf } from '../../../shared/names.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { SensitivityBadge } from '../../../shared/SensitivityBadge.tsx';
import { SourceBadges } from '../../../shared/SourceBadges.tsx';
import { kindName } from '../../../shared/words.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { PastNote } from '../../compare/PastNote.tsx';
import { useExplorer } from '../explorer/explorer.ts';
import { hopsInWords } from '../node/describe.ts';
import { hide, withRoots } from '../state/view-state.ts';
import { copyText } from '../toolbar/copy.ts';
import { ColumnList } from './ColumnList.tsx';
import { Neighbours } from './Neighbours.tsx';
import { verificationWords } from '../model/verification.ts';
import { originWord, TAG_STATUS_WORD } from '../model/words.ts';
import { Panel, Section } from './Panel.tsx';
import classes from './panels.module.css';
import { ToolButton } from '../toolbar/ToolButton.tsx';
import { roleName } from '../../stewardship/model/words.ts';
import { say } from '../../../shared/language/say.ts';

const MAX_JOBS = 8;

function Actions({
  id,
  name,
  node,
}: {
  readonly id: number;
  /** Undefined while it is on the way. */
  readonly name: string | undefined;
  readonly node: LineageDataset | undefined;
}) {
  const { state, update, choosePathFrom } = useExplorer();
  const onlyRoot = state.roots.length === 1 && state.roots[0] === id;
  return (
    <Group gap={6}>
      <ToolButton
        renderRoot={(props) => <Link {...props} to="/dataset/$id" params={{ id: String(id) }} />}
        leftSection={<IconExternalLink size={14} aria-hidden="true" />}
      >
        {say('Open dataset')}
      </ToolButton>
      <ToolButton
        disabled={onlyRoot}
        leftSection={<IconFocusCentered size={14} aria-hidden="true" />}
        onClick={() => update((now) => withRoots(now, [id]))}
      >
        {say('Make root')}
      </ToolButton>
      <ToolButton leftSection={<IconRoute size={14} aria-hidden="true" />} onClick={() => choosePathFrom(id)}>
        {say('Path to…')}
      </ToolButton>
      {node ? (
        <ToolButton
          disabled={onlyRoot}
          leftSection={<IconEyeOff size={14} aria-hidden="true" />}
          onClick={() => update((now) => hide(now, [id]))}
        >
          {say('Hide')}
        </ToolButton>
      ) : null}
      <ToolButton
        leftSection={<IconCopy size={14} aria-hidden="true" />}
        disabled={name === undefined}
        onClick={() => name !== undefined && void copyText(name, say('Name copied'))}
      >
        {say('Copy name')}
      </ToolButton>
    </Group>
  );
}

function Tags({ detail }: { readonly detail: DatasetDetail }) {
  const tags = detail.tags.filter((tag) => tag.kind !== 'sensitivity' && tag.status !== 'rejected');
  if (tags.length === 0) return <Text size="sm">{say('None')}</Text>;
  return (
    <Group gap={4}>
      {tags.map((tag) => (
        <Badge
          key={tag.id}
          variant="outline"
          size="sm"
          tt="none"
          title={`${TAG_STATUS_WORD[tag.status]} · ${originWord(tag.origin)}`}
        >
          {tag.key ? `${tag.key}: ${tag.value}` : tag.value}
        </Badge>
      ))}
    </Group>
  );
}

function Facts({
  detail,
  node,
}: {
  readonly detail: DatasetDetail;
  readonly node: LineageDataset | undefined;
}) {
  const owners = detail.owners.filter((owner) => owner.status !== 'rejected');
  const { counts } = detail;
  return (
    <dl className={classes.facts}>
      {node ? (
        <>
          <dt>{say('Position')}</dt>
          <dd>{hopsInWords(node)}</dd>
        </>
      ) : null}
      <dt>{say('Kind')}</dt>
      <dd>{kindName(detail.kind)}</dd>
      <dt>{say('Sensitivity')}</dt>
      <dd>{detail.sensitivity ? <SensitivityBadge level={detail.sensitivity} /> : say('Not set')}</dd>
      {node ? (
        <>
          <dt>{say('Verification')}</dt>
          <dd>{verificationWords(node.verification)}</dd>
        </>
      ) : null}
      <dt>{say('Owners')}</dt>
      <dd>
        {owners.length > 0
          ? owners.map((owner) => `${owner.name} (${roleName(owner.role)})`).join(', ')
          : say('None')}
      </dd>
      <dt>{say('Tags')}</dt>
      <dd>
        <Tags detail={detail} />
      </dd>
      <dt>{say('Sources')}</dt>
      <dd>
        <SourceBadges sources={[...new Set(detail.sources.map((source) => source.importer))]} />
      </dd>
      <dt>{say('Neighbours')}</dt>
      <dd>
        {say('{upstream, number} upstream, {downstream, number} downstream', {
          upstream: counts.upstream,
          downstream: counts.downstream,
        })}
      </dd>
      <dt>{say('Columns')}</dt>
      <dd>{count(counts.columns)}</dd>
      <dt>{say('Jobs, runs')}</dt>
      <dd>
        {say('{jobs, plural, one {# job} other {# jobs}}, {runs, plural, one {# run} other {# runs}}', {
          jobs: counts.jobs,
          runs: counts.runs,
        })}
      </dd>
    </dl>
  );
}

function Jobs({ title, jobs }: { readonly title: string; readonly jobs: DatasetDetail['producers'] }) {
  if (jobs.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={classes.list}>
        {jobs.slice(0, MAX_JOBS).map((job) => (
          <li key={job.id}>
            <AnchorLink
              to="/job/$id"
              params={{ id: String(job.id) }}
              size="sm"
              truncate
              display="block"
              title={`${job.namespace}\n${job.name}`}
            >
              {job.name}
            </AnchorLink>
          </li>
        ))}
      </ul>
      {jobs.length > MAX_JOBS ? (
        <Text size="xs" c="dimmed">
          {say('{listed, number} of {jobs, number}; the dataset page lists all.', {
            listed: MAX_JOBS,
            jobs: jobs.length,
          })}
        </Text>
      ) : null}
    </Section>
  );
}

/** Details of one dataset of the picture, and what can be done with it. */
export function NodePanel({
  id,
  compact,
  onClose,
}: {
  readonly id: number;
  readonly compact: boolean;
  readonly onClose: () => void;
}) {
  const { index } = useExplorer();
  const drawn = index?.nodes.get(id);
  const node = drawn?.what === 'dataset' ? drawn : undefined;
  const detail = useQuery(orpc.datasets.get.queryOptions({ input: { id } }));
  const dataset = detail.data ?? node;
  return (
    <Panel
      label={say('Dataset details')}
      close={say('Close dataset details')}
      title={dataset ? namesOf(dataset).leaf : say('Dataset {id}', { id })}
      below={
        <Text size="xs" c="dimmed" className={classes.clamp} title={dataset && fullNameOf(dataset)}>
          {dataset && contextOf(dataset)}
        </Text>
      }
      compact={compact}
      onClose={onClose}
    >
      <Actions id={id} name={dataset?.name} node={node} />
      {node?.gap ? (
        <Alert
          mt="sm"
          p="xs"
          variant="outline"
          color="red"
          icon={<IconUnlink size={16} aria-hidden="true" />}
          title={say('Lineage stops here')}
        >
          {say(
            'Another dataset refers to this one, but no imported source describes it. Importing the system that holds it closes the gap.',
          )}
        </Alert>
      ) : null}
      <PastNote />
      {!node && index ? (
        <Text size="sm" mt="sm" c="dimmed">
          {say('Not in the present picture.')}
        </Text>
      ) : null}
      <Stack gap={0} mt="md">
        {detail.error ? <ErrorState error={detail.error} onRetry={() => void detail.refetch()} /> : null}
        {detail.isPending ? <Loading what={say('details')} bars={[160]} /> : null}
        {detail.data ? (
          <>
            {detail.data.description ? (
              <Section title={say('Description')}>
                <Text size="sm" className={classes.clamp}>
                  {detail.data.description.text}
                </Text>
              </Section>
            ) : null}
            <Section title={say('Facts')}>
              <Facts detail={detail.data} node={node} />
            </Section>
            <Jobs title={say('Written by')} jobs={detail.data.producers} />
            <Jobs title={say('Read by')} jobs={detail.data.consumers} />
          </>
        ) : null}
        {node && index ? <Neighbours index={index} node={node} /> : null}
        {node ? <ColumnList node={node} /> : null}
      </Stack>
    </Panel>
  );
}
