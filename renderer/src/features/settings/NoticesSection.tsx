import { Alert, Button, Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { NOTICES, type Notice, type Settings } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';
import { askForNotices, noticePermission } from '../../shared/system-notice.ts';
import { say } from '../../shared/language/say.ts';

const WORDS: Record<Notice, { label: string; description: string }> = {
  imports: {
    label: say('Finished imports'),
    description: say('How many records were accepted and rejected.'),
  },
  deadlines: {
    label: say('Deadlines of cases'),
    description: say('How many are overdue, due today or within three days; once a day.'),
  },
};

interface Props {
  notices: Settings['notices'];
  saving: boolean;
  onChange: (change: Pick<Settings, 'notices'>) => void;
}

/** What the system tells of while another window has the focus. */
export function NoticesSection({ notices, saving, onChange }: Props) {
  return (
    <Section title={say('Notices')}>
      <Stack gap="sm">
        <Text size="sm">
          {say(
            'Shown by the system while you look at another window. They hold numbers only: no names of people, cases or files.',
          )}
        </Text>
        {NOTICES.map((notice) => (
          <Checkbox
            key={notice}
            {...WORDS[notice]}
            checked={notices.includes(notice)}
            // The list is sent as a whole: the next change begins with what was saved.
            disabled={saving}
            onChange={({ currentTarget: { checked } }) =>
              onChange({
                notices: NOTICES.filter((one) => (one === notice ? checked : notices.includes(one))),
              })
            }
          />
        ))}
        {notices.length > 0 ? <Permission /> : null}
      </Stack>
    </Section>
  );
}

/** Browsers ask the person; the desktop app needs no permission of its own. */
function Permission() {
  const [permission, setPermission] = useState(noticePermission);
  if (permission === 'granted') return null;
  if (permission === 'default') {
    return (
      <Alert color="gray" title={say('This browser has not been allowed to show notices')}>
        <Button size="xs" variant="default" mt={4} onClick={() => void askForNotices().then(setPermission)}>
          {say('Allow notices')}
        </Button>
      </Alert>
    );
  }
  return (
    <Text size="sm" c="dimmed">
      {permission === 'denied'
        ? say('This browser is set to show no notices of this page; its own settings can change that.')
        : say('This browser cannot show notices.')}
    </Text>
  );
}
