import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Notify, QuestionSubject } from '../../../../../contract/index.ts';
import { client, orpc } from '../../../shared/api.ts';
import { PagedList } from '../../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../../shared/grid/use-flat.ts';
import { useAt } from '../use-at.tsx';
import { NamedDataset, useSaveFile } from '../pieces.tsx';
import classes from '../questions.module.css';
import { say } from '../../../shared/language/say.ts';

const PAGE = 50;

/** Who owns what is affected, each with a mail draft. */
export function OwnersList({ subject }: { readonly subject: QuestionSubject }) {
  const at = useAt();
  const query = useInfiniteQuery(
    orpc.questions.owners.infiniteOptions({
      input: (offset: number) => ({ subject, at, offset, limit: PAGE }),
      ...paging,
    }),
  );
  const list = useFlat(query);
  return (
    <PagedList
      list={list}
      what={say('owners')}
      empty={<Text size="sm">{say('Nothing is affected, so nobody is to be told.')}</Text>}
    >
      {(owners) => (
        <Stack gap="xs">
          {owners.map((owner) => (
            <Owner key={owner.key} owner={owner} subject={subject} />
          ))}
        </Stack>
      )}
    </PagedList>
  );
}

function Owner({ owner, subject }: { owner: Notify; subject: QuestionSubject }) {
  const save = useSaveFile();
  const at = useAt();
  const { name, email, roles, items, total, critical } = owner;
  return (
    <Paper component="section" withBorder p="sm" aria-label={name ?? say('Owned by nobody')}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div className={classes.wrap}>
          <Title order={2} size="h5">
            {name ?? say('Owned by nobody')}
          </Title>
          <Text size="xs" c="dimmed">
            {[
              email,
              roles.join(', '),
              say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets: total }),
              critical > 0 && say('{critical, number} critical', { critical }),
              name !== null && email === null && say('no address is known'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        {name === null ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={save.isPending}
            leftSection={<IconMail size={14} aria-hidden />}
            aria-label={say('Mail draft to {name}', { name })}
            onClick={() =>
              save.mutate(() =>
                client.questions.impactFile({ subject, format: 'draft', owner: owner.key, at }),
              )
            }
          >
            {say('Mail draft')}
          </Button>
        )}
      </Group>
      <ul className={classes.list} style={{ marginTop: 8 }}>
        {items.map((item) => (
          <li key={item.id}>
            <NamedDataset dataset={item} />
          </li>
        ))}
      </ul>
      {total > items.length ? (
        <Text size="xs" c="dimmed" mt={4}>
          {say('{items, number} of {total, number} are shown; the workbook and the draft have more.', {
            items: items.length,
            total,
          })}
        </Text>
      ) : null}
    </Paper>
  );
}
