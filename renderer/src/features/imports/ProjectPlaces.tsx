import { Alert, Stack, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ImportOutcome } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { NamespaceForm } from '../../shared/NamespaceForm.tsx';
import { startImport } from './job.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Asks, once per project, which database a dbt project ran on; answered, it is not asked again. */
export function ProjectPlaces({ outcome }: { readonly outcome: ImportOutcome }) {
  const { dryRun } = outcome;
  const unknown = outcome.projects.filter(({ basis }) => basis === 'project');
  const save = useMutation(
    orpc.projects.setNamespace.mutationOptions({
      onSuccess: () => (dryRun ? startImport('preview') : undefined),
    }),
  );
  if (unknown.length === 0) return null;
  return (
    <Alert
      variant="outline"
      color="blue"
      icon={<IconPlugConnected aria-hidden />}
      title={say(
        'Which database {projects, plural, one {does this project} other {do these projects}} run on?',
        { projects: unknown.length },
      )}
    >
      <Stack gap="sm">
        <Text size="sm">
          {say(
            'dbt does not write it into its files. With the namespace of the connection, the tables join those of other sources; without it they stand under the project’s own name. It is remembered for the project and can be changed in Settings.',
          )}
          {dryRun ? '' : ` ${say('It counts from the next import of the project on.')}`}
        </Text>
        {unknown.map(({ name, adapter, guesses }) => (
          <NamespaceForm
            key={name}
            project={name}
            adapter={adapter}
            value=""
            guesses={guesses}
            saving={save.isPending}
            saveLabel={dryRun ? say('Remember and preview again') : say('Remember')}
            onSave={(namespace) => save.mutate({ project: name, namespace })}
          />
        ))}
        {save.data ? <Text size="sm">{told(save.data.label)}.</Text> : null}
        {save.error ? (
          <ErrorState error={save.error} onRetry={save.reset} retryLabel={say('Dismiss')} />
        ) : null}
      </Stack>
    </Alert>
  );
}
