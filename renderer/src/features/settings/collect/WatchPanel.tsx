import { Alert, Button, Code, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CollectChange, CollectStatus } from '../../../../../contract/index.ts';
import { host } from '../../../shared/host.ts';
import { orSay } from '../../../shared/say-error.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  watch: CollectStatus['watch'];
  busy: boolean;
  onChange: (change: CollectChange) => void;
}

/** A folder into which clients write events with their file transport. */
export function WatchPanel({ watch, busy, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Switch
        label={say('Watch a folder')}
        description={say(
          'Follows event files of the clients’ file transport: lines appended to a file, or one file an event',
        )}
        checked={watch.enabled}
        disabled={busy || (watch.folder === null && !watch.enabled)}
        onChange={(event) => onChange({ watch: { enabled: event.currentTarget.checked } })}
      />
      {watch.problem === null ? null : <Alert color="red">{told(watch.problem)}</Alert>}
      {host.choose ? (
        <ChosenFolder watch={watch} busy={busy} onChange={onChange} choose={host.choose} />
      ) : (
        <TypedFolder key={watch.folder} watch={watch} busy={busy} onChange={onChange} />
      )}
      {watch.state === 'on' ? (
        <Text size="sm" role="status">
          {say('{files, plural, one {# file} other {# files}} with events', { files: watch.files })}
          {watch.passedOver > 0
            ? `, ${say('{files, plural, one {# other file} other {# other files}} passed over', { files: watch.passedOver })}`
            : ''}
        </Text>
      ) : null}
    </Stack>
  );
}

function ChosenFolder({
  watch,
  busy,
  onChange,
  choose,
}: Props & { choose: NonNullable<typeof host.choose> }) {
  const pick = async () => {
    const [held] = await choose('folder');
    if (held) onChange({ watch: { token: held.token, enabled: true } });
  };
  return (
    <Group gap="xs">
      <Button variant="default" size="xs" disabled={busy} onClick={() => orSay(pick())}>
        {watch.folder === null ? say('Choose a folder') : say('Choose another folder')}
      </Button>
      {watch.folder === null ? null : <Code>{watch.folder}</Code>}
    </Group>
  );
}

/** Where the host is a browser, it has no dialog that tells a path. */
function TypedFolder({ watch, busy, onChange }: Props) {
  const [folder, setFolder] = useState(watch.folder ?? '');
  const trimmed = folder.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed !== '') onChange({ watch: { folder: trimmed, enabled: true } });
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label={say('Folder')}
          description={say('Whole path on this computer')}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
          flex={1}
          maw={480}
        />
        <Button
          type="submit"
          variant="default"
          disabled={busy || trimmed === '' || (watch.enabled && trimmed === watch.folder)}
        >
          {say('Watch')}
        </Button>
      </Group>
    </form>
  );
}
