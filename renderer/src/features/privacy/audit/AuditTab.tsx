import { SegmentedControl, Stack, VisuallyHidden } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AUDIT_PARTS, validatePrivacySearch, type AuditPart } from '../model/search-params.ts';
import { AuditPeriod } from './AuditPeriod.tsx';
import { CompareAudits } from './CompareAudits.tsx';
import { ControlMappings } from './ControlMappings.tsx';
import { PastAudits } from './PastAudits.tsx';
import { say } from '../../../shared/language/say.ts';

const PART_NAME: Record<AuditPart, string> = {
  period: say('Audit a period'),
  compare: say('Compare two'),
  past: say('Past audits'),
  controls: say('Control mappings'),
};

/** Audits of the catalog itself: a period, two moments beside each other, what was recorded, what controls ask for. */
export function AuditTab() {
  const { audit: part = 'period', view } = validatePrivacySearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label={say('Part of the audit')}
        value={part}
        data={AUDIT_PARTS.map((value) => ({ value, label: PART_NAME[value] }))}
        onChange={(value) => {
          const known = AUDIT_PARTS.find((name) => name === value);
          if (known) void navigate({ to: '/privacy', search: { view: 'audit', audit: known } });
        }}
        style={{ alignSelf: 'flex-start' }}
      />
      <VisuallyHidden component="h2">{PART_NAME[part]}</VisuallyHidden>
      {/* A report that is being made goes on while another part is looked at. */}
      <div hidden={part !== 'period'}>
        <AuditPeriod active={view === 'audit' && part === 'period'} />
      </div>
      <div hidden={part !== 'compare'}>
        <CompareAudits active={view === 'audit' && part === 'compare'} />
      </div>
      {part === 'past' && <PastAudits />}
      {part === 'controls' && <ControlMappings />}
    </Stack>
  );
}
