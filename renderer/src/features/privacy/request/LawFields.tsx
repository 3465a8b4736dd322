import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Jurisdiction } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import {
  MAX_LAWS,
  placeUnder,
  withFurtherLaw,
  withJurisdiction,
  type FieldErrors,
  type RequestForm,
} from '../model/request-form.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  form: RequestForm;
  errors: FieldErrors;
  jurisdictions: readonly Jurisdiction[];
  onChange: (part: Partial<RequestForm>) => void;
}

/** Under which laws and in which places the person asks; the earliest of their days counts. */
export function LawFields({ form, errors, jurisdictions, onChange }: Props) {
  const { data: settings } = useQuery(orpc.system.settings.queryOptions());
  const home = settings?.organisation.country ?? '';
  const law = jurisdictions.find(({ key }) => key === form.jurisdiction);
  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        <Select
          label={say('Law')}
          description={told(law?.law) ?? say('The law under which the person asks.')}
          required
          searchable
          data={jurisdictions.map(({ key, name }) => ({ value: key, label: told(name) }))}
          value={form.jurisdiction || null}
          error={errors.jurisdiction}
          onChange={(key) => {
            const next = jurisdictions.find((entry) => entry.key === key);
            if (next) onChange(withJurisdiction(form, next, jurisdictions, home));
          }}
        />
        <Select
          label={say('Place')}
          description={say('Where the organisation is established; its public holidays count.')}
          required
          searchable
          disabled={!law}
          data={(law?.places ?? []).map(({ code, name }) => ({ value: code, label: told(name) }))}
          value={form.place || null}
          error={errors.place}
          onChange={(place) => onChange({ place: place ?? '' })}
        />
      </Group>
      {form.alsoUnder.map((under, index) => (
        <FurtherLaw
          key={index}
          number={index + 2}
          under={under}
          jurisdictions={jurisdictions}
          onLaw={(next) => {
            const place = placeUnder(next, under.place, home);
            onChange(withFurtherLaw(form, index, { jurisdiction: next.key, place }, jurisdictions));
          }}
          onPlace={(place) => onChange(withFurtherLaw(form, index, { ...under, place }, jurisdictions))}
          onRemove={() => onChange(withFurtherLaw(form, index, null, jurisdictions))}
        />
      ))}
      {errors.alsoUnder && (
        <Text size="xs" c="red" role="alert">
          {errors.alsoUnder}
        </Text>
      )}
      {law && form.alsoUnder.length < MAX_LAWS - 1 && (
        <Group>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange({ alsoUnder: [...form.alsoUnder, { jurisdiction: '', place: '' }] })}
          >
            {say('Add a further law or place')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface FurtherProps {
  number: number;
  under: RequestForm['alsoUnder'][number];
  jurisdictions: readonly Jurisdiction[];
  onLaw: (law: Jurisdiction) => void;
  onPlace: (place: string) => void;
  onRemove: () => void;
}

function FurtherLaw({ number, under, jurisdictions, onLaw, onPlace, onRemove }: FurtherProps) {
  const law = jurisdictions.find(({ key }) => key === under.jurisdiction);
  return (
    <Group wrap="nowrap" gap="xs">
      <Select
        flex={1}
        aria-label={say('Law {number}', { number })}
        placeholder={say('Law')}
        searchable
        data={jurisdictions.map(({ key, name }) => ({ value: key, label: told(name) }))}
        value={under.jurisdiction || null}
        onChange={(key) => {
          const next = jurisdictions.find((entry) => entry.key === key);
          if (next) onLaw(next);
        }}
      />
      <Select
        flex={1}
        aria-label={say('Place {number}', { number })}
        placeholder={say('Place')}
        searchable
        disabled={!law}
        data={(law?.places ?? []).map(({ code, name }) => ({ value: code, label: told(name) }))}
        value={under.place || null}
        onChange={(place) => onPlace(place ?? '')}
      />
      <ActionIcon aria-label={say('Remove law {number}', { number })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
