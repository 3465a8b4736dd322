import { Button, Modal, ScrollArea, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { say } from '../../shared/language/say.ts';

/** Made by the build, from what it bundled. */
async function readLicences(): Promise<string> {
  const answer = await fetch('/legal/licences.txt');
  if (!answer.ok) throw new Error(say('The list of licences is not part of this build'));
  return answer.text();
}

/** What is bundled, and the text of every licence. */
export function Licences() {
  const [shown, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" mt="sm" onClick={open}>
        {say('Licences of everything bundled')}
      </Button>
      <Modal opened={shown} onClose={close} title={say('Licences')} size="xl">
        {shown ? <LicenceText /> : null}
      </Modal>
    </>
  );
}

function LicenceText() {
  const { data, error, refetch } = useQuery({
    queryKey: ['licences'],
    queryFn: readLicences,
    staleTime: Infinity,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={say('the licences')} bars={[240]} />;
  return (
    <ScrollArea.Autosize
      mah="70vh"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': say('Licence texts') }}
    >
      <Text
        component="pre"
        size="xs"
        ff="monospace"
        m={0}
        style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {data}
      </Text>
    </ScrollArea.Autosize>
  );
}
