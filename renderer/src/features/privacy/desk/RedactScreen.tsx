import { Badge, Button, FileButton, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { REDACTION_REASONS, type AttachmentPreview, type CaseView } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { recordsQuery } from './use-desk.ts';
import { sayChange } from '../../../shared/say-change.ts';
import { Section } from '../../../shared/Section.tsx';
import { toBase64 } from '../../../shared/base64.ts';
import { shortened } from '../model/shortened.ts';
import { placeWords, samePlace, togglePlace, type Place, type Withheld } from '../model/withheld.ts';
import classes from '../privacy.module.css';
import { CsvPlaces, JsonPlaces } from './RedactPlaces.tsx';
import { sentence, words } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

const PAGE = 50;

interface Props {
  view: CaseView;
  record: number;
}

/** Takes other people's data out of a copy, place by place: the attachment on the left, the copy on the right. */
export function RedactScreen({ view, record }: Props) {
  const { reference } = view;
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<readonly Withheld[]>([]);
  const [given, setGiven] = useState<Pick<Withheld, 'reason' | 'why'>>({ reason: 'third party', why: '' });
  const records = useQuery(recordsQuery(reference));
  const preview = useQuery({
    ...orpc.desk.preview.queryOptions({ input: { reference, record, offset, limit: PAGE } }),
    gcTime: 0,
  });
  const name = records.data?.find((one) => one.id === record)?.name ?? say('record {id}', { id: record });
  const toggle = (place: Place) => setChosen(togglePlace(chosen, place, given));
  if (preview.error) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Loading what={say('the attachment')} bars={[200]} />;
  const { data } = preview;
  // Only tables and trees have places to choose: other copies are made with another tool.
  const isRedactedElsewhere = data.kind === 'other' || data.kind === 'text';
  return (
    <Stack gap="md">
      <AnchorLink to="/privacy" search={{ view: 'cases', case: reference, tab: 'files' }} size="sm">
        {say('Back to the files of the case')}
      </AnchorLink>
      <Section title={say('Withhold in {name}', { name })}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {isRedactedElsewhere
              ? say(
                  'Only CSV and JSON are redacted here. Take the text out with a tool that removes it (a black box alone does not), then attach that copy with its reason.',
                )
              : data.kind === 'csv'
                ? say(
                    'Choose the reason, then cells, rows or columns. The original stays as it is; the copy is attached beside it.',
                  )
                : say(
                    'Choose the reason, then places; what lies beneath goes with them. The original stays as it is; the copy is attached beside it.',
                  )}
          </Text>
          <Group align="flex-end" gap="sm">
            <Select
              label={say('Reason')}
              data={REDACTION_REASONS.map((value) => ({ value, label: sentence(value) }))}
              allowDeselect={false}
              value={given.reason}
              onChange={(value) =>
                setGiven({ ...given, reason: REDACTION_REASONS.find((one) => one === value) ?? given.reason })
              }
            />
            <TextInput
              label={say('In words, for the internal file')}
              w={320}
              maxLength={2000}
              value={given.why}
              onChange={(event) => setGiven({ ...given, why: event.currentTarget.value })}
            />
            {isRedactedElsewhere && <OwnCopy reference={reference} record={record} given={given} />}
          </Group>
          {!isRedactedElsewhere && (
            <Chosen
              reference={reference}
              record={record}
              chosen={chosen}
              onRemove={(place) => setChosen(chosen.filter((one) => !samePlace(one, place)))}
            />
          )}
        </Stack>
      </Section>
      <Places data={data} chosen={chosen} onToggle={toggle} />
      <Pager data={data} offset={offset} onOffset={setOffset} />
    </Stack>
  );
}

function Places({
  data,
  chosen,
  onToggle,
}: {
  data: AttachmentPreview;
  chosen: readonly Withheld[];
  onToggle: (place: Place) => void;
}) {
  switch (data.kind) {
    case 'csv':
      return <CsvPlaces data={data} chosen={chosen} onToggle={onToggle} />;
    case 'json':
      return <JsonPlaces data={data} chosen={chosen} onToggle={onToggle} />;
    case 'text':
      return (
        <div className={classes.letter} tabIndex={0} role="region" aria-label={say('Text of the file')}>
          {data.lines.map(shortened).join('\n')}
        </div>
      );
    case 'other':
      return null;
  }
}

function Pager({
  data,
  offset,
  onOffset,
}: {
  data: AttachmentPreview;
  offset: number;
  onOffset: (offset: number) => void;
}) {
  const { total } = data;
  if (total === 0) return null;
  return (
    <Group gap="sm">
      <Text size="xs" c="dimmed" role="status">
        {say(
          '{kind, select, csv {rows} json {places} other {lines}} {first, number} to {last, number} of {total, number}',
          { kind: data.kind, first: offset + 1, last: Math.min(total, offset + PAGE), total },
        )}
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - PAGE))}
      >
        {sayIn('page', 'Before')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={offset + PAGE >= total}
        onClick={() => onOffset(offset + PAGE)}
      >
        {sayIn('page', 'After')}
      </Button>
    </Group>
  );
}

