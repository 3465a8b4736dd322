import { Text } from '@mantine/core';
import { useExplorer } from '../lineage/explorer/explorer.ts';
import { atClause } from './model/at.ts';
import { say } from '../../shared/language/say.ts';

/** Said in a panel beside a picture of the past: what of it is of then and what of now. */
export function PastNote() {
  const { at } = useExplorer().state;
  if (!at) return null;
  return (
    <Text size="sm" mt="sm" c="dimmed">
      {say(
        'The picture is of the past: {moment}. The facts below are those of today. Nothing can be changed in the past; the page of the dataset, opened from here, is that of today too.',
        { moment: atClause(at) },
      )}
    </Text>
  );
}
