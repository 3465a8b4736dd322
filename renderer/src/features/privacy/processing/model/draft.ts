/** A form over the fields of an entry: what is stated, what was changed, and what of it cannot be sent. */
import type { ProcessingField, ProcessingRow, ProcessingValue } from '../../../../../../contract/index.ts';
import { say } from '../../../../shared/language/say.ts';
import { partWord } from './fields.ts';

export type Fields = Readonly<Record<string, ProcessingValue>>;

export function rowsIn(value: ProcessingValue | undefined): readonly ProcessingRow[] {
  return Array.isArray(value) ? (value as ProcessingRow[]).filter((one) => typeof one !== 'string') : [];
}

export function namesIn(value: ProcessingValue | undefined): string[] {
  return Array.isArray(value) ? (value as string[]).filter((one) => typeof one === 'string') : [];
}

export function textIn(value: ProcessingValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Without rows in which nothing stands, and texts of nothing. */
function sent(value: ProcessingValue): ProcessingValue {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (!Array.isArray(value) || value.length === 0 || typeof value[0] === 'string') return value;
  return rowsIn(value)
    .map((row) => Object.fromEntries(Object.entries(row).map(([part, text]) => [part, text.trim()])))
    .filter((row) => Object.values(row).some((text) => text !== ''));
}

/** Fields that differ from what is stated. */
export function changedFields(stated: Fields, draft: Fields): Record<string, ProcessingValue> {
  return Object.fromEntries(
    Object.entries(draft)
      .map(([name, value]) => [name, sent(value)] as const)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(sent(stated[name] ?? null)))
      .filter(([name, value]) => !(Array.isArray(value) && value.length === 0 && !hasAny(stated[name]))),
  );
}

function hasAny(value: ProcessingValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** By field: what is missing in one of its rows. */
export function missingParts(fields: readonly ProcessingField[], draft: Fields): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ name, parts }) => {
      const rows = rowsIn(sent(draft[name] ?? null));
      for (const [at, row] of rows.entries())
        for (const part of parts)
          if (part.required && !row[part.name])
            return [
              [name, say('Row {row, number} says no {part}.', { row: at + 1, part: partWord(part.name) })],
            ];
      return [];
    }),
  );
}
