import { useMemo } from 'react';
import { useEntryNames } from '../registers/use-registers.ts';
import { isStatedKind, valueName } from './model/kinds.ts';
import type { NameOf } from './model/tag-plan.ts';
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
