import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { QuestionSubject } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { useAt } from './use-at.tsx';
import classes from './questions.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  readonly subject: QuestionSubject;
  readonly prefix?: string;
  readonly onChange: () => void;
}

/** What the question is about, with a way to it and to another. */
export function SubjectLine({ subject, prefix, onChange }: Props) {
  const at = useAt();
  const named = useQuery(orpc.questions.named.queryOptions({ input: { subject, at } }));
  const { data } = named;
  return (
    <Group gap="xs" align="center">
      {prefix ? (
        <Text size="sm" c="dimmed">
          {prefix}
        </Text>
      ) : null}
      {data?.dataset ? <KindIcon kind={data.dataset.kind} /> : null}
      <span className={classes.wrap}>
        <Title
          subject={subject}
          title={
            data?.title ??
            (named.error ? (at ? say('Not in the catalog at that moment') : say('Not in this catalog')) : '…')
          }
          dataset={data?.dataset?.id}
        />{' '}
        <Text span size="xs" c="dimmed">
          {told(data?.detail)}
        </Text>
      </span>
      <Button size="compact-sm" variant="default" onClick={onChange}>
        {say('Change…')}
      </Button>
    </Group>
  );
}

function Title({
  subject,
  title,
  dataset,
}: {
  subject: QuestionSubject;
  title: string;
  dataset: number | undefined;
}) {
  if (dataset !== undefined)
    return (
      <AnchorLink to="/dataset/$id" params={{ id: String(dataset) }} fw={600}>
        {title}
      </AnchorLink>
    );
  if (subject.on === 'job' || subject.on === 'run')
    return (
      <AnchorLink
        to={subject.on === 'job' ? '/job/$id' : '/run/$id'}
        params={{ id: String(subject.id) }}
        fw={600}
      >
        {title}
      </AnchorLink>
    );
  return (
    <Text span fw={600}>
      {title}
    </Text>
  );
}
