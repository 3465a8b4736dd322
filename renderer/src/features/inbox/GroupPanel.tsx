import { Button, Checkbox, Group, Kbd, Text, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InboxGroup } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { ItemsGrid } from './ItemsGrid.tsx';
import classes from './inbox.module.css';
import { answerName, leftOutText, openText } from './model/words.ts';
import { OwnerChooser } from './OwnerChooser.tsx';
import type { Choice } from './use-choice.ts';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  /** One, or several that are decided together. */
  readonly groups: readonly InboxGroup[];
  readonly choice: Choice;
  readonly busy: boolean;
  /** The policy asks for a reason: the last decision was refused without one. */
  readonly needsReason: boolean;
  readonly onDecide: (decision: 'confirm' | 'refuse') => void;
  readonly onUndo: () => void;
}

/** What a decision would do, for what, and each item with its reasons. */
export function GroupPanel({ groups, choice, busy, needsReason, onDecide, onUndo }: Props) {
  const [group] = groups;
  if (!group) return null;
  const one = groups.length === 1 ? group : null;
  const owners = groups.every(({ kind }) => kind === 'owner');
  const leftOut = choice.of(group.key);
  return (
    <>
      <div>
        <Title order={2} size="h4" className={classes.wrap}>
          {one
            ? told(one.title)
            : say('{groups, plural, one {# group} other {# groups}}', { groups: groups.length })}
        </Title>
        <Text size="sm" c="dimmed">
          {one?.category ? `${one.category.key} · ` : ''}
          {openText(groups, one ? leftOut.items.size : 0)}
        </Text>
      </div>
      <Text size="sm">
        {one ? told(one.explains) : say('One decision covers all groups that are ticked.')}
      </Text>
      {one ? <Elsewhere group={one} /> : null}
      {one?.category ? <Names group={one} choice={choice} /> : null}
      {owners ? (
        <OwnerChooser
          suggested={one ? one.owner : null}
          owner={choice.owner}
          onOwner={(owner) => choice.setOwner(owner)}
        />
      ) : null}
      <TextInput
        size="xs"
        label={
          needsReason
            ? say('Reason, which the policy of this catalog asks for')
            : say('Reason (optional, for the ledger)')
        }
        value={choice.reason}
        maxLength={2000}
        error={needsReason && choice.reason.trim() === '' ? say('This change needs a reason.') : null}
        onChange={(event) => choice.setReason(event.currentTarget.value)}
      />
      <Answers groups={groups} choice={choice} busy={busy} onDecide={onDecide} />
      {one ? (
        <ItemsGrid
          group={one}
          leftOut={leftOut.items}
          onToggle={(key) => choice.toggle(one.key, 'items', key)}
          letters={{ y: () => onDecide('confirm'), n: () => onDecide('refuse'), u: onUndo }}
        />
      ) : null}
    </>
  );
}

function Answers({ groups, choice, busy, onDecide }: Pick<Props, 'groups' | 'choice' | 'busy' | 'onDecide'>) {
  const word = (answer: 'confirm' | 'refuse', otherwise: string): string | null => {
    const words = new Set(groups.map((group) => group[answer]));
    const [only = null] = words;
    if (words.size === 1) return answerName(only);
    return otherwise;
  };
  const [yes, no] = [word('confirm', say('Confirm')), word('refuse', say('Refuse'))];
  const nobody = choice.lacksOwner(groups);
  return (
    <Group gap="xs">
      {yes === null ? null : (
        <Button
          loading={busy}
          disabled={nobody}
          title={nobody ? say('Choose first who owns them') : undefined}
          onClick={() => onDecide('confirm')}
          rightSection={<Kbd size="xs">Y</Kbd>}
        >
          {yes}
        </Button>
      )}
      {no === null ? null : (
        <Button
          variant="default"
          disabled={busy}
          onClick={() => onDecide('refuse')}
          rightSection={<Kbd size="xs">N</Kbd>}
        >
          {no}
        </Button>
      )}
    </Group>
  );
}

const toJoins = (inside: ReactNode) => (
  <AnchorLink to="/joins" underline="always">
    {inside}
  </AnchorLink>
);
const toPropagation = (inside: ReactNode) => (
  <AnchorLink to="/propagation" underline="always">
    {inside}
  </AnchorLink>
);

/** The page that shows the same at more length. */
function Elsewhere({ group }: { readonly group: InboxGroup }) {
  if (group.kind === 'join' || group.kind === 'rename')
    return (
      <Text size="sm">
        <Say text="<link>Joins</link> shows both sides of each." values={{ link: toJoins }} />
      </Text>
    );
  if (group.kind === 'propagation')
    return (
      <Text size="sm">
        <Say text="<link>Tags along lineage</link> shows the way of each." values={{ link: toPropagation }} />
      </Text>
    );
  return null;
}

function Names({ group, choice }: { readonly group: InboxGroup; readonly choice: Choice }) {
  if (!group.category) return null;
  const { names, namesTotal } = group.category;
  const leftOut = choice.of(group.key).names;
  const listed = [
    leftOutText(leftOut.size, namesTotal),
    names.length < namesTotal && say('the {listed, number} commonest are listed', { listed: names.length }),
  ];
  return (
    <section aria-label={say('Names of columns')}>
      <Text size="xs" c="dimmed" mb={4}>
        {say('{names}. Untick those that the decision is to leave open.', {
          names: listed.filter(Boolean).join('; '),
        })}
      </Text>
      <ul className={classes.names}>
        {names.map(({ name, columns }) => (
          <li key={name}>
            <Checkbox
              size="xs"
              checked={!leftOut.has(name)}
              onChange={() => choice.toggle(group.key, 'names', name)}
              label={`${name} (${count(columns)})`}
              classNames={{ label: classes.wrap ?? '' }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
