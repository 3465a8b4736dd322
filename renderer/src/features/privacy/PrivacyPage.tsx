import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHeader } from '../../shared/PageHeader.tsx';
import { AuditTab } from './audit/AuditTab.tsx';
import { CasesTab } from './CasesTab.tsx';
import { CasePage } from './desk/CasePage.tsx';
import { DueTab } from './desk/DueTab.tsx';
import { LegalNote } from './LegalNote.tsx';
import { PRIVACY_VIEWS, validatePrivacySearch, type PrivacyView } from './model/search-params.ts';
import classes from './privacy.module.css';
import { ReportsTab } from './ReportsTab.tsx';
import { RequestWizard } from './request/RequestWizard.tsx';

const VIEW_NAME: Record<PrivacyView, string> = {
  cases: 'Cases',
  due: 'What is due',
  new: 'New request',
  audit: 'Audit',
  reports: 'Reports',
};

/** Requests of data subjects, audit reports, and all reports that were made. */
export function PrivacyPage() {
  const { view = 'cases', case: reference } = validatePrivacySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return (
    <div className={classes.page}>
      <PageHeader
        title="Privacy desk"
        description="Answer the requests of people whose data is held, and show how the catalog is kept."
      />
      <Tabs
        value={view}
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
        <Tabs.Panel value="cases" keepMounted={false}>
          {reference ? <CasePage key={reference} reference={reference} /> : <CasesTab />}
        </Tabs.Panel>
        <Tabs.Panel value="due" keepMounted={false}>
          <DueTab />
        </Tabs.Panel>
        {/* A report that is being made goes on while another tab is looked at. */}
        <Tabs.Panel value="new" keepMounted>
          <RequestWizard />
        </Tabs.Panel>
        <Tabs.Panel value="audit" keepMounted>
          <AuditTab />
        </Tabs.Panel>
        <Tabs.Panel value="reports" keepMounted={false}>
          <ReportsTab />
        </Tabs.Panel>
      </Tabs>
      <LegalNote />
    </div>
  );
}
