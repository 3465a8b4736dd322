import type { RefObject } from 'react';
import { percent } from '../../../shared/format.ts';
import type { Route } from '../model/routes.ts';
import { endsOf } from '../model/routes.ts';
import { columnsOf } from '../model/nodes.ts';
import { LEVEL_WORDS, verificationClause } from '../model/verification.ts';
import type { ViewIndex } from '../model/view-index.ts';
import classes from './GraphSurface.module.css';
import { say } from '../../../shared/language/say.ts';
import { subtypeWord } from '../model/words.ts';

interface Props {
  readonly route: Route;
  readonly index: ViewIndex;
  /** Place of the pointer on the screen. */
  readonly at: { readonly x: number; readonly y: number };
  readonly surface: RefObject<HTMLElement | null>;
}

/** As many jobs are named. */
const NAMED = 3;

/** What an edge is, in two lines beside the pointer. */
function describe(route: Route, index: ViewIndex): string[] {
  const { from, to } = endsOf(route);
  const [source, target] = [index.nodes.get(from), index.nodes.get(to)];
  if (route.kind === 'table') {
    const { jobs, jobsTotal, basis } = route.edge;
    const named = jobs.slice(0, NAMED).map((job) => job.name);
    const more = jobsTotal - named.length;
    const by =
      jobs.length === 0
        ? say('no job named')
        : more > 0
          ? say('{jobs} and {more, number} more', { jobs: named.join(', '), more })
          : named.join(', ');
    const { bridged, flowsTotal } = route.edge;
    const facts = [
      basis === 'both' ? say('declared, too') : null,
      verificationClause(route.edge.verification),
      by,
      flowsTotal > 1 ? say('{flows, plural, one {# flow} other {# flows}}', { flows: flowsTotal }) : null,
      bridged === 0
        ? null
        : bridged === null
          ? say('over hidden datasets')
          : say('over {datasets, plural, one {# hidden dataset} other {# hidden datasets}}', {
              datasets: bridged,
            }),
    ];
    return [
      `${source?.title ?? ''} → ${target?.title ?? ''}`,
      facts.filter((fact) => fact !== null).join(' · '),
    ];
  }
  const { edge } = route;
  const name = (side: typeof source, id: number) =>
    columnsOf(side).find((column) => column.id === id)?.name ?? '…';
  const kind = [
    edge.direct ? say('direct') : say('indirect'),
    edge.masked && say('masked'),
    edge.aggregated && say('aggregated'),
    ...edge.subtypes.map(subtypeWord),
    edge.verification === 'inferred' && edge.confidence !== null
      ? say('inferred, {share} sure', { share: percent(edge.confidence, 1) })
      : LEVEL_WORDS[edge.verification],
  ];
  return [
    `${source?.title ?? ''}.${name(source, edge.fromColumn)} → ${target?.title ?? ''}.${name(target, edge.toColumn)}`,
    kind.filter(Boolean).join(' · '),
  ];
}

export function EdgeTip({ route, index, at, surface }: Props) {
  const box = surface.current?.getBoundingClientRect();
  const [title, detail] = describe(route, index);
  return (
    <div
      className={classes.tip}
      style={{ left: at.x - (box?.left ?? 0) + 14, top: at.y - (box?.top ?? 0) + 14 }}
      aria-hidden="true"
    >
      <strong>{title}</strong>
      <span>{detail}</span>
    </div>
  );
}
