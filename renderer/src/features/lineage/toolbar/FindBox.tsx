import { ActionIcon, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { keyText } from '../../../shared/keys.ts';
import { useExplorer } from '../explorer/explorer.ts';
import type { Find } from '../explorer/use-find.ts';
import classes from './toolbar.module.css';
import { say } from '../../../shared/language/say.ts';

/** Find in the picture: Enter goes to the next match, Shift+Enter to the one before, Esc ends it. */
export function FindBox({
  find,
  field,
}: {
  readonly find: Find;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const { focusNode, camera } = useExplorer();
  const go = (by: 1 | -1) => {
    const node = find.move(by);
    if (node) void camera.show(node);
  };
  const { matches, position, text } = find;
  return (
    <div className={classes.find}>
      <TextInput
        ref={field}
        size="xs"
        w={170}
        aria-label={say('Find in the picture')}
        placeholder={say('Find in the picture')}
        title={say('{keys} or /', { keys: keyText('mod+F') })}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={text}
        onChange={(event) => find.setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') {
            const here = matches[position];
            find.setText('');
            if (here) focusNode(here.id);
            else event.currentTarget.blur();
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <Text size="xs" component="span" role="status" className={classes.count}>
        {!text.trim()
          ? ''
          : matches.length === 0
            ? say('No match')
            : say('{position} of {matches}', {
                position: position < 0 ? '–' : position + 1,
                matches: matches.length,
              })}
      </Text>
      {text.trim() ? (
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            disabled={matches.length === 0}
            onClick={() => go(-1)}
            aria-label={say('Previous match')}
          >
            <IconChevronUp size={14} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            disabled={matches.length === 0}
            onClick={() => go(1)}
            aria-label={say('Next match')}
          >
            <IconChevronDown size={14} aria-hidden="true" />
          </ActionIcon>
        </>
      ) : null}
    </div>
  );
}
