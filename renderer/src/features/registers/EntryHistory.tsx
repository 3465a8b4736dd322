import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { RegisterEvent, RegisterName } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { instant } from '../../shared/format.ts';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../shared/grid/use-flat.ts';
import { RevisionLink } from '../dataset/EvidenceTab.tsx';
import type { RegisterEntry } from './model/entries.ts';
import classes from './registers.module.css';
import { roleName } from '../stewardship/model/words.ts';
import { say } from '../../shared/language/say.ts';

const PAGE = 10;
/** Letters of a value that are shown in a line of the history. */
const SHOWN = 160;

const FIELD: Readonly<Record<string, string>> = {
  name: say('name'),
  definition: say('definition'),
  description: say('description'),
  note: say('note'),
  synonyms: say('synonyms'),
  retention: say('retention'),
  kind: say('kind'),
  role: say('role'),
  parent: say('wider entry'),
  legalBasis: say('legal basis'),
  email: say('e-mail'),
};

const CHANGE: Readonly<Record<RegisterEvent['change'], string>> = {
  added: say('added'),
  changed: say('changed'),
  removed: say('removed'),
};

interface Props {
  register: RegisterName;
  entryKey: string;
  entries: readonly RegisterEntry[];
}

/** Who changed an entry, when and why. */
export function EntryHistory({ register, entryKey, entries }: Props) {
  const list = useFlat(
    useInfiniteQuery(
      orpc.registers.history.infiniteOptions({
        input: (offset: number) => ({ register, key: entryKey, offset, limit: PAGE }),
        ...paging,
      }),
    ),
  );
  const names = new Map(entries.map(({ key, name }) => [key, name]));
  return (
    <section aria-label={say('History')}>
      <Text size="sm" fw={600} mb={4}>
        {say('History')}
      </Text>
      <PagedList list={list} what={say('changes')} empty={<Text size="sm">{say('No changes yet.')}</Text>}>
        {(events) => (
          <ol className={classes.list}>
            {events.map((event) => (
              <Event key={event.revision} event={event} nameOf={(key) => names.get(key) ?? key} />
            ))}
          </ol>
        )}
      </PagedList>
    </section>
  );
}

function Event({ event, nameOf }: { event: RegisterEvent; nameOf: (key: string) => string }) {
  const { at, actor, change, fields, reason, revision } = event;
  return (
    <li style={{ marginBottom: 6 }}>
      <Text size="xs" c="dimmed">
        {instant(at)} · {actor} · {CHANGE[change]} · <RevisionLink revision={revision} />
      </Text>
      {reason === null ? null : (
        <Text size="xs" className={classes.wrap}>
          {say('Why: {reason}', { reason })}
        </Text>
      )}
      {change === 'added' && fields.every(({ field }) => field !== 'member' && field !== 'team')
        ? null
        : fields.map((field) => (
            <Text
              key={`${field.field} ${field.after ?? field.before ?? ''}`}
              size="xs"
              className={classes.wrap}
            >
              {sentence(field, nameOf)}
            </Text>
          ))}
    </li>
  );
}

function sentence(
  { field, before, after }: RegisterEvent['fields'][number],
  nameOf: (key: string) => string,
): string {
  if (field === 'member' || field === 'team') {
    const who = nameOf(after ?? before ?? '');
    const words =
      field === 'member' ? say('member {name}', { name: who }) : say('team {name}', { name: who });
    return `${after === null ? '−' : '+'} ${words}`;
  }
  const name = Object.hasOwn(FIELD, field) ? (FIELD[field] ?? field) : field;
  const short = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text);
  const named = (text: string) =>
    field === 'parent' ? nameOf(text) : field === 'role' ? roleName(text) : text;
  const said = (text: string) => say('“{text}”', { text: short(named(text)) });
  if (after === null) return say('{field}: {text} cleared', { field: name, text: said(before ?? '') });
  return before === null ? `${name}: ${said(after)}` : `${name}: ${said(before)} → ${said(after)}`;
}
