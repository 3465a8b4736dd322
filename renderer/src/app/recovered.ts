/** Says, when the connection stands again after a break, what was cut off by it. */
import { notifications } from '@mantine/notifications';
import { connection, onConnection } from '../shared/connection/state.ts';
import { takeCutOff } from '../shared/connection/cut-off.ts';
import { host } from '../shared/host.ts';
import { say } from '../shared/language/say.ts';

/** Procedures that people wait for, in their words; the others are asked again by the page itself. */
const WORDS: Readonly<Record<string, string>> = {
  'imports.run': say('the import'),
  'imports.sample': say('the import of the sample workspace'),
  'imports.preview': say('the preview of an import'),
  'imports.undo': say('the undo of an import'),
  'aws.collect': say('the collection from AWS'),
};

/** Null where nothing that counts was cut off. */
export function cutOffWords(paths: readonly string[]): string | null {
  const named = [...new Set(paths.flatMap((path) => WORDS[path] ?? []))];
  const others = new Set(paths.filter((path) => !(path in WORDS))).size;
  if (named.length === 0) return null;
  const list = [...named, ...(others > 0 ? [say('{others, number} more', { others })] : [])];
  return say('Cut off: {list}. Nothing of it was written; start it again.', { list: list.join(', ') });
}

const BEGAN = {
  electron: say('The catalog engine stopped and was started again'),
  loopback: say('Connected to the catalog engine again'),
} as const;

/** Called once, before the first render. */
export function sayWhenRecovered(): void {
  onConnection(() => {
    const now = connection();
    if (now.state !== 'open' || now.generation < 2) return;
    const lost = cutOffWords(takeCutOff());
    notifications.show({
      title: BEGAN[host.kind],
      message: lost ?? say('Everything that was saved is in the catalog.'),
      color: lost === null ? 'gray' : 'orange',
      autoClose: lost === null ? 5_000 : false,
    });
  });
}
