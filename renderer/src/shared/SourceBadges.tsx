import { Badge, Group, VisuallyHidden } from '@mantine/core';
import { sourceName, sourceShortName } from './words.ts';

/** The sources that speak of something: OpenLineage, dbt, AWS Glue. */
export function SourceBadges({
  sources,
  size = 'sm',
  short = false,
}: {
  sources: readonly string[];
  size?: 'xs' | 'sm';
  /** `OL` for OpenLineage, where room is scarce; the full name is in the tooltip and for screen readers. */
  short?: boolean;
}) {
  return (
    <Group gap={4} wrap="nowrap" title={short ? sources.map(sourceName).join(', ') : undefined}>
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
          {short ? (
            <>
              <span aria-hidden>{sourceShortName(source)}</span>
              <VisuallyHidden>{sourceName(source)}</VisuallyHidden>
            </>
          ) : (
            sourceName(source)
          )}
        </Badge>
      ))}
    </Group>
  );
}
