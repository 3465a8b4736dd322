import { Fragment, createElement, type ReactNode } from 'react';
import { tagged } from './say.ts';

type Part = string | number | ReactNode | ((inside: ReactNode) => ReactNode);

/** As children of their own, so that none of them needs a key. */
const together = (parts: ReactNode): ReactNode => createElement(Fragment, null, ...[parts].flat());

/**
 * A sentence with elements in it, kept whole so that it can be said in another order:
 * `<Say text="Open {file} or <link>another one</link>." values={{ file: <b>{name}</b>, link: linkToOthers }} />`
 */
export function Say({ text, values }: { text: string; values: Readonly<Record<string, Part>> }) {
  const parts = Object.fromEntries(
    Object.entries(values).map(([name, part]) => [
      name,
      typeof part === 'function' ? (inside: ReactNode[]) => part(together(inside)) : part,
    ]),
  );
  return together(tagged(text).format<ReactNode>(parts) as ReactNode);
}
