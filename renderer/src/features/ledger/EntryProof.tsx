import { Button, Code, Group, ScrollArea, Text, Title } from '@mantine/core';
import { IconBinaryTree, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InclusionProof } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { CopyText } from '../../shared/CopyText.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { HashText } from '../../shared/HashText.tsx';
import { host } from '../../shared/host.ts';
import { Loading } from '../../shared/Loading.tsx';
import { orSay } from '../../shared/say-error.ts';
import classes from './ledger.module.css';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';

function Proof({ proof }: { proof: InclusionProof }) {
  const text = `${JSON.stringify(proof, null, 1)}\n`;
  const name = `proof-entry-${proof.entry.seq}.json`;
  return (
    <>
      <Text size="sm" role="status">
        {say(
          'Entry {seq, number} is leaf {index, number} of a tree over {entries, plural, one {# entry} other {# entries}}: {hashes, plural, one {# hash} other {# hashes}} lead from it to the root, {signed, select, yes {which is signed} other {which nobody signed}}.',
          {
            seq: proof.entry.seq,
            index: proof.index,
            entries: proof.size,
            hashes: proof.path.length,
            signed: proof.checkpoint === null ? 'no' : 'yes',
          },
        )}
      </Text>
      <dl className={classes.facts}>
        <dt>{say('Root')}</dt>
        <dd>
          <HashText value={proof.root} label={say('root')} full />
        </dd>
        <dt>{say('Path')}</dt>
        <dd>
          <ScrollArea.Autosize mah={180} viewportProps={{ tabIndex: 0 }}>
            <ol className={classes.path} aria-label={say('Hashes from the entry to the root')}>
              {proof.path.map((hash) => (
                <li key={hash}>
                  <Code>{hash}</Code>
                </li>
              ))}
            </ol>
            {proof.path.length === 0 ? say('Empty: the entry is the root.') : null}
          </ScrollArea.Autosize>
        </dd>
        {proof.checkpoint === null ? null : (
          <>
            <dt>{say('Signed note')}</dt>
            <dd>
              <Code block className={classes.payload} tabIndex={0} aria-label={say('Signed note')}>
                {proof.checkpoint}
              </Code>
            </dd>
          </>
        )}
      </dl>
      <Group gap="xs">
        <CopyText text={text} label={say('proof')} framed />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => orSay(host.save(name, 'application/json', text))}
        >
          {say('Save the proof')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        <Say
          text="Whoever has the proof and knows your key can check it without the catalog: {command}, or by RFC 9162 with any tool. It holds what this entry says, and only hashes of the others."
          values={{ command: <Code>headwater verify</Code> }}
        />
      </Text>
    </>
  );
}

/** The proof that an entry is in the ledger, when asked for. */
export function EntryProof({ seq }: { seq: number }) {
  const [asked, setAsked] = useState<number | null>(null);
  const wanted = asked === seq;
  const { data, error, refetch } = useQuery(
    orpc.ledger.proof.queryOptions({ input: { seq }, enabled: wanted }),
  );
  return (
    <section aria-label={say('Proof of inclusion')}>
      <Title order={3} size="h5" mb={4}>
        {say('Proof of inclusion')}
      </Title>
      {wanted ? (
        <div className={classes.stack}>
          {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
          {data ? <Proof proof={data} /> : null}
          {!data && !error ? <Loading what={say('the proof')} bars={[120]} /> : null}
        </div>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBinaryTree size={14} aria-hidden />}
          onClick={() => setAsked(seq)}
        >
          {say('Show the proof')}
        </Button>
      )}
    </section>
  );
}
