import { Button, Group, Paper, Stack, Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { useTaxonomy } from '../../stewardship/use-taxonomy.ts';
import { today } from '../model/civil-date.ts';
import { personErrors, reachableStep, requestErrors } from '../model/request-form.ts';
import { readStep, STEPS, type Step } from '../model/search-params.ts';
import classes from '../privacy.module.css';
import { DeadlineBox } from './DeadlineBox.tsx';
import { useDraft } from './draft.ts';
import { OpenStep } from './OpenStep.tsx';
import { PersonStep } from './PersonStep.tsx';
import { RequestStep } from './RequestStep.tsx';
import { ScopeStep } from './ScopeStep.tsx';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const STEP_NAME: Record<Step, string> = {
  request: say('Request'),
  person: say('Person'),
  scope: say('Scope'),
  open: sayIn('a case', 'Open'),
};

/** A new case in four steps. The address names the step, so that the back button goes one step back. */
export function RequestWizard() {
  const jurisdictions = useQuery(
    orpc.privacy.jurisdictions.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  );
  const taxonomy = useTaxonomy();
  const error = jurisdictions.error ?? taxonomy.query.error;
  const navigate = useNavigate();
  const wanted = readStep(useLocation({ select: ({ hash }) => hash }));
  const { form, change, discard } = useDraft();
  const [checked, setChecked] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const step = reachableStep(form, wanted, today());
  const index = STEPS.indexOf(step);
  const errors =
    step === 'request' ? requestErrors(form, today()) : step === 'person' ? personErrors(form) : {};

  useEffect(() => setChecked(false), [step]);

  function goTo(next: Step) {
    void navigate({ to: '/privacy', search: { view: 'new' }, hash: next });
  }

  function onNext() {
    setChecked(true);
    if (Object.keys(errors).length > 0) {
      // The message stands at the field; the keyboard should be there as well.
      requestAnimationFrame(() =>
        panel.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    const next = STEPS[index + 1];
    if (next) goTo(next);
  }

  if (error)
    return (
      <ErrorState
        error={error}
        onRetry={() => void (jurisdictions.error ? jurisdictions : taxonomy.query).refetch()}
      />
    );
  if (!jurisdictions.data || !taxonomy.query.data) return <Loading what={say('the form')} bars={[320]} />;
  const shown = checked ? errors : {};
  return (
    <Stack gap="md">
      <Stepper active={index} size="xs" onStepClick={(to) => goTo(STEPS[to] ?? 'request')}>
        {STEPS.map((name, place) => (
          <Stepper.Step
            key={name}
            label={STEP_NAME[name]}
            allowStepSelect={STEPS.indexOf(reachableStep(form, name, today())) === place}
          />
        ))}
      </Stepper>
      <div className={classes.wizard}>
        <Paper ref={panel} withBorder p="md" component="section" aria-label={STEP_NAME[step]}>
          {step === 'request' && (
            <RequestStep form={form} errors={shown} jurisdictions={jurisdictions.data} onChange={change} />
          )}
          {step === 'person' && (
            <PersonStep form={form} errors={shown} subjects={taxonomy.subjects} onChange={change} />
          )}
          {step === 'scope' && <ScopeStep form={form} categoryName={taxonomy.categoryName} />}
          {step === 'open' && (
            <OpenStep
              form={form}
              jurisdictions={jurisdictions.data}
              subjectName={
                told(taxonomy.subjects.find(({ key }) => key === form.subject)?.name) ?? form.subject
              }
              onOpened={({ reference }) => {
                discard();
                void navigate({ to: '/privacy', search: { view: 'cases', case: reference } });
              }}
            />
          )}
          <Group justify="space-between" mt="md">
            <Button
              variant="default"
              disabled={index === 0}
              onClick={() => goTo(STEPS[index - 1] ?? 'request')}
            >
              {say('Back')}
            </Button>
            {step !== 'open' && <Button onClick={onNext}>{say('Continue')}</Button>}
          </Group>
        </Paper>
        <DeadlineBox form={form} jurisdictions={jurisdictions.data} />
      </div>
    </Stack>
  );
}
