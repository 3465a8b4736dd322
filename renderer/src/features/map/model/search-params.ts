/** The map in the address bar. Whatever cannot be read is left out. */

import { readAt, writeAt } from '../../compare/model/at.ts';

export const COLOURINGS = ['system', 'sensitivity', 'owner', 'freshness', 'verification', 'failing'] as const;
export type Colouring = (typeof COLOURINGS)[number];

export const TABS = ['map', 'groups', 'datasets', 'flows'] as const;
export type Tab = (typeof TABS)[number];

/** Search parameters of `/map`. Everything that has its default is absent. */
export interface MapSearch {
  /** What the groups are made by; absent: as fine as it reads well. */
  by?: string;
  colour?: Colouring;
  /** What is looked for, in the language of the search. */
  text?: string;
  tab?: Tab;
  /** Only datasets without lineage are listed. */
  alone?: true;
  /** The moment that is shown; absent: now. */
  at?: string;
}

/** The router's `validateSearch` of `/map`. Never throws. */
export function validateMapSearch(search: Record<string, unknown>): MapSearch {
  const colour = COLOURINGS.find((name) => name === search['colour'] && name !== 'system');
  const tab = TABS.find((name) => name === search['tab'] && name !== 'map');
  const { by, text } = search;
  const at = writeAt(readAt(search['at']));
  return {
    ...(typeof by === 'string' && by !== '' && by.length <= 300 ? { by } : {}),
    ...(colour ? { colour } : {}),
    ...((typeof text === 'string' && text !== '') || typeof text === 'number'
      ? { text: String(text).slice(0, 512) }
      : {}),
    ...(tab ? { tab } : {}),
    ...(search['alone'] === true ? { alone: true as const } : {}),
    ...(at === undefined ? {} : { at }),
  };
}
