import { Spotlight } from '@mantine/spotlight';
import {
  IconAutomation,
  IconFile,
  IconFingerprint,
  IconPlayerPlay,
  IconTag,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { client } from '../../shared/api.ts';
import { instant } from '../../shared/format.ts';
import { levelWord } from '../../features/security/model/levels.ts';
import { calmly, stateName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

type Found = Awaited<ReturnType<typeof client.search.elsewhere>>;

export function foundElsewhere({ jobs, runs, files, values, digests }: Found): boolean {
  return jobs.total + runs.total + files.total + values.total + digests.length > 0;
}

const NAME_OF_FILTER: Partial<Record<Found['values']['items'][number]['name'], string>> = {
  owners: say('Owner'),
  labels: say('Label'),
  categories: say('Data category'),
  sensitivities: say('Sensitivity'),
};

const DIGEST_OF: Readonly<Record<Found['digests'][number]['on'], string>> = {
  ledger: say('Ledger'),
  report: say('File of a report'),
  version: say('Version of a dataset'),
};

function picture(Shape: Icon, label: string) {
  return <Shape size={18} stroke={1.6} aria-label={label} />;
}

function titled(label: string, shown: number, total: number): string {
  return total > shown ? say('{label}: {shown, number} of {total, number}', { label, shown, total }) : label;
}

/** What a text finds besides datasets and columns, each kind as a group of the palette. */
export function PaletteElsewhere({ found, text }: { found: Found; text: string }) {
  const navigate = useNavigate();
  const { jobs, runs, files, values, digests } = found;
  return (
    <>
      {jobs.items.length > 0 ? (
        <Spotlight.ActionsGroup label={titled(say('Jobs'), jobs.items.length, jobs.total)}>
          {jobs.items.map(({ id, name, namespace, kind }) => (
            <Spotlight.Action
              key={id}
              label={name}
              description={[kind && calmly(kind), namespace].filter(Boolean).join(' · ')}
              leftSection={picture(IconAutomation, say('Job'))}
              onClick={() => void navigate({ to: '/job/$id', params: { id: String(id) } })}
            />
          ))}
          {jobs.total > jobs.items.length ? (
            <Spotlight.Action
              label={say('All {total, number} jobs that match “{text}”', { total: jobs.total, text })}
              leftSection={picture(IconAutomation, say('Jobs'))}
              onClick={() => void navigate({ to: '/jobs', search: { text } })}
            />
          ) : null}
        </Spotlight.ActionsGroup>
      ) : null}
      {values.items.length > 0 ? (
        <Spotlight.ActionsGroup label={titled(say('Tags and owners'), values.items.length, values.total)}>
          {values.items.map(({ name, value, datasets }) => (
            <Spotlight.Action
              key={`${name} ${value}`}
              label={name === 'sensitivities' ? levelWord(value) : value}
              description={`${NAME_OF_FILTER[name] ?? name} · ${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets })}`}
              leftSection={picture(name === 'owners' ? IconUser : IconTag, NAME_OF_FILTER[name] ?? name)}
              onClick={() => void navigate({ to: '/browse', search: { [name]: [value] } })}
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {runs.items.length > 0 ? (
        <Spotlight.ActionsGroup label={titled(say('Runs'), runs.items.length, runs.total)}>
          {runs.items.map(({ id, runId, job, state }) => (
            <Spotlight.Action
              key={id}
              label={runId}
              description={`${job} · ${stateName(state)}`}
              leftSection={picture(IconPlayerPlay, say('Run'))}
              onClick={() => void navigate({ to: '/run/$id', params: { id: String(id) } })}
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {files.items.length > 0 ? (
        <Spotlight.ActionsGroup label={titled(say('Imported files'), files.items.length, files.total)}>
          {files.items.map(({ importId, path, sha256, at }) => (
            <Spotlight.Action
              key={`${importId} ${path}`}
              label={path}
              description={say('Import {id}, {at} · SHA-256 {digest}…', {
                id: importId,
                at: instant(at),
                digest: sha256.slice(0, 16),
              })}
              leftSection={picture(IconFile, say('File'))}
              onClick={() => void navigate({ to: '/import', search: { id: importId } })}
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      <Digests digests={digests} />
    </>
  );
}

function Digests({ digests }: Pick<Found, 'digests'>) {
  const navigate = useNavigate();
  if (digests.length === 0) return null;
  function open({ on, id }: Found['digests'][number]): void {
    if (on === 'ledger') void navigate({ to: '/ledger', search: { seq: id } });
    else if (on === 'version') void navigate({ to: '/dataset/$id', params: { id: String(id) } });
    else void navigate({ to: '/privacy', search: { view: 'reports' } });
  }
  return (
    <Spotlight.ActionsGroup label={say('This digest')}>
      {digests.map((digest) => (
        <Spotlight.Action
          key={`${digest.on} ${digest.id}`}
          label={digest.on === 'version' ? digest.label : told(digest.label)}
          description={DIGEST_OF[digest.on]}
          leftSection={picture(IconFingerprint, say('Digest'))}
          onClick={() => open(digest)}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}
