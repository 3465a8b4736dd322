/** A steward rule while it is being written. */
import type { OwnerValue, StewardRule, TagValue } from '../../../../../contract/index.ts';
import { STATEMENT_WORD } from './words.ts';
import { say } from '../../../shared/language/say.ts';

export type RuleKind = StewardRule['kind'];

export interface RuleDraft {
  /** Null for a new one. */
  readonly rule: number | null;
  readonly name: string;
  readonly kind: RuleKind;
  readonly on: 'dataset' | 'column';
  readonly selection: string;
  readonly statements: readonly TagValue[];
  readonly owners: readonly OwnerValue[];
  readonly enabled: boolean;
}

export const KIND_NAME: Record<RuleKind, string> = {
  owner: say('Owners'),
  domain: say('Domain'),
  classify: say('Classification'),
  tag: say('Tags'),
};

export const KIND_LINE: Record<RuleKind, string> = {
  owner: say('Who answers for datasets.'),
  domain: say('Which domain they belong to.'),
  classify: say('Personal-data category, sensitivity, whom the data are about, and their origin.'),
  tag: say('Anything else: labels, criticality, certification, purposes, retention …'),
};

export const NEW_RULE: RuleDraft = {
  rule: null,
  name: '',
  kind: 'owner',
  on: 'dataset',
  selection: '',
  statements: [],
  owners: [],
  enabled: true,
};

export function draftOf({ rule, name, kind, selection, effect, enabled }: StewardRule): RuleDraft {
  return {
    ...{ rule, name, kind, selection, enabled },
    ...{ on: effect.on, statements: effect.statements, owners: effect.owners },
  };
}

const CLASSIFYING: readonly TagValue['kind'][] = ['category', 'sensitivity', 'subject', 'origin'];

/** Which kinds of statements a rule of the kind may make there. */
export function kindsFor(
  kind: RuleKind,
  on: RuleDraft['on'],
  all: readonly { kind: TagValue['kind']; only: 'dataset' | 'column' | null }[],
): TagValue['kind'][] {
  const fits = (one: TagValue['kind']) => {
    if (one === 'review') return false;
    if (kind === 'domain') return one === 'domain';
    return kind === 'classify' ? CLASSIFYING.includes(one) : !CLASSIFYING.includes(one) && one !== 'domain';
  };
  return all
    .filter((one) => fits(one.kind) && (one.only === null || one.only === on))
    .map(({ kind }) => kind);
}

/** A draft of another kind keeps what still fits. */
export function withKind(draft: RuleDraft, kind: RuleKind): RuleDraft {
  if (kind === draft.kind) return draft;
  return { ...draft, kind, on: kind === 'owner' ? 'dataset' : draft.on, statements: [], owners: [] };
}

/** Adds a statement; where there can be one of its kind (or key), it takes the place of the one before. */
export function withStatement(
  draft: RuleDraft,
  value: TagValue,
  values: 'one' | 'by-key' | 'many',
): RuleDraft {
  const replaced = (one: TagValue) =>
    one.kind === value.kind &&
    (values === 'one' ||
      (values === 'by-key' && one.key === value.key) ||
      (one.key === value.key && one.value === value.value));
  return { ...draft, statements: [...draft.statements.filter((one) => !replaced(one)), value] };
}

export const isComplete = ({ name, selection, kind, owners, statements }: RuleDraft): boolean =>
  name.trim() !== '' && hasEffect({ kind, owners, statements }) && selection.trim() !== '';

export const hasEffect = ({
  kind,
  owners,
  statements,
}: Pick<RuleDraft, 'kind' | 'owners' | 'statements'>): boolean =>
  (kind === 'owner' ? owners : statements).length > 0;

/** What is sent to the engine. */
export function requestOf(draft: RuleDraft) {
  const { rule, name, kind, on, selection, statements, owners, enabled } = draft;
  return {
    ...(rule === null ? {} : { rule }),
    ...{ name: name.trim(), kind, selection: selection.trim(), enabled },
    effect: { on, statements: [...statements], owners: [...owners] },
  };
}

/** `label key=value`, `owner Finance (steward)`: each as one line of words. */
export function effectLines(
  { statements, owners }: Pick<RuleDraft, 'statements' | 'owners'>,
  nameOf: (tag: TagValue) => string,
): string[] {
  return [
    ...statements.map((one) => `${STATEMENT_WORD[one.kind]} ${nameOf(one)}`),
    ...owners.map(({ name, role }) => `${role} ${name}`),
  ];
}
