import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { ModelsTab } from './ai/ModelsTab.tsx';
import { AuditTab } from './audit/AuditTab.tsx';
import { BreachesTab } from './breach/BreachesTab.tsx';
import { BreachPage } from './breach/BreachPage.tsx';
import { CasesTab } from './CasesTab.tsx';
import { CasePage } from './desk/CasePage.tsx';
import { DueTab } from './desk/DueTab.tsx';
import { LegalNote } from './LegalNote.tsx';
import { PRIVACY_VIEWS, validatePrivacySearch, type PrivacyView } from './model/search-params.ts';
import classes from './privacy.module.css';
import { RecordsTab } from './processing/RecordsTab.tsx';
import { ReportsTab } from './ReportsTab.tsx';
import { RequestWizard } from './request/RequestWizard.tsx';
import { WordingTab } from './wording/WordingTab.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

const VIEW_NAME: Record<PrivacyView, string> = {
  cases: say('Cases'),
  due: say('Calendar'),
  new: say('New case'),
  records: sayIn('processing', 'Records'),
  breaches: say('Breaches'),
  models: say('Models'),
  wording: say('Laws and letters'),
  audit: say('Audit'),
  reports: say('Reports'),
};

/** Requests of data subjects, breaches, documentation of models, audit reports, and all reports that were made. */
export function PrivacyPage() {
  const { view = 'cases', case: reference, as, breach } = validatePrivacySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return (
    <div className={classes.page} data-wide={as === 'board' || as === 'month' || undefined}>
      <PageHeader
        title={say('Privacy desk')}
        description={say(
          'Answer the requests of people whose data is held, follow breaches, document models, and show how the catalog is kept.',
        )}
      />
      <Tabs
        value={view}
        // Personal data do not stay in the page behind another tab.
        keepMounted={false}
        keepMountedMode="display-none"
        onChange={(next) => {
          const known = PRIVACY_VIEWS.find((name) => name === next);
          if (known) void navigate({ to: '/privacy', search: { view: known } });
        }}
      >
        <Tabs.List mb="md">
          {PRIVACY_VIEWS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {VIEW_NAME[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="cases">
          {reference ? <CasePage key={reference} reference={reference} /> : <CasesTab />}
        </Tabs.Panel>
        <Tabs.Panel value="due">
          <DueTab />
        </Tabs.Panel>
        <Tabs.Panel value="records">
          <RecordsTab />
        </Tabs.Panel>
        <Tabs.Panel value="new">
          <RequestWizard />
        </Tabs.Panel>
        <Tabs.Panel value="breaches">
          {breach ? <BreachPage key={breach} reference={breach} /> : <BreachesTab />}
        </Tabs.Panel>
        <Tabs.Panel value="models">
          <ModelsTab />
        </Tabs.Panel>
        <Tabs.Panel value="wording">
          <WordingTab />
        </Tabs.Panel>
        {/* A report that is being made goes on while another tab is looked at. */}
        <Tabs.Panel value="audit" keepMounted>
          <AuditTab />
        </Tabs.Panel>
        <Tabs.Panel value="reports">
          <ReportsTab />
        </Tabs.Panel>
      </Tabs>
      <LegalNote />
    </div>
  );
}
