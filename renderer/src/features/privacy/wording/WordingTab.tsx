import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { validatePrivacySearch, WORDING_PARTS, type WordingPart } from '../model/search-params.ts';
import { CalendarsPart } from './CalendarsPart.tsx';
import { LawsPart } from './LawsPart.tsx';
import { LettersPart } from './LettersPart.tsx';
import { VectorsPart } from './VectorsPart.tsx';
import { say } from '../../../shared/language/say.ts';

const NAME: Record<WordingPart, string> = {
  laws: say('Laws'),
  calendars: say('Calendars'),
  letters: say('Letters'),
  vectors: say('Check deadlines'),
};

const PART: Record<WordingPart, () => React.ReactNode> = {
  laws: LawsPart,
  calendars: CalendarsPart,
  letters: LettersPart,
  vectors: VectorsPart,
};

/** The data behind the desk: periods, holidays and wording, each to be changed with its entry in the ledger. */
export function WordingTab() {
  const { part = 'laws' } = validatePrivacySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const Part = PART[part];
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {say(
          'Periods, calendars and letters are data. A change is checked before it is kept, stands in the ledger and can be undone; reports made earlier are made again with the data of their revision.',
        )}
      </Text>
      <SegmentedControl
        aria-label={say('Data behind the desk')}
        value={part}
        onChange={(next) => {
          const known = WORDING_PARTS.find((name) => name === next);
          if (known)
            void navigate({ to: '/privacy', search: { view: 'wording', part: known }, replace: true });
        }}
        data={WORDING_PARTS.map((value) => ({ value, label: NAME[value] }))}
        style={{ alignSelf: 'flex-start' }}
      />
      <Part />
    </Stack>
  );
}
