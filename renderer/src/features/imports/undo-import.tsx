import { Button, Group, Text } from '@mantine/core';
import { client } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { hideChange, sayChange } from '../../shared/say-change.ts';

/** Long enough to look at what came and to change one's mind. */
const STAY_MS = 20_000;

/** Says that an import was made, and offers to take it back. */
export function sayImported(importId: number): void {
  sayChange(
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <Text size="sm">Imported.</Text>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          hideChange();
          void undoImport(importId, false);
        }}
      >
        Undo
      </Button>
    </Group>,
    STAY_MS,
  );
}

/** Takes an import back, or counts it again, and says so. False when it was refused, which is said as well. */
export async function undoImport(id: number, redo: boolean): Promise<boolean> {
  try {
    const { label, unused } = await client.imports.undo({ id, redo });
    sayChange(
      unused === 0
        ? label
        : `${label}. ${unused} parts of later imports said nothing new while it stood; import those files again to use them.`,
      8_000,
    );
    return true;
  } catch (error) {
    sayChange(explain(error).cause, 12_000);
    return false;
  }
}
