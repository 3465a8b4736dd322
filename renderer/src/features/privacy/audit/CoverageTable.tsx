import { Group, Progress, Text } from '@mantine/core';
import type { AuditCoverage } from '../../../../../contract/index.ts';
import { percent } from '../../../shared/format.ts';
import { SideTable } from './SideTable.tsx';
import { coverageName } from './words.ts';
import { say } from '../../../shared/language/say.ts';

type Share = NonNullable<AuditCoverage['later']>;

/** How far data are looked after at two moments: n of m each. */
export function CoverageTable({
  rows,
  names,
}: {
  rows: readonly AuditCoverage[];
  names: readonly [string, string];
}) {
  return (
    <SideTable
      caption={say('Coverage')}
      header={say('What')}
      names={names}
      rows={rows.map(({ key, what, earlier, later }) => ({
        key,
        name: coverageName({ key, what }),
        earlier: <ShareCell share={earlier} />,
        later: <ShareCell share={later} />,
      }))}
    />
  );
}

function ShareCell({ share }: { share: Share | null }) {
  if (share === null) return <Text size="sm">–</Text>;
  const { covered, of } = share;
  return (
    <div style={{ minWidth: '8rem' }}>
      <Group gap={6} justify="flex-end" wrap="nowrap">
        <Text size="sm">{say('{part, number} of {whole, number}', { part: covered, whole: of })}</Text>
        <Text size="xs" c="dimmed" w="3rem" ta="end">
          {of === 0 ? '–' : percent(covered, of)}
        </Text>
      </Group>
      <Progress value={of === 0 ? 0 : (100 * covered) / of} size={3} aria-hidden />
    </div>
  );
}
