import { Button, Group, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../../contract/index.ts';
import { countries } from '../../shared/countries.ts';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

type Organisation = Settings['organisation'];

interface Props {
  organisation: Organisation;
  saving: boolean;
  onSave: (organisation: Organisation) => void;
}

/** The controller as reports and letters name it. */
export function OrganisationSection({ organisation, saving, onSave }: Props) {
  const [draft, setDraft] = useState(organisation);
  useEffect(() => setDraft(organisation), [organisation]);
  const changed = JSON.stringify(draft) !== JSON.stringify(organisation);
  const set = (part: Partial<Organisation>) => setDraft({ ...draft, ...part });
  return (
    <Section title={say('Organisation')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed) onSave(draft);
        }}
      >
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label={say('Controller')}
            description={say('Named in DSAR reports and letters')}
            value={draft.name}
            maxLength={256}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Select
            label={say('Country')}
            description={say('Where the controller is established')}
            data={countries(organisation.country).map(({ code, name }) => ({ value: code, label: name }))}
            value={draft.country || null}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': say('Clear the country') }}
            nothingFoundMessage={say('No country matches')}
            onChange={(country) => set({ country: country ?? '' })}
          />
          <Textarea
            label={say('Contact')}
            description={say('Address and e-mail for people who ask about their data')}
            value={draft.contact}
            maxLength={512}
            autosize
            minRows={2}
            onChange={(event) => set({ contact: event.currentTarget.value })}
          />
          <Textarea
            label={say('Data protection officer')}
            description={say('Name and how to reach them')}
            value={draft.dpo}
            maxLength={512}
            autosize
            minRows={2}
            onChange={(event) => set({ dpo: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Group gap="xs" mt="sm">
          <Button type="submit" variant="default" loading={saving} disabled={!changed}>
            {say('Save')}
          </Button>
          <Button variant="subtle" disabled={!changed} onClick={() => setDraft(organisation)}>
            {say('Discard')}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
