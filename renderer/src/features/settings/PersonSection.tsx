import { Button, Group, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { settingsSchema } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  actor: string;
  saving: boolean;
  onSave: (actor: string) => void;
}

/** The name that ledger entries carry. */
export function PersonSection({ actor, saving, onSave }: Props) {
  const [name, setName] = useState(actor);
  useEffect(() => setName(actor), [actor]);
  const trimmed = name.trim();
  const valid = settingsSchema.shape.actor.safeParse(trimmed).success;
  return (
    <Section title={say('You')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (valid && trimmed !== actor) onSave(trimmed);
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            label={say('Your name in the ledger')}
            description={say(
              'Recorded with each change from now on. Entries that exist keep the name they have.',
            )}
            value={name}
            maxLength={128}
            error={valid ? null : say('A name is needed: every change is recorded with one.')}
            onChange={(event) => setName(event.currentTarget.value)}
            flex={1}
            maw={480}
          />
          <Button type="submit" variant="default" loading={saving} disabled={!valid || trimmed === actor}>
            {say('Save')}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
