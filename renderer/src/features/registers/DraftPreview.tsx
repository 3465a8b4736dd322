import { Alert, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DraftTemplate } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import classes from './registers.module.css';
import { say, sayIn } from '../../shared/language/say.ts';

interface Props {
  template: DraftTemplate;
  /** Key of the owner; null: nobody is to be written to. */
  recipient: string | null;
}

/** The draft to one owner, as the file will have it. */
export function DraftPreview({ template, recipient }: Props) {
  const [asked] = useDebouncedValue(template, 250);
  const preview = useQuery({
    ...orpc.drafts.preview.queryOptions({ input: { template: asked, recipient: recipient ?? '' } }),
    enabled: recipient !== null,
    placeholderData: keepPreviousData,
  });
  if (recipient === null) return null;
  if (preview.error) return <ErrorState error={preview.error} />;
  if (!preview.data) return <Loading what={say('the draft')} bars={[160]} />;
  const { to, subject, body, unknown } = preview.data;
  return (
    <Stack gap={6} mt="sm">
      {unknown.length > 0 && (
        <Alert color="orange" variant="outline" title={say('Fields that there are not')} role="alert">
          {say('{fields} would stay as written.', {
            fields: unknown.map((name) => `{{${name}}}`).join(', '),
          })}
        </Alert>
      )}
      <Text size="sm" className={classes.wrap}>
        <b>{sayIn('mail', 'To')}</b> {to}
      </Text>
      <Text size="sm" className={classes.wrap}>
        <b>{say('Subject')}</b> {subject}
      </Text>
      <pre className={classes.mail} tabIndex={0} aria-label={say('Text of the draft')}>
        {body}
      </pre>
    </Stack>
  );
}
