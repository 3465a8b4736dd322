import { Text } from '@mantine/core';
import { useExplorer } from '../lineage/explorer/explorer.ts';
import { atWords } from './model/at.ts';

/** Said in a panel beside a picture of the past: what of it is of then and what of now. */
export function PastNote() {
  const { at } = useExplorer().state;
  if (!at) return null;
  return (
    <Text size="sm" mt="sm" c="dimmed">
      {atWords(at)} is the picture. The facts here are those of today, and so is what can be changed on the
      page of the dataset.
    </Text>
  );
}
