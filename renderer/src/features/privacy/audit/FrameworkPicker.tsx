import { Chip, Group, Input } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { say } from '../../../shared/language/say.ts';

/** Control mappings that a report prints; none is a choice, too. */
export function FrameworkPicker({
  value,
  onChange,
}: {
  value: string[];
  onChange: (keys: string[]) => void;
}) {
  const all = useQuery(orpc.audit.frameworks.queryOptions());
  if (all.error) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <Input.Wrapper
      label={say('Control mappings')}
      description={say(
        'The report then says which of its parts are evidence for which control, and what was found.',
      )}
      labelElement="div"
    >
      <Chip.Group multiple value={value} onChange={onChange}>
        <Group gap={6} mt={6} role="group" aria-label={say('Control mappings')}>
          {(all.data ?? []).map(({ key, name }) => (
            <Chip key={key} value={key} size="sm">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
