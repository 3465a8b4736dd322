import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RegisterName } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { count } from '../../shared/format.ts';
import { Markdown } from '../../shared/markdown/Markdown.tsx';
import { durationWords, valueName } from '../stewardship/model/kinds.ts';
import { EntryHistory } from './EntryHistory.tsx';
import { Members } from './Members.tsx';
import { PARTY_KIND, queryFor, REGISTER_WORDS, type RegisterEntry } from './model/entries.ts';
import classes from './registers.module.css';
import { say } from '../../shared/language/say.ts';
import { roleName } from '../stewardship/model/words.ts';
import { Say } from '../../shared/language/Say.tsx';
import { toBrowse } from './to-browse.tsx';

/** A register as a whole, which the panel of an entry knows too. */
export interface RegisterProps {
  readonly register: RegisterName;
  readonly entries: readonly RegisterEntry[];
  readonly memberships: readonly { readonly team: string; readonly member: string }[];
}

interface Props extends RegisterProps {
  readonly entry: RegisterEntry;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onAddBeneath: () => void;
  readonly onShow: (key: string) => void;
}

/** One entry: what it says, what it is used by, where it stands, and what happened to it. */
export function EntryPanel(props: Props) {
  const { register, entries, entry, onEdit, onRemove, onAddBeneath } = props;
  const words = REGISTER_WORDS[register];
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs">
        <div>
          <Title order={2} size="h4" className={classes.wrap}>
            {entry.name}
          </Title>
          <Text size="xs" c="dimmed" className={classes.wrap}>
            {entry.kind === null ? words.one : PARTY_KIND[entry.kind]} ·{' '}
            {say('key {key}', { key: entry.key })}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={onEdit}>
            {say('Edit')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onRemove}>
            {say('Remove…')}
          </Button>
        </Group>
      </Group>
      {entry.text === null ? (
        <Text size="sm" c="dimmed">
          {words.noText}
        </Text>
      ) : (
        <Markdown>{entry.text}</Markdown>
      )}
      <Facts {...props} />
      {entry.kind === null ? null : (
        <Members entry={entry} entries={entries} memberships={props.memberships} onShow={props.onShow} />
      )}
      <UsedBy register={register} entry={entry} />
      {register === 'term' || register === 'domain' ? (
        <Narrower {...props} onAddBeneath={onAddBeneath} />
      ) : null}
      <EntryHistory register={register} entryKey={entry.key} entries={entries} />
    </>
  );
}

function Facts({ entries, entry, onShow }: Props) {
  const wider = entry.parent === null ? null : entries.find(({ key }) => key === entry.parent);
  const duration = entry.retention && durationWords(entry.retention);
  const facts = [
    wider && {
      name: say('Beneath'),
      value: (
        <Button size="compact-xs" variant="subtle" onClick={() => onShow(wider.key)}>
          {wider.name}
        </Button>
      ),
    },
    entry.synonyms.length > 0 && { name: say('Synonyms'), value: entry.synonyms.join(', ') },
    entry.email && { name: say('E-mail'), value: entry.email },
    entry.role && { name: say('Usual role'), value: roleName(entry.role) },
    entry.legalBasis && {
      name: say('Legal basis'),
      value: valueName('legal-basis', entry.legalBasis),
    },
    entry.retention && {
      name: say('Retention'),
      value: duration ? `${duration} (${entry.retention})` : entry.retention,
    },
  ].filter((fact) => typeof fact === 'object' && fact !== null);
  if (facts.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function UsedBy({ register, entry }: { register: RegisterName; entry: RegisterEntry }) {
  const { data } = useQuery(orpc.registers.usage.queryOptions({ input: { register } }));
  const use = data?.find(({ key }) => key === entry.key);
  const text = queryFor(register, entry);
  if (!data) return null;
  if (!use)
    return (
      <Text size="sm" c="dimmed">
        {register === 'party' ? say('Owns nothing yet.') : say('Nothing carries it yet.')}
      </Text>
    );
  return (
    <Text size="sm" component="div">
      <Say
        text="{register, select, party {Owns} other {Used by}} <link>{datasets, plural, one {# dataset} other {# datasets}}</link>{columns, plural, =0 {} one { and <toColumns># column</toColumns>} other { and <toColumns># columns</toColumns>}}"
        values={{
          ...{ register, datasets: use.datasets, columns: use.columns },
          link: toBrowse({ text }),
          toColumns: toBrowse({ text, scope: 'columns' }),
        }}
      />
    </Text>
  );
}

/** Entries shown at once of those beneath. */
const SHOWN = 20;

function Narrower({ register, entries, entry, onShow, onAddBeneath }: Props) {
  const below = entries.filter(({ parent }) => parent === entry.key);
  return (
    <section aria-label={say('Narrower {many}', { many: REGISTER_WORDS[register].many })}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {say('Narrower')}
        </Text>
        <Badge size="sm" variant="default">
          {count(below.length)}
        </Badge>
        <Button size="compact-xs" variant="subtle" onClick={onAddBeneath}>
          {say('Add beneath')}
        </Button>
      </Group>
      <Group gap={4}>
        {below.slice(0, SHOWN).map(({ key, name }) => (
          <Button key={key} size="compact-xs" variant="default" onClick={() => onShow(key)}>
            {name}
          </Button>
        ))}
        {below.length > SHOWN ? (
          <Text size="xs" c="dimmed">
            {say('{shown, number} of {total, number}', { shown: SHOWN, total: below.length })}
          </Text>
        ) : null}
      </Group>
    </section>
  );
}
