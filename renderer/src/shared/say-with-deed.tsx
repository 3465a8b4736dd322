import { Button, Group, Text } from '@mantine/core';
import { hideChange, sayChange } from './say-change.ts';

/**
 * Says what a change to the catalog did, with a button for what follows from it, mostly undo.
 * @param stay milliseconds: long enough to look at what came and to change one's mind
 */
export function sayWithDeed(message: string, deed: string, run: () => void, stay = 10_000): void {
  sayChange(
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {message}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        flex="none"
        onClick={() => {
          hideChange();
          run();
        }}
      >
        {deed}
      </Button>
    </Group>,
    stay,
  );
}
