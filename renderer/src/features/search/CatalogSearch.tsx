import { useRef } from 'react';
import { usePageCommands } from '../../shared/use-page-commands.ts';
import { useSentText } from '../../shared/use-sent-text.ts';
import { QueryBox } from './QueryBox.tsx';
import { QueryHelp } from './QueryHelp.tsx';
import { say } from '../../shared/language/say.ts';

/** Long enough for two keys pressed at once; the engine answers faster than the next key comes. */
const TYPING_MS = 30;

interface Props {
  /** As the address has it. */
  text: string;
  scope: 'datasets' | 'columns';
  /** Once typing rests. */
  onText: (text: string) => void;
  /** Arrow down in the box leads to the list. */
  onLeave: () => void;
}

/** The query box over a list of the catalog, with its help; `/` goes there. */
export function CatalogSearch({ text: given, scope, onText, onLeave }: Props) {
  const box = useRef<HTMLInputElement>(null);
  const { text, put, flush } = useSentText(given, onText, TYPING_MS);
  usePageCommands([
    { id: 'list.search', title: say('Go to the search box'), keys: ['/'], run: () => box.current?.focus() },
  ]);
  return (
    <>
      <QueryBox
        ref={box}
        flex="1 1 14rem"
        aria-label={say('Search names, columns, descriptions, tags and owners')}
        placeholder={say('Search names, columns, tags, owners  ( / )')}
        text={text}
        scope={scope}
        onText={put}
        onLeave={() => {
          flush();
          onLeave();
        }}
      />
      <QueryHelp
        onUse={(example) => {
          put(example);
          box.current?.focus();
        }}
      />
    </>
  );
}
