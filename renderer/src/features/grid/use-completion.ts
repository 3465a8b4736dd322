import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '../../shared/api.ts';
import { writtenItem, type Option, type Vocabulary } from './model/complete.ts';
import { PARTY_KIND } from '../registers/model/entries.ts';
import { told } from '../../shared/language/told.ts';

const option = (text: string, label: string, detail: string): Option => ({ text, label, detail });

/** Everything that cells are completed from: the taxonomy, the registers, labels and people in use. */
export function useVocabulary(): Vocabulary {
  const { data: taxonomy } = useQuery(orpc.stewardship.taxonomy.queryOptions({ staleTime: Infinity }));
  const { data: registers } = useQuery(orpc.registers.all.queryOptions({ input: {} }));
  const { data: used } = useQuery(orpc.stewardship.vocabulary.queryOptions());
  return useMemo(() => {
    const keyed = (entries: readonly { key: string; name: string }[] | undefined) =>
      (entries ?? []).map(({ key, name }) => option(writtenItem(key), key, name));
    const owner = (name: string, email: string | null) =>
      email === null
        ? writtenItem(name, ';<>')
        : `${writtenItem(name, ';<>')} <${writtenItem(email, ';<>')}>`;
    const people = new Map<string, Option>();
    for (const { name, email, kind } of registers?.parties ?? [])
      people.set(owner(name, email), option(owner(name, email), name, email ?? PARTY_KIND[kind]));
    for (const { name, email } of used?.owners ?? [])
      if (!people.has(owner(name, email)))
        people.set(owner(name, email), option(owner(name, email), name, email ?? ''));
    return {
      category: (taxonomy?.categories ?? []).map(({ key, plainName }) => option(key, key, told(plainName))),
      subject: (taxonomy?.subjects ?? []).map(({ key, name }) => option(key, key, told(name))),
      domain: keyed(registers?.domains),
      term: keyed(registers?.terms),
      purpose: keyed(registers?.purposes),
      label: (used?.labels ?? []).map(({ key, value, count }) => {
        const text =
          key === '' ? writtenItem(value, ';=') : `${writtenItem(key, ';=')}=${writtenItem(value)}`;
        return option(text, text, String(count));
      }),
      party: [...people.values()],
    };
  }, [taxonomy, registers, used]);
}
