import { Text } from '@mantine/core';
import { say } from '../../shared/language/say.ts';

/** Stands wherever rules of law are applied. */
export function LegalNote() {
  return (
    <Text size="xs" c="dimmed" role="note">
      {say(
        'Deadlines and report contents follow the rules as published, with the provisions named. They are working aids, not legal advice. Reports show what the catalog knows about data; they hold no data about the person.',
      )}
    </Text>
  );
}
