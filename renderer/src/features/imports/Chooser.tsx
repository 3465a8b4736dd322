import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconEye, IconFileImport } from '@tabler/icons-react';
import { bytes } from '../../shared/format.ts';
import { ChosenList } from './ChosenList.tsx';
import { clearDraft, useDraft } from './draft.ts';
import { DropZone } from './DropZone.tsx';
import { ImportOptions } from './ImportOptions.tsx';
import { isBusy, startImport, useImportJob } from './job.ts';
import { say, sayIn } from '../../shared/language/say.ts';

/** Everything before the preview: what is chosen, how to read it, and the two ways to go on. */
export function Chooser() {
  const { sources, leftOut } = useDraft();
  const job = useImportJob();
  const busy = isBusy(job);
  const chosen = sources.length > 0;
  const size = sources.reduce((sum, source) => sum + source.bytes, 0);
  return (
    <Stack gap="sm">
      <DropZone small={chosen} disabled={busy} />
      {leftOut ? (
        <Text size="sm" role="alert">
          {say(
            'The choice held more than 20,000 files, or folders nested too deeply. The rest was left out: choose a smaller folder to import it.',
          )}
        </Text>
      ) : null}
      {chosen ? (
        <>
          <ChosenList disabled={busy} />
          <ImportOptions disabled={busy} />
          <Group gap="xs">
            <Button
              variant={job.step === 'done' ? 'default' : 'filled'}
              disabled={busy}
              leftSection={<IconEye size={16} aria-hidden />}
              onClick={() => void startImport('preview')}
            >
              {say('Preview')}
            </Button>
            <Button
              variant="default"
              disabled={busy}
              leftSection={<IconFileImport size={16} aria-hidden />}
              onClick={() => void startImport('import')}
            >
              {say('Import without preview')}
            </Button>
            <Text size="sm" c="dimmed">
              {say('{sources, plural, one {# source} other {# sources}}', { sources: sources.length })},{' '}
              {bytes(size)}
            </Text>
            {busy ? null : (
              <Anchor component="button" type="button" size="sm" onClick={clearDraft}>
                {sayIn('files', 'Clear')}
              </Anchor>
            )}
          </Group>
        </>
      ) : null}
    </Stack>
  );
}
