import { Badge, Button, Group, NumberInput, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { formatDate, isCivilDate, today, weekdayOf } from '../model/civil-date.ts';
import classes from '../privacy.module.css';
import { KeepBar } from './KeepBar.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** Public holidays by place: bundled, with one's own changes on top. */
export function CalendarsPart() {
  const list = useQuery(orpc.desk.calendars.queryOptions());
  const [key, setKey] = useState<string | null>(null);
  const settings = useQuery(orpc.system.settings.queryOptions());
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading what={say('the calendars')} bars={[28, 200]} />;
  const home = settings.data?.organisation.country;
  const shown = list.data.find((one) => one.key === (key ?? home)) ?? list.data[0];
  if (!shown) return null;
  return (
    <Stack gap="md">
      <Group>
        <Select
          label={sayIn('law', 'Place')}
          searchable
          allowDeselect={false}
          w={320}
          data={list.data.map(({ key: value, name, own }) => ({
            value,
            label: own
              ? say('{name} ({code}), changed', { name: told(name), code: value })
              : `${told(name)} (${value})`,
          }))}
          value={shown.key}
          onChange={setKey}
        />
      </Group>
      <Calendar key={shown.key} place={shown.key} />
    </Stack>
  );
}

interface Holiday {
  date: string;
  name: string;
}
interface Edit {
  name: string | null;
  added: Holiday[];
  removed: string[];
}
interface CalendarData {
  key: string;
  name: string;
  own: boolean;
  days: Holiday[];
  edit: Edit | null;
}

function Calendar({ place }: { place: string }) {
  const calendar = useQuery(orpc.desk.calendar.queryOptions({ input: { key: place } }));
  if (calendar.error) return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />;
  if (!calendar.data) return <Loading what={say('the calendar')} bars={[200]} />;
  return <CalendarEditor key={JSON.stringify(calendar.data.edit)} calendar={calendar.data} />;
}

const NO_EDIT: Edit = { name: null, added: [], removed: [] };

function CalendarEditor({ calendar }: { calendar: CalendarData }) {
  const { key, own } = calendar;
  const name = told(calendar.name);
  const [year, setYear] = useState(Number(today().slice(0, 4)));
  const kept = calendar.edit ?? NO_EDIT;
  const [edit, setEdit] = useState(kept);
  const changed = JSON.stringify(edit) !== JSON.stringify(kept);
  return (
    <Section
      title={name}
      aside={own ? <Badge>{say('Changed')}</Badge> : <Badge variant="default">{say('Bundled')}</Badge>}
    >
      <Stack gap="md">
        <Group>
          <NumberInput
            label={say('Year')}
            w={110}
            allowDecimal={false}
            min={1583}
            max={9999}
            value={year}
            onChange={(value) => typeof value === 'number' && setYear(value)}
          />
        </Group>
        <Year calendar={calendar} year={year} edit={edit} onEdit={setEdit} />
        <AddDay edit={edit} onEdit={setEdit} />
        <Text size="sm" c="dimmed">
          {edit.added.length + edit.removed.length === 0
            ? say('No changes of your own.')
            : say(
                'Your own: {added, plural, one {# day} other {# days}} added, {removed, plural, one {# day} other {# days}} taken away, in all years.',
                { added: edit.added.length, removed: edit.removed.length },
              )}
        </Text>
        <KeepBar
          kept={say('Kept the calendar of {name}. Undo takes it back.', { name })}
          back={say('Back to the bundled calendar of {name}. Undo brings yours again.', { name })}
          own={own}
          bundled
          ready={changed}
          onKeep={(draft, reason) => {
            const { name: ownName, ...days } = edit;
            const text = JSON.stringify({ ...(ownName === null ? {} : { name: ownName }), ...days });
            return client.desk.editCalendar({ key, text: draft === null ? null : text, reason });
          }}
          onKept={() => undefined}
        />
      </Stack>
    </Section>
  );
}

interface EditProps {
  edit: Edit;
  onEdit: (edit: Edit) => void;
}

/** The days of one year as they are, and as they will be. */
function Year({ calendar, year, edit, onEdit }: EditProps & { calendar: CalendarData; year: number }) {
  const of = (date: string) => date.startsWith(`${String(year).padStart(4, '0')}-`);
  const kept = calendar.edit ?? NO_EDIT;
  const days = [
    ...calendar.days.filter(({ date }) => !edit.added.some((one) => one.date === date)),
    ...edit.added,
    // What was taken away is not among the days in force.
    ...kept.removed
      .filter((date) => !calendar.days.some((one) => one.date === date))
      .map((date) => ({ date, name: say('taken away before') })),
  ]
    .filter(({ date }) => of(date))
    .filter(
      ({ date }) =>
        !kept.added.some((one) => one.date === date) || edit.added.some((one) => one.date === date),
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  if (days.length === 0) return <Text size="sm">{say('No holidays are known for {year}.', { year })}</Text>;
  const toggle = (date: string) => {
    if (edit.added.some((one) => one.date === date))
      onEdit({ ...edit, added: edit.added.filter((one) => one.date !== date) });
    else if (edit.removed.includes(date))
      onEdit({ ...edit, removed: edit.removed.filter((one) => one !== date) });
    else onEdit({ ...edit, removed: [...edit.removed, date].sort() });
  };
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Holidays of {year}', { year })}
    >
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Day')}</Table.Th>
            <Table.Th>{say('Weekday')}</Table.Th>
            <Table.Th>{say('Holiday')}</Table.Th>
            <Table.Th>{say('Change')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ date, name }) => {
            const added = edit.added.some((one) => one.date === date);
            const removed = !added && edit.removed.includes(date);
            return (
              <Table.Tr key={date}>
                <Table.Td className={classes.nowrap}>{formatDate(date)}</Table.Td>
                <Table.Td>{weekdayOf(date)}</Table.Td>
                <Table.Td td={removed ? 'line-through' : undefined}>
                  {told(name)} {added && <Badge>{say('added')}</Badge>}{' '}
                  {removed && <Badge color="gray">{say('taken away')}</Badge>}
                </Table.Td>
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={
                      removed ? say('Bring back {date}', { date }) : say('Take away {date}', { date })
                    }
                    onClick={() => toggle(date)}
                  >
                    {removed ? say('Bring back') : say('Take away')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function AddDay({ edit, onEdit }: EditProps) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const wrong = date !== '' && !isCivilDate(date);
  const add = () => {
    const added = [...edit.added.filter((one) => one.date !== date), { date, name: name.trim() }];
    onEdit({ ...edit, added: added.sort((a, b) => (a.date < b.date ? -1 : 1)) });
    setDate('');
    setName('');
  };
  return (
    <Group align="flex-start" gap="sm">
      <TextInput
        label={say('A further day')}
        placeholder={say('YYYY-MM-DD')}
        w={150}
        value={date}
        error={wrong ? say('Not a calendar date.') : undefined}
        onChange={(event) => setDate(event.currentTarget.value)}
      />
      <TextInput
        label={say('Its name')}
        w={240}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button variant="default" mt={24} disabled={wrong || date === '' || name.trim() === ''} onClick={add}>
        {say('Add the day')}
      </Button>
    </Group>
  );
}
