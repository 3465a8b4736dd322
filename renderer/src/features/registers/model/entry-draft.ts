/** What is written in the form of an entry, what is wrong with it, and what of it is a change. */
import type { EntryInput, RegisterName } from '../../../../../contract/index.ts';
import { durationWords } from '../../stewardship/model/kinds.ts';
import type { RegisterEntry } from './entries.ts';
import { say } from '../../../shared/language/say.ts';

export interface EntryDraft {
  readonly name: string;
  /** Empty: it follows from the name, or of people from the e-mail. */
  readonly key: string;
  readonly text: string;
  readonly parent: string | null;
  readonly synonyms: readonly string[];
  readonly legalBasis: string | null;
  readonly retention: string;
  readonly kind: 'person' | 'team';
  readonly email: string;
  readonly role: string | null;
  readonly reason: string;
}

export type DraftProblems = Partial<Record<keyof EntryDraft, string>>;

export function draftOf(entry: RegisterEntry | null, parent: string | null): EntryDraft {
  return {
    name: entry?.name ?? '',
    key: entry?.key ?? '',
    text: entry?.text ?? '',
    parent: entry ? entry.parent : parent,
    synonyms: entry?.synonyms ?? [],
    legalBasis: entry?.legalBasis ?? null,
    retention: entry?.retention ?? '',
    kind: entry?.kind ?? 'person',
    email: entry?.email ?? '',
    role: entry?.role ?? null,
    reason: '',
  };
}

const ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/;
const KEY = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,319}$/u;

/** By field; the engine has the last word. */
export function problemsOf(register: RegisterName, draft: EntryDraft): DraftProblems {
  const { name, key, email, retention } = draft;
  return {
    ...(name.trim() === '' && { name: say('A name is needed.') }),
    ...(key.trim() !== '' &&
      !KEY.test(key.trim()) && {
        key: say('Letters, digits and . _ @ + - only, beginning with a letter or digit.'),
      }),
    ...(register === 'party' &&
      email.trim() !== '' &&
      !ADDRESS.test(email.trim()) && { email: say('An e-mail address has the form name@domain.org.') }),
    ...(register === 'purpose' &&
      retention.trim() !== '' &&
      durationWords(retention) === null && { retention: say('No duration such as P3Y or P18M.') }),
  };
}

/** Fields of the register that differ from before, as the engine takes them; null clears. */
export function changesOf(register: RegisterName, before: EntryDraft, after: EntryDraft): EntryInput {
  const all = inputOf(register, after);
  const old = inputOf(register, before);
  return Object.fromEntries(
    Object.entries(all).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field as keyof EntryInput]),
    ),
  );
}

function inputOf(register: RegisterName, draft: EntryDraft): EntryInput {
  const said = (text: string) => (text.trim() === '' ? null : text.trim());
  const text = said(draft.text);
  const { name, key, parent, legalBasis, kind, role } = draft;
  const head = { name: name.trim(), ...(key.trim() === '' ? {} : { key: key.trim() }) };
  switch (register) {
    case 'term':
      return { ...head, definition: text, parent, synonyms: [...draft.synonyms] };
    case 'domain':
      return { ...head, description: text, parent };
    case 'purpose':
      return { ...head, description: text, legalBasis, retention: said(draft.retention) };
    case 'party':
      return { ...head, kind, email: said(draft.email), role, note: text };
  }
}
