/** What the pages of jobs and runs have in common. */
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetRef, JobRef } from '../../../../contract/index.ts';
import { CopyText } from '../../shared/CopyText.tsx';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { calmly, stateName } from '../../shared/words.ts';
import { isFailure } from './model/states.ts';
import classes from './jobs.module.css';
import { say } from '../../shared/language/say.ts';

export function StateBadge({ state }: { state: string }) {
  return (
    <Badge variant="outline" size="sm" color={isFailure(state) ? 'red' : 'gray'} className={classes.plain}>
      {stateName(state)}
    </Badge>
  );
}

export function JobLink({ job }: { job: JobRef }) {
  return (
    <AnchorLink
      to="/job/$id"
      params={{ id: String(job.id) }}
      size="sm"
      title={`${job.namespace}\n${job.name}`}
    >
      {job.name}
    </AnchorLink>
  );
}

export function DatasetLink({ dataset }: { dataset: DatasetRef }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <KindIcon kind={dataset.kind} size={14} />
      <span className={classes.name}>
        <AnchorLink
          to="/dataset/$id"
          params={{ id: String(dataset.id) }}
          search={{}}
          size="sm"
          title={fullNameOf(dataset)}
        >
          {namesOf(dataset).leaf}
        </AnchorLink>{' '}
        <Text span size="xs" c="dimmed">
          {contextOf(dataset)}
        </Text>
      </span>
    </Group>
  );
}

/** Jobs by name, as many as there are. */
export function JobNames({ jobs, total }: { jobs: readonly JobRef[]; total?: number }) {
  return (
    <>
      <ul className={classes.list}>
        {jobs.map((job) => (
          <li key={job.id}>
            <JobLink job={job} />{' '}
            <Text span size="xs" c="dimmed">
              {job.kind
                ? say('{kind} in {namespace}', { kind: calmly(job.kind), namespace: job.namespace })
                : say('in {namespace}', { namespace: job.namespace })}
            </Text>
          </li>
        ))}
      </ul>
      {total !== undefined && total > jobs.length && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, number} are shown.', { shown: jobs.length, total })}
        </Text>
      )}
    </>
  );
}

/** A line of a list of facts; nothing where there is nothing to say. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Code as text: nothing in it is run. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    <>
      <Group justify="flex-end" mb={4}>
        <CopyText text={text} label={label} />
      </Group>
      <pre className={classes.code} tabIndex={0} aria-label={label}>
        <code>{text}</code>
      </pre>
    </>
  );
}
