import { Anchor, Divider, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceProject } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count, instant } from '../../../shared/format.ts';
import { NamespaceForm } from '../../../shared/NamespaceForm.tsx';
import { Section } from '../../../shared/Section.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { DisabledNodes } from './DisabledNodes.tsx';
import { say } from '../../../shared/language/say.ts';

/** Where the namespace comes from. */
const BASIS: Record<SourceProject['basis'], string> = {
  given: say('namespace given with an import'),
  set: say('namespace set here'),
  catalog: say('namespace found by tables of the same names'),
  adapter: say('namespace known from the adapter'),
  project: say('namespace not known yet'),
};

const PACKAGES_SHOWN = 8;

function packagesText({ packages }: SourceProject): string {
  const shown = packages.slice(0, PACKAGES_SHOWN).map(({ name, nodes }) => `${name} (${count(nodes)})`);
  const more = packages.length - shown.length;
  const list = shown.join(', ');
  return more > 0
    ? say('Packages: {list} and {more, number} more', { list, more })
    : say('Packages: {list}', { list });
}

function Project({ project }: { readonly project: SourceProject }) {
  const [open, setOpen] = useState(false);
  const save = useMutation(orpc.projects.setNamespace.mutationOptions());
  const { name, adapter, toolVersion, generatedAt, namespace, basis, former, guesses, disabled } = project;
  const about = [
    adapter,
    toolVersion === null ? null : `dbt ${toolVersion}`,
    generatedAt === null ? null : say('as of {when}', { when: instant(generatedAt) }),
    BASIS[basis],
  ];
  return (
    <Stack gap="xs" component="article" aria-label={say('Project {name}', { name })}>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {about.filter((part) => part !== null).join(' · ')}
        </Text>
        {project.packages.length > 0 ? (
          <Text size="sm" c="dimmed">
            {packagesText(project)}
          </Text>
        ) : null}
        {former.length > 0 ? (
          <Text size="sm" c="dimmed">
            {say('Before: {namespaces}', { namespaces: former.join(', ') })}
          </Text>
        ) : null}
      </div>
      <NamespaceForm
        project={name}
        adapter={adapter}
        value={namespace ?? ''}
        guesses={guesses}
        saving={save.isPending}
        saveLabel={say('Save')}
        onSave={(wanted) => save.mutate({ project: name, namespace: wanted })}
      />
      {save.error ? <ErrorState error={save.error} onRetry={save.reset} retryLabel={say('Dismiss')} /> : null}
      {disabled > 0 ? (
        <Group gap="xs">
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-expanded={open}
            onClick={() => setOpen((now) => !now)}
          >
            {open
              ? say('Hide {nodes, plural, one {# disabled node} other {# disabled nodes}}', {
                  nodes: disabled,
                })
              : say('Show {nodes, plural, one {# disabled node} other {# disabled nodes}}', {
                  nodes: disabled,
                })}
          </Anchor>
        </Group>
      ) : null}
      {open ? <DisabledNodes project={name} /> : null}
    </Stack>
  );
}

/** dbt projects, the connection that each runs on, and what each disables. */
export function ProjectsSection() {
  const { data, error, refetch } = useQuery(orpc.projects.list.queryOptions());
  return (
    <Section title={say('dbt projects')}>
      <Stack gap="md">
        <Text size="sm">
          {say(
            'dbt’s files do not name the database server. The namespace below places a project’s tables; a change counts from the next import of the project on, and keeps what people said about the tables.',
          )}
        </Text>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Loading what={say('the projects')} bars={[80]} /> : null}
        {data?.length === 0 ? <Text size="sm">{say('No dbt project was imported yet.')}</Text> : null}
        {data?.map((project, index) => (
          <Stack key={project.name} gap="md">
            {index > 0 ? <Divider /> : null}
            <Project project={project} />
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
