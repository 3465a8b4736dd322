import { useMemo } from 'react';
import { useEntryNames } from '../registers/use-registers.ts';
import { isStatedKind, valueName } from './model/kinds.ts';
import type { NameOf } from './model/tag-plan.ts';
import { KIND_NAME } from './model/words.ts';
import { useTaxonomy } from './use-taxonomy.ts';

/** Names the value of a statement for people: a domain by its name in the register, a duration in words. */
export function useStatementNames(): NameOf {
  const entryName = useEntryNames();
  const { subjects, tagName } = useTaxonomy();
  return useMemo(() => {
    const subjectNames = new Map(subjects.map(({ key, name }) => [key, name]));
    return (tag) => {
      switch (tag.kind) {
        case 'domain':
        case 'term':
        case 'purpose':
          return entryName(tag.kind, tag.value);
        case 'subject':
          return subjectNames.get(tag.value) ?? tag.value;
        case 'property':
          return `${tag.key}=${tag.value}`;
        default:
          return isStatedKind(tag.kind) ? valueName(tag.kind, tag.value) : tagName(tag);
      }
    };
  }, [entryName, subjects, tagName]);
}

/** The same with what it is before it: `Domain: Sales`; labels and categories by their names alone. */
export function useTagNames(): NameOf {
  const nameOf = useStatementNames();
  const { tagName } = useTaxonomy();
  return useMemo(
    () => (tag) =>
      isStatedKind(tag.kind) && tag.kind !== 'property'
        ? `${KIND_NAME[tag.kind]}: ${nameOf(tag)}`
        : tagName(tag),
    [nameOf, tagName],
  );
}
