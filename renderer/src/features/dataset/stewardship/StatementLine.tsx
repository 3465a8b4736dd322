import { Button, Text } from '@mantine/core';
import { AnchorLink } from '../../../shared/links.tsx';
import { tabOf } from '../../registers/model/search-params.ts';
import { CertificationBadge } from '../../stewardship/CertificationBadge.tsx';
import { KIND_WORDS, VALUE_WORDS, type StatedKind } from '../../stewardship/model/kinds.ts';
import type { NameOf } from '../../stewardship/model/tag-plan.ts';
import type { Shown } from './holdings.ts';
import classes from './stewardship-tab.module.css';
import { say } from '../../../shared/language/say.ts';

interface Props {
  kind: StatedKind;
  shown: readonly Shown[];
  nameOf: NameOf;
  onEdit: () => void;
}

/** One kind: its values in force, where each comes from, and the way to change them. */
export function StatementLine({ kind, shown, nameOf, onEdit }: Props) {
  const { name, edit, meaning } = KIND_WORDS[kind];
  return (
    <div className={classes.line}>
      <dt title={meaning}>{name}</dt>
      <dd>
        <div>
          {shown.length === 0 ? (
            <Text size="sm" c="dimmed">
              —
            </Text>
          ) : (
            <ul className={classes.values}>
              {shown.map((one) => (
                <li key={`${one.key} ${one.value}`}>
                  <Value shown={one} nameOf={nameOf} />
                  <Text size="xs" c="dimmed">
                    {one.source}
                    {one.kind === 'purpose' || !Object.hasOwn(VALUE_WORDS[one.kind] ?? {}, one.value)
                      ? ''
                      : ` · ${VALUE_WORDS[one.kind]?.[one.value]?.meaning ?? ''}`}
                  </Text>
                </li>
              ))}
            </ul>
          )}
        </div>
        <Button size="compact-xs" variant="default" aria-label={edit} onClick={onEdit}>
          {say('Edit')}
        </Button>
      </dd>
    </div>
  );
}

function Value({ shown, nameOf }: { shown: Shown; nameOf: NameOf }) {
  const { kind, value } = shown;
  const name = nameOf(shown);
  if (kind === 'certification' && (value === 'certified' || value === 'deprecated'))
    return <CertificationBadge mark={value} />;
  if (kind === 'domain' || kind === 'term' || kind === 'purpose')
    return (
      <AnchorLink to="/registers" search={{ tab: tabOf(kind), entry: value }} size="sm">
        {name}
      </AnchorLink>
    );
  return (
    <Text size="sm" title={kind === 'retention' ? value : undefined}>
      {name}
    </Text>
  );
}
