import { Anchor, Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PackInput, PackResult } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { bytes } from '../../shared/format.ts';
import { HashText } from '../../shared/HashText.tsx';
import { host } from '../../shared/host.ts';
import { fromBase64 } from '../../shared/base64.ts';
import classes from './ledger.module.css';
import { say } from '../../shared/language/say.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** What goes into it, in words. */
  about: string;
  what: PackInput;
  /** A report of a period of the ledger: its entries come with it. */
  audited?: boolean;
}

const saved = async ({ name, mediaType, base64 }: PackResult): Promise<boolean> =>
  host.save(name, mediaType, fromBase64(base64));

/** A pack that was made; its entry stands in the ledger, whether or not it was saved. */
function Made({ made, isSaved }: { made: PackResult; isSaved: boolean }) {
  return (
    <Stack gap="xs" role="status">
      {isSaved ? null : (
        <Text size="sm" fw={600}>
          {say('{name} is not saved yet.', { name: made.name })}
        </Text>
      )}
      <Text size="sm">
        {say(
          '{name} was made: {bytes}, {files, plural, one {# report file} other {# report files}}, {entries, plural, one {# ledger entry} other {# ledger entries}}{encrypted, select, yes {, encrypted} other {}}. Ledger entry {ledgerSeq, number} records it.',
          {
            name: made.name,
            bytes: bytes(made.bytes),
            files: made.files,
            entries: made.entries,
            encrypted: made.encrypted ? 'yes' : 'no',
            ledgerSeq: made.ledgerSeq,
          },
        )}
      </Text>
      <dl className={classes.facts}>
        <dt>{say('SHA-256')}</dt>
        <dd>
          <HashText value={made.sha256} label={say('SHA-256 of the pack')} full />
        </dd>
        <dt>{say('Key')}</dt>
        <dd>
          <HashText value={made.keyId} label={say('fingerprint of the key')} full />
        </dd>
      </dl>
      <Text size="sm">
        {say(
          'Tell the reader this fingerprint by another way than the pack. VERIFY.txt in the pack says how to check it with sha256sum and openssl alone.',
        )}
      </Text>
    </Stack>
  );
}

/** Makes an evidence pack and saves it. */
export function PackDialog({ opened, onClose, about, what, audited = false }: Props) {
  const [payloads, setPayloads] = useState(true);
  const [recipients, setRecipients] = useState('');
  const [encrypting, setEncrypting] = useState(false);
  const make = useMutation({
    mutationFn: async (input: { what: PackInput; recipients: string[] }) => client.ledger.pack(input),
  });
  const save = useMutation({ mutationFn: saved });
  const close = () => {
    make.reset();
    save.reset();
    onClose();
  };
  const start = () =>
    make.mutate(
      {
        what: what.what === 'case' ? what : { ...what, payloads },
        recipients: encrypting ? recipients.split(/\s+/).filter((one) => one !== '') : [],
      },
      { onSuccess: (made) => save.mutate(made) },
    );
  const { data: made } = make;
  const error = make.error ?? save.error;
  return (
    <Modal opened={opened} onClose={close} title={say('Evidence pack')} size="lg">
      <Stack gap="sm">
        {made ? (
          <Made made={made} isSaved={save.data === true} />
        ) : (
          <>
            <Text size="sm">{about}</Text>
            {what.what === 'entries' || audited ? (
              <Checkbox
                label={say('With what the entries say')}
                description={
                  audited
                    ? say(
                        'Those of the audited period: names of owners and people who changed something are among it. Without it, the pack shows that the entries are there and unchanged.',
                      )
                    : say(
                        'Without it, the pack shows that the entries are there and unchanged, not their content.',
                      )
                }
                checked={payloads}
                onChange={(event) => setPayloads(event.currentTarget.checked)}
              />
            ) : null}
            <Checkbox
              label={say('Encrypt it for its readers')}
              checked={encrypting}
              onChange={(event) => setEncrypting(event.currentTarget.checked)}
            />
            {encrypting ? (
              <Textarea
                label={say('Recipients')}
                description={say(
                  'Public keys that begin with age1, one a line. They open it with any tool for age files.',
                )}
                required
                autosize
                minRows={2}
                maxRows={6}
                value={recipients}
                onChange={(event) => setRecipients(event.currentTarget.value)}
              />
            ) : null}
          </>
        )}
        {error ? <ErrorState error={error} /> : null}
        <Group justify="space-between">
          <Anchor size="sm" component="button" type="button" onClick={close}>
            {made ? say('Done') : say('Cancel')}
          </Anchor>
          {save.data === true ? null : (
            <Button
              loading={make.isPending || save.isPending}
              disabled={encrypting && recipients.trim() === ''}
              onClick={made ? () => save.mutate(made) : start}
            >
              {made ? say('Save') : say('Make and save')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
