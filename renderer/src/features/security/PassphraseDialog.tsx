import { Alert, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { FileChange } from '../../../../contract/index.ts';
import { rewriteFile } from './model/rewriting.ts';
import { say } from '../../shared/language/say.ts';

export type PassphraseWish = FileChange['change'];

const SHORTEST = 12;
const WORDS: Readonly<Record<PassphraseWish, { title: string; text: string; button: string }>> = {
  encrypt: {
    title: say('Encrypt the catalog'),
    text: say('The whole file is written anew, encrypted. It is opened with this passphrase from then on.'),
    button: say('Encrypt'),
  },
  decrypt: {
    title: say('Decrypt the catalog'),
    text: say('The whole file is written anew, readable for whoever can read the file.'),
    button: say('Decrypt'),
  },
  passphrase: {
    title: say('Change the passphrase'),
    text: say('The whole file is written anew with a new key: who knows the old passphrase cannot open it.'),
    button: say('Change'),
  },
  rotate: {
    title: say('Make a new key'),
    text: say('The whole file is written anew with a new key. The passphrase stays.'),
    button: say('Make a new key'),
  },
};

/** Asks for the passphrases that a change of the file needs. */
export function PassphraseDialog({ wish, onClose }: { wish: PassphraseWish | null; onClose: () => void }) {
  return (
    <Modal opened={wish !== null} onClose={onClose} title={wish && WORDS[wish].title}>
      {wish ? <Body key={wish} wish={wish} onClose={onClose} /> : null}
    </Modal>
  );
}

function Body({ wish, onClose }: { wish: PassphraseWish; onClose: () => void }) {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const asksPresent = wish !== 'encrypt';
  const asksNext = wish === 'encrypt' || wish === 'passphrase';
  const tooShort = next !== '' && [...next].length < SHORTEST;
  const differs = again !== '' && again !== next;
  const ready =
    (!asksPresent || present !== '') && (!asksNext || ([...next].length >= SHORTEST && again === next));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    onClose();
    void rewriteFile(changeOf(wish, present, next));
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{WORDS[wish].text}</Text>
        {asksPresent ? (
          <PasswordInput
            label={say('Present passphrase')}
            value={present}
            onChange={(event) => setPresent(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        ) : null}
        {asksNext ? (
          <>
            <PasswordInput
              label={say('New passphrase')}
              description={say(
                'At least {least} characters. Several words are easier to remember than signs.',
                { least: SHORTEST },
              )}
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
              error={
                tooShort
                  ? say('{typed} of at least {least} characters', {
                      typed: [...next].length,
                      least: SHORTEST,
                    })
                  : null
              }
              autoComplete="off"
              {...(asksPresent ? {} : { 'data-autofocus': true })}
            />
            <PasswordInput
              label={say('The same again')}
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
              error={differs ? say('The two are not the same') : null}
              autoComplete="off"
            />
            <Alert variant="outline" color="yellow" title={say('Nobody can give it back')}>
              <Text size="sm">
                {say(
                  'There is no other way into the file. Keep the passphrase where you will find it again.',
                )}
              </Text>
            </Alert>
          </>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button type="submit" disabled={!ready}>
            {WORDS[wish].button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function changeOf(wish: PassphraseWish, passphrase: string, next: string): FileChange {
  switch (wish) {
    case 'encrypt':
      return { change: 'encrypt', next };
    case 'passphrase':
      return { change: 'passphrase', passphrase, next };
    case 'decrypt':
    case 'rotate':
      return { change: wish, passphrase };
  }
}
