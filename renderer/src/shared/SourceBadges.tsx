import { Badge, Group } from '@mantine/core';
import { sourceName } from './words.ts';

/** The sources that speak of something: OpenLineage, dbt, AWS Glue. */
export function SourceBadges({ sources, size = 'sm' }: { sources: readonly string[]; size?: 'xs' | 'sm' }) {
  return (
    <Group gap={4} wrap="nowrap">
      {sources.map((source) => (
        <Badge
          key={source}
          variant="outline"
          color="gray"
          size={size}
          radius="sm"
          tt="none"
          style={{ flex: 'none' }}
        >
          {sourceName(source)}
        </Badge>
      ))}
    </Group>
  );
}
