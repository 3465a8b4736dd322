import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { DraftTemplate } from '../../../../contract/index.ts';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  template: DraftTemplate;
  /** The template that Headwater comes with. */
  shipped: DraftTemplate;
  /** What may stand in it as `{{name}}`. */
  fields: readonly { readonly name: string; readonly meaning: string }[];
  onChange: (part: Partial<DraftTemplate>) => void;
}

/** The words of all drafts: subject and text, with fields in their places. */
export function DraftFields({ template, fields, shipped, onChange }: Props) {
  return (
    <Stack gap="xs">
      <TextInput
        label={say('Subject')}
        data-autofocus
        maxLength={2000}
        value={template.subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={say('Text')}
        maxLength={100_000}
        autosize
        minRows={10}
        maxRows={16}
        value={template.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <Text size="xs" c="dimmed">
        {say('Fields; a click puts one at the end of the text.')}
      </Text>
      <Group gap={4}>
        {fields.map(({ name, meaning }) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            title={told(meaning)}
            onClick={() => onChange({ body: `${template.body}{{${name}}}` })}
          >
            {`{{${name}}}`}
          </Button>
        ))}
      </Group>
      {JSON.stringify(template) !== JSON.stringify(shipped) && (
        <Button
          size="compact-xs"
          variant="subtle"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange(shipped)}
        >
          {say('Back to the words that it comes with')}
        </Button>
      )}
    </Stack>
  );
}
