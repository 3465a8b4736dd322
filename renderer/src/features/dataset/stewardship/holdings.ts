/** What is in force of each kind, with who says so or where it comes from. */
import type { Effective, Holding, Tag } from '../../../../../contract/index.ts';
import type { StatedKind } from '../../stewardship/model/kinds.ts';
import { standing } from '../../stewardship/model/words.ts';
import { say } from '../../../shared/language/say.ts';

export interface Shown {
  readonly kind: StatedKind;
  readonly key: string;
  readonly value: string;
  /** `Set by ada`, `Inherited from the dataset`. */
  readonly source: string;
  readonly inherited: boolean;
}

function holdingsOf(kind: StatedKind, effective: Effective): readonly Holding[] | null {
  const one = (holding: Holding | null) => (holding ? [holding] : []);
  switch (kind) {
    case 'domain':
      return one(effective.domain);
    case 'criticality':
      return one(effective.criticality);
    case 'certification':
      return one(effective.certification);
    case 'term':
      return effective.terms;
    case 'purpose':
      return effective.purposes;
    case 'subject':
      return effective.subjects;
    case 'legal-basis':
      return effective.legalBases;
    case 'retention':
      return effective.retentions;
    case 'origin':
    case 'property':
      return null;
  }
}

/** @param purposeName names a purpose of the register by its key */
export function shownOf(
  kind: StatedKind,
  effective: Effective,
  tags: readonly Tag[],
  purposeName: (key: string) => string,
): Shown[] {
  const own = tags.filter((tag) => tag.kind === kind && tag.status !== 'rejected');
  const holdings = holdingsOf(kind, effective);
  if (!holdings)
    return own.map((tag) => ({
      kind,
      key: tag.key,
      value: tag.value,
      source: standing(tag),
      inherited: false,
    }));
  return holdings.map(({ value, from, purpose }) => {
    const tag = own.find((one) => one.value === value);
    const source =
      from === 'dataset'
        ? say('Inherited from the dataset')
        : from === 'purpose'
          ? say('From the purpose {purpose}', { purpose: purposeName(purpose ?? '') })
          : tag
            ? standing(tag)
            : say('Stated here');
    return { kind, key: '', value, source, inherited: from !== 'own' };
  });
}
