import { Alert, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { UncoveredDialog } from './UncoveredDialog.tsx';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly uncovered: number;
  readonly personalDatasets: number;
}

/** That some datasets with personal data are in no activity, and which. */
export function UncoveredNote({ uncovered, personalDatasets }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Alert variant="outline" color="orange" py={6}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {say(
              '{uncovered, number} of {datasets, plural, one {# dataset} other {# datasets}} with personal data {uncovered, plural, one {is} other {are}} in no activity.',
              { uncovered, datasets: personalDatasets },
            )}
          </Text>
          <Button size="compact-sm" variant="default" onClick={open}>
            {say('Show them')}
          </Button>
        </Group>
      </Alert>
      <UncoveredDialog opened={opened} onClose={close} />
    </>
  );
}
