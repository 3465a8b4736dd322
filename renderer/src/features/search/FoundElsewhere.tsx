import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const SHOWN = 3;

/** What the same text finds besides the list: jobs, runs, imported files, digests. Nothing where it finds none. */
export function FoundElsewhere({ text }: { readonly text: string }) {
  const { data, error } = useQuery(orpc.search.elsewhere.queryOptions({ input: { text, limit: SHOWN } }));
  if (error)
    return (
      <Text size="xs" c="dimmed" role="status">
        {say('Jobs, runs and files could not be looked through: {cause}', { cause: explain(error).cause })}
      </Text>
    );
  if (!data) return null;
  const { jobs, runs, files, digests } = data;
  if (jobs.total + runs.total + files.total + digests.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={say('Found elsewhere')}>
      <Text size="xs" c="dimmed">
        {say('Also:')}
      </Text>
      {jobs.total > 0 && (
        <AnchorLink size="xs" to="/jobs" search={{ text }}>
          {say('{jobs, plural, one {# job} other {# jobs}}', { jobs: jobs.total })}
        </AnchorLink>
      )}
      {runs.items.map(({ id, runId, job }) => (
        <AnchorLink
          key={`run ${id}`}
          size="xs"
          to="/run/$id"
          params={{ id: String(id) }}
          title={`${job}\n${runId}`}
        >
          {say('run {runId}', { runId })}
        </AnchorLink>
      ))}
      {runs.items.length < runs.total && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, plural, one {# run} other {# runs}}', {
            shown: runs.items.length,
            total: runs.total,
          })}
        </Text>
      )}
      {files.items.map(({ importId, path, sha256 }) => (
        <AnchorLink
          key={`file ${importId} ${path}`}
          size="xs"
          to="/import"
          search={{ id: importId }}
          title={`${path}\nSHA-256 ${sha256}`}
        >
          {say('file {file} of import {importId}', { file: path.split('/').at(-1) ?? path, importId })}
        </AnchorLink>
      ))}
      {files.items.length < files.total && (
        <Text size="xs" c="dimmed">
          {say('{shown, number} of {total, plural, one {# file} other {# files}}', {
            shown: files.items.length,
            total: files.total,
          })}
        </Text>
      )}
      {digests.map(({ on, id, label }) => (
        <Digest key={`${on} ${id}`} on={on} id={id} label={label} />
      ))}
    </Group>
  );
}

function Digest({ on, id, label }: { on: 'ledger' | 'report' | 'version'; id: number; label: string }) {
  if (on === 'ledger')
    return (
      <AnchorLink size="xs" to="/ledger" search={{ seq: id }}>
        {told(label)}
      </AnchorLink>
    );
  if (on === 'version')
    return (
      <AnchorLink size="xs" to="/dataset/$id" params={{ id: String(id) }}>
        {say('version of {label}', { label })}
      </AnchorLink>
    );
  return (
    <AnchorLink size="xs" to="/privacy" search={{ view: 'reports' }}>
      {say('report {label}', { label })}
    </AnchorLink>
  );
}
