import { Stack, Text } from '@mantine/core';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { JsonTree } from './JsonTree.tsx';
import { sourceName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';

/** What sources say beyond the catalog's own terms, as they say it. */
export function PropertiesTab({ properties }: Pick<DatasetDetail, 'properties'>) {
  if (properties.length === 0) {
    return (
      <EmptyState title={say('No further properties')}>
        {say('What sources say beyond the catalog’s own terms is kept and shown here.')}
      </EmptyState>
    );
  }
  const values = properties.map(({ key, value, origin }, index) => ({
    path: `${index}`,
    key: `${key} (${sourceName(origin)})`,
    value,
  }));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {say('As the sources say it. Arrow keys move, right opens, left closes.')}
      </Text>
      <JsonTree label={say('Properties')} values={values} />
    </Stack>
  );
}
