import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { Section } from '../../shared/Section.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { sayError } from '../../shared/say-error.ts';
import { DatasetPicker } from '../lineage/panels/DatasetPicker.tsx';
import { CriticalTable } from './critical/CriticalTable.tsx';
import { MapSection } from './critical/MapSection.tsx';
import { Suggestions } from './critical/Suggestions.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { validateCriticalSearch } from './model/search-params.ts';
import { ANSWER_BARS } from './pieces.tsx';
import { atSearch, QuestionActions, QuestionTime, useAt } from './use-at.tsx';
import classes from './questions.module.css';
import { say } from '../../shared/language/say.ts';

/** What matters most, what looks like it, and the map of each from source to use. */
export function CriticalPage() {
  const { map } = validateCriticalSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const { setCritical: set } = useSteward();
  const at = useAt();
  const list = useQuery(orpc.questions.critical.queryOptions({ input: { at } }));
  return (
    <div className={classes.page}>
      <PageHeader
        title={say('Critical')}
        description={say('What stewards call critical, and what each is made of.')}
        actions={
          <QuestionActions>
            {at ? null : (
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
                {say('Mark something critical…')}
              </Button>
            )}
          </QuestionActions>
        }
      />
      <QuestionTime />
      {map === undefined ? null : (
        <MapSection id={map} onClose={() => void navigate({ to: '/critical', search: atSearch(at) })} />
      )}
      <Section
        title={
          list.data ? say('Critical {critical, number}', { critical: list.data.length }) : say('Critical')
        }
      >
        {list.isPending ? <Loading bars={ANSWER_BARS} what={say('critical datasets')} /> : null}
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.data ? <CriticalTable rows={list.data} /> : null}
      </Section>
      <Suggestions />
      <Modal
        opened={adding}
        onClose={() => setAdding(false)}
        title={say('Mark something critical')}
        size="lg"
      >
        <DatasetPicker
          label={say('Which model, dashboard or dataset?')}
          autoFocus
          onPick={(id) => {
            setAdding(false);
            set.mutate({ ids: [id], critical: true }, { onError: sayError });
          }}
        />
      </Modal>
    </div>
  );
}
