import { Children, type ReactNode } from 'react';
import { tagged } from './say.ts';

type Part = string | number | ReactNode | ((inside: ReactNode) => ReactNode);

/**
 * A sentence with elements in it, kept whole so that it can be said in another order:
 * `<Say text="Open <link>{name}</link> to see more." values={{ name, link: (inside) => <Anchor>{inside}</Anchor> }} />`
 */
export function Say({ text, values }: { text: string; values: Readonly<Record<string, Part>> }) {
  const parts = Object.fromEntries(
    Object.entries(values).map(([name, part]) => [
      name,
      typeof part === 'function' ? (inside: ReactNode[]) => part(Children.toArray(inside)) : part,
    ]),
  );
  return <>{Children.toArray(tagged(text).format<ReactNode>(parts))}</>;
}
