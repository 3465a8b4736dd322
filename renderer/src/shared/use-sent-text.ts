import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

interface SentText {
  /** As the box shows it. */
  readonly text: string;
  /** What is typed: shown at once, sent once typing rests. */
  readonly put: (text: string) => void;
  /** Sends what waits. */
  readonly flush: () => void;
}

/**
 * The text of a box that is kept elsewhere, mostly in the address. It goes there once typing rests; and what comes from there
 * by another way (back button, a link, a view) is shown in the box, and replaces what was typed.
 * @param given as it is kept
 * @param restMs how long typing rests before it is sent
 */
export function useSentText(given: string, onText: (text: string) => void, restMs: number): SentText {
  const [text, setText] = useState(given);
  // Sent, and not yet given back: with quick typing an answer may be that to an earlier text than the last.
  const sent = useRef<string[]>([]);
  const send = useDebouncedCallback((next: string) => {
    sent.current.push(next);
    onText(next);
  }, restMs);
  useEffect(() => {
    const own = sent.current.indexOf(given);
    sent.current = own < 0 ? [] : sent.current.slice(own + 1);
    if (own >= 0) return;
    send.cancel();
    setText(given);
  }, [given, send]);
  return {
    text,
    put: (next) => {
      setText(next);
      send(next);
    },
    flush: () => send.flush(),
  };
}
