import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../shared/api.ts';
import { count, plural } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';

const SHOWN = 3;

/** What the same text finds besides the list: jobs, runs, imported files, digests. Nothing where it finds none. */
export function FoundElsewhere({ text }: { readonly text: string }) {
  const { data } = useQuery(orpc.search.elsewhere.queryOptions({ input: { text, limit: SHOWN } }));
  if (!data) return null;
  const { jobs, runs, files, digests } = data;
  if (jobs.total + runs.total + files.total + digests.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label="Found elsewhere">
      <Text size="xs" c="dimmed">
        Also:
      </Text>
      {jobs.total > 0 && (
        <AnchorLink size="xs" to="/jobs" search={{ text }}>
          {plural(jobs.total, 'job')}
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
          run {runId}
        </AnchorLink>
      ))}
      <More shown={runs.items.length} total={runs.total}>
        runs
      </More>
      {files.items.map(({ importId, path, sha256 }) => (
        <AnchorLink
          key={`file ${importId} ${path}`}
          size="xs"
          to="/import"
          search={{ id: importId }}
          title={`${path}\nSHA-256 ${sha256}`}
        >
          file {path.split('/').at(-1)} of import {importId}
        </AnchorLink>
      ))}
      <More shown={files.items.length} total={files.total}>
        files
      </More>
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
        {label}
      </AnchorLink>
    );
  if (on === 'version')
    return (
      <AnchorLink size="xs" to="/dataset/$id" params={{ id: String(id) }}>
        version of {label}
      </AnchorLink>
    );
  return (
    <AnchorLink size="xs" to="/privacy" search={{ view: 'reports' }}>
      report {label}
    </AnchorLink>
  );
}

function More({ shown, total, children }: { shown: number; total: number; children: ReactNode }) {
  if (total <= shown) return null;
  return (
    <Text size="xs" c="dimmed">
      {count(shown)} of {count(total)} {children}
    </Text>
  );
}
