import { useInfiniteQuery } from '@tanstack/react-query';
import type { RegisterEvent, RegisterName } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { paging, useFlat } from '../../shared/grid/use-flat.ts';
import { EventList, EVENTS, short } from './EventList.tsx';
import type { RegisterEntry } from './model/entries.ts';
import { roleName } from '../stewardship/model/words.ts';
import { say } from '../../shared/language/say.ts';

const FIELD: Readonly<Record<string, string>> = {
  name: say('name'),
  definition: say('definition'),
  description: say('description'),
  note: say('note'),
  synonyms: say('synonyms'),
  retention: say('retention'),
  kind: say('kind'),
  role: say('role'),
  parent: say('wider entry'),
  legalBasis: say('legal basis'),
  email: say('e-mail'),
};

interface Props {
  register: RegisterName;
  entryKey: string;
  entries: readonly RegisterEntry[];
}

/** Who changed an entry, when and why. */
export function EntryHistory({ register, entryKey, entries }: Props) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.registers.history.infiniteOptions({
        input: (offset: number) => ({ register, key: entryKey, offset, limit: EVENTS }),
        ...paging,
      }),
    ),
  );
  const names = new Map(entries.map(({ key, name }) => [key, name]));
  const nameOf = (key: string) => names.get(key) ?? key;
  return (
    <EventList
      list={list}
      linesOf={({ change, fields }) =>
        // What a new entry says stands above; to whom it belongs is told with it.
        change === 'added' && fields.every(({ field }) => field !== 'member' && field !== 'team')
          ? []
          : fields.map((field) => sentence(field, nameOf))
      }
    />
  );
}

function sentence(
  { field, before, after }: RegisterEvent['fields'][number],
  nameOf: (key: string) => string,
): string {
  if (field === 'member' || field === 'team') {
    const who = nameOf(after ?? before ?? '');
    const words =
      field === 'member' ? say('member {name}', { name: who }) : say('team {name}', { name: who });
    return `${after === null ? '−' : '+'} ${words}`;
  }
  const name = Object.hasOwn(FIELD, field) ? (FIELD[field] ?? field) : field;
  const named = (text: string) =>
    field === 'parent' ? nameOf(text) : field === 'role' ? roleName(text) : text;
  const said = (text: string) => say('“{text}”', { text: short(named(text)) });
  if (after === null) return say('{field}: {text} cleared', { field: name, text: said(before ?? '') });
  return before === null ? `${name}: ${said(after)}` : `${name}: ${said(before)} → ${said(after)}`;
}
