import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RegisterName } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { explain } from '../../shared/errors.ts';
import { Loading } from '../../shared/Loading.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { queryFor, REGISTER_WORDS, type RegisterEntry } from './model/entries.ts';
import { say } from '../../shared/language/say.ts';
import { Say } from '../../shared/language/Say.tsx';
import { toBrowse } from './to-browse.tsx';

interface Props {
  register: RegisterName;
  entry: RegisterEntry | null;
  onClose: () => void;
}

/** Removes an entry, or says what still refers to it. */
export function RemoveDialog({ register, entry, onClose }: Props) {
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={entry && say('Remove {name}', { name: entry.name })}
    >
      {entry && <Body key={entry.key} {...{ register, entry, onClose }} />}
    </Modal>
  );
}

function Body({ register, entry, onClose }: Props & { entry: RegisterEntry }) {
  const { removeEntries } = useSteward();
  const keys = [entry.key];
  // A rehearsal tells what stands in the way; it is made anew each time.
  const trial = useQuery({
    queryKey: [...orpc.registers.key(), 'remove', register, entry.key],
    queryFn: async ({ signal }) => {
      try {
        await client.registers.remove({ register, keys, dryRun: true }, { signal });
        return null;
      } catch (error) {
        return explain(error).cause;
      }
    },
    gcTime: 0,
    staleTime: 0,
  });
  const { data: usage } = useQuery(orpc.registers.usage.queryOptions({ input: { register } }));
  const owned = register === 'party' ? (usage?.find(({ key }) => key === entry.key)?.datasets ?? 0) : 0;
  if (trial.data === undefined) return <Loading what={say('what refers to it')} bars={[60]} />;
  return (
    <Stack gap="sm">
      {trial.data === null ? (
        <Text size="sm">
          {owned > 0
            ? say(
                '{name} owns {datasets, plural, one {# dataset} other {# datasets}}. They keep the name, and are listed as orphans if nobody else owns them.',
                { name: entry.name, datasets: owned },
              )
            : REGISTER_WORDS[register].unused}
        </Text>
      ) : (
        <>
          <Text size="sm" role="alert">
            {trial.data}
          </Text>
          <Text size="sm">
            <Say
              text="Datasets and columns that carry it are in <link>Browse</link>. Once nothing does, it can be removed."
              values={{ link: toBrowse({ text: queryFor(register, entry) }) }}
            />
          </Text>
        </>
      )}
      {removeEntries.error ? <ErrorState error={removeEntries.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus={trial.data === null ? undefined : true}>
          {trial.data === null ? say('Cancel') : say('Close')}
        </Button>
        {trial.data === null && (
          <Button
            color="red"
            data-autofocus
            autoFocus
            loading={removeEntries.isPending}
            onClick={() => removeEntries.mutate({ register, keys }, { onSuccess: onClose })}
          >
            {say('Remove')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
