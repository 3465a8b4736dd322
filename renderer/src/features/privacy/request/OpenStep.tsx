import { Button, Group, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { CaseView, Jurisdiction } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { formatDate } from '../model/civil-date.ts';
import { hasPersonalData, personOf, type RequestForm, type UnderLaw } from '../model/request-form.ts';
import { CHANNEL_NAME, IDENTIFIER_NAME, LANGUAGE_NAME, RIGHT_NAME } from '../model/words.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

interface Props {
  form: RequestForm;
  jurisdictions: readonly Jurisdiction[];
  subjectName: string;
  onOpened: (view: CaseView) => void;
}

/** A last look, then the case with its clock. */
export function OpenStep({ form, jurisdictions, subjectName, onOpened }: Props) {
  const desk = useQuery(orpc.desk.state.queryOptions());
  const waits = hasPersonalData(form) && desk.data?.open === false;
  const open = useMutation({
    mutationFn: () => {
      const { reference, receivedOn, jurisdiction, place, rights, subject, channel, language } = form;
      return client.desk.openCase({
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
        receivedOn,
        jurisdiction,
        place,
        alsoUnder: form.alsoUnder.map((one) => ({ ...one })),
        rights: [...rights],
        subject,
        identifierKinds: [...new Set(form.identifiers.map(({ kind }) => kind))],
        language,
        channel: channel === '' ? null : channel,
        person: personOf(form),
      });
    },
    onSuccess: onOpened,
  });
  return (
    <Stack gap="md">
      <Summary form={form} jurisdictions={jurisdictions} subjectName={subjectName} />
      <Text size="sm">
        {say(
          'Opening the case starts its clock and enters it in the ledger, without personal data. From the case come the search tasks, the letters and the report that the answer is based on.',
        )}
      </Text>
      {waits && (
        <Text size="sm" role="alert">
          <IconLock size={14} aria-hidden className={classes.icon} />
          {say('The personal data were closed in the meantime. Open them in the step before.')}
        </Text>
      )}
      {open.error && <ErrorState error={open.error} />}
      <Group>
        <Button loading={open.isPending} disabled={waits} onClick={() => open.mutate()}>
          {say('Open the case')}
        </Button>
      </Group>
    </Stack>
  );
}

function Summary({ form, jurisdictions, subjectName }: Omit<Props, 'onOpened'>) {
  const lawAndPlace = ({ jurisdiction, place }: UnderLaw) => {
    const law = jurisdictions.find(({ key }) => key === jurisdiction);
    const name = law?.places.find(({ code }) => code === place)?.name;
    return `${told(law?.name) ?? jurisdiction}, ${told(name) ?? place}`;
  };
  const kinds = form.identifiers.map(({ kind }) => IDENTIFIER_NAME[kind]);
  const facts: readonly (readonly [string, string])[] = [
    [say('Reference'), form.reference.trim() || say('the next number of the year')],
    [say('Received on'), formatDate(form.receivedOn)],
    [say('Came in by'), form.channel === '' ? say('not stated') : CHANNEL_NAME[form.channel]],
    [say('Law and place'), [form, ...form.alsoUnder].map(lawAndPlace).join('; ')],
    [say('Rights'), form.rights.map((right) => RIGHT_NAME[right]).join(', ')],
    [say('Person'), subjectName],
    [say('Asked by'), form.onBehalf ? say('somebody who acts for the person') : say('the person')],
    [
      say('Identifiers'),
      kinds.length > 0 ? [...new Set(kinds)].join(', ') : say('none: all kinds that are known'),
    ],
    [say('Letters in'), LANGUAGE_NAME[form.language]],
    [say('Personal data'), hasPersonalData(form) ? say('kept encrypted with the case') : say('none yet')],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
