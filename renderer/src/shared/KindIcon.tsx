import {
  IconApi,
  IconBookmark,
  IconBrain,
  IconChartBar,
  IconCube,
  IconEye,
  IconFile,
  IconGauge,
  IconGhost2,
  IconMathFunction,
  IconReportAnalytics,
  IconRss,
  IconTable,
  IconVector,
  type Icon,
} from '@tabler/icons-react';
import { kindName } from './words.ts';

const ICONS: Readonly<Record<string, Icon>> = {
  table: IconTable,
  view: IconEye,
  ephemeral: IconGhost2,
  file: IconFile,
  topic: IconRss,
  model: IconBrain,
  feature: IconVector,
  dashboard: IconChartBar,
  report: IconReportAnalytics,
  api: IconApi,
  metric: IconGauge,
  'semantic model': IconCube,
  'saved query': IconBookmark,
  function: IconMathFunction,
};

/** The icon of a dataset's kind, named for assistive technology. */
export function KindIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Shape = Object.hasOwn(ICONS, kind) ? ICONS[kind] : undefined;
  const Drawn = Shape ?? IconTable;
  return (
    <Drawn size={size} stroke={1.6} role="img" aria-label={kindName(kind)} style={{ flex: 'none' }}>
      <title>{kindName(kind)}</title>
    </Drawn>
  );
}
