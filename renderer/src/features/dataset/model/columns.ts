import type { Column } from '../../../../../contract/index.ts';

/** Columns in which every word occurs (path, type, description, tags), with the parents of nested ones. */
export function matchingColumns(columns: readonly Column[], text: string): readonly Column[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return columns;
  const keep = new Set<string>();
  const keyOf = (path: readonly string[]) => JSON.stringify(path);
  for (const column of columns) {
    const { path, dataType, description, tags } = column;
    const content = [
      path.join('.'),
      dataType,
      description,
      ...tags.filter(({ status }) => status !== 'rejected').map(({ key, value }) => `${key} ${value}`),
    ]
      .join(' ')
      .toLowerCase();
    if (!words.every((word) => content.includes(word))) continue;
    for (let length = 1; length <= path.length; length += 1) keep.add(keyOf(path.slice(0, length)));
  }
  return columns.filter(({ path }) => keep.has(keyOf(path)));
}
