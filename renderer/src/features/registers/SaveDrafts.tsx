import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { DraftTemplate } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { fromBase64 } from '../../shared/base64.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { host } from '../../shared/host.ts';
import { sayChange } from '../../shared/say-change.ts';
import { leftOutOf, type LeftOut } from './model/left-out.ts';
import stewardClasses from '../stewardship/stewardship.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  template: DraftTemplate;
  onlyOpen: boolean;
  leftOut: LeftOut;
  /** Owners in the list. */
  total: number;
}

/** Keys of everybody in the list but those left out. */
async function chosenKeys(onlyOpen: boolean, leftOut: LeftOut): Promise<string[]> {
  const keys: string[] = [];
  for (let offset = 0, total = 1; offset < total;) {
    const page = await client.drafts.recipients({ onlyOpen, offset, limit: 500 });
    total = page.total;
    offset += page.items.length;
    keys.push(...page.items.map(({ key }) => key).filter((key) => !leftOut.has(key)));
    if (page.items.length === 0) break;
  }
  return keys;
}

/** Saves the drafts to everybody in the list but those left out. */
export function SaveDrafts({ template, onlyOpen, leftOut, total }: Props) {
  const chosen = Math.max(0, total - leftOutOf(leftOut, onlyOpen));
  const save = useMutation({
    mutationFn: async () => {
      const recipients = leftOut.size === 0 ? undefined : await chosenKeys(onlyOpen, leftOut);
      const written = await client.drafts.write({ template, onlyOpen, ...(recipients && { recipients }) });
      for (const { name, mediaType, base64 } of written.files)
        await host.save(name, mediaType, fromBase64(base64));
      return written;
    },
    onSuccess: ({ drafts, withoutAddress }) =>
      sayChange(
        say(
          '{drafts, plural, one {# draft} other {# drafts}} written{withoutAddress, plural, =0 {} other {, # without an address}}.',
          { drafts, withoutAddress },
        ),
      ),
  });
  return (
    <div className={stewardClasses.footer}>
      {save.error ? <ErrorState error={save.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={chosen === 0}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {say('Save {drafts, plural, one {# draft} other {# drafts}} as ZIP', { drafts: chosen })}
        </Button>
      </Group>
    </div>
  );
}
