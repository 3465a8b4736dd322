import { useInfiniteQuery } from '@tanstack/react-query';
import type { ProcessingRegister, RegisterEvent } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { EventList, EVENTS, short } from '../../registers/EventList.tsx';
import { fieldLabel } from './model/fields.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  register: ProcessingRegister;
  entryKey: string;
}

/** Who changed the record, when and why. */
export function ProcessingHistory({ register, entryKey }: Props) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.processing.history.infiniteOptions({
        input: (offset: number) => ({ register, key: entryKey, offset, limit: EVENTS }),
        ...paging,
      }),
    ),
  );
  return (
    <EventList
      list={list}
      linesOf={({ change, fields }) =>
        change === 'changed' ? fields.map((field) => sentence(register, field)) : []
      }
    />
  );
}

function sentence(
  register: ProcessingRegister,
  { field, before, after }: RegisterEvent['fields'][number],
): string {
  const name = fieldLabel(register, field);
  if (after === null) return say('{name}: “{before}” cleared', { name, before: short(before ?? '') });
  return before === null
    ? say('{name}: “{after}”', { name, after: short(after) })
    : say('{name}: “{before}” → “{after}”', { name, before: short(before), after: short(after) });
}