interface ChosenProps {
  reference: string;
  record: number;
  chosen: readonly Withheld[];
  onRemove: (place: Place) => void;
}

/** What was chosen, and making the copy. */
function Chosen({ reference, record, chosen, onRemove }: ChosenProps) {
  const make = useMakeCopy(reference);
  return (
    <>
      <Group gap={6} role="list" aria-label={say('Places that are withheld')}>
        {chosen.map((one) => (
          <Badge
            key={placeWords(one)}
            role="listitem"
            color="gray"
            size="lg"
            rightSection={
              <button
                type="button"
                className={classes.drop}
                aria-label={say('Do not withhold {place}', { place: placeWords(one) })}
                onClick={() => onRemove(one)}
              >
                ×
              </button>
            }
          >
            {placeWords(one)}: {words(one.reason)}
          </Badge>
        ))}
      </Group>
      <Group gap="sm">
        <Button
          loading={make.isPending}
          disabled={chosen.length === 0}
          onClick={() => make.mutate({ reference, record, redactions: chosen.map((one) => ({ ...one })) })}
        >
          {say('Attach the copy')}
        </Button>
        <Text size="sm" c="dimmed">
          {chosen.length === 0
            ? say('Nothing is chosen yet.')
            : say('{places, number} chosen.', { places: chosen.length })}
        </Text>
      </Group>
      {make.error && <ErrorState error={make.error} />}
    </>
  );
}

function useMakeCopy(reference: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (order: Parameters<typeof client.desk.redact>[0]) => client.desk.redact(order),
    onSuccess: async (copy) => {
      sayChange(copy.name === null ? say('Attached the copy') : say('Attached {name}', { name: copy.name }));
      await queries.invalidateQueries({ queryKey: orpc.desk.records.key() });
      await navigate({ to: '/privacy', search: { view: 'cases', case: reference, tab: 'files' } });
    },
  });
}

/** A copy that was redacted elsewhere. */
function OwnCopy({
  reference,
  record,
  given,
}: {
  reference: string;
  record: number;
  given: Pick<Withheld, 'reason' | 'why'>;
}) {
  const make = useMakeCopy(reference);
  const attach = async (file: File) =>
    make.mutate({
      reference,
      record,
      redactions: [{ ...given }],
      copy: toBase64(new Uint8Array(await file.arrayBuffer())),
    });
  return (
    <>
      <FileButton
        onChange={(file) => file && void attach(file)}
        inputProps={{ 'aria-label': say('Redacted copy') }}
      >
        {(props) => (
          <Button {...props} variant="default" loading={make.isPending}>
            {say('Attach the redacted copy')}
          </Button>
        )}
      </FileButton>
      {make.error && <ErrorState error={make.error} />}
    </>
  );
}
