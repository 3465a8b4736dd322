import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client, orpc } from './client.ts';
import { gatherer, type Area, type Gatherer } from './gatherer.ts';
import { connection, onConnection } from './state.ts';

const RETRY_MS = 1_000;

/** Which queries show something of an area, as the beginnings of their keys. */
export function keysOf(area: Area): readonly (readonly unknown[])[] {
  const datasets = orpc.datasets.key();
  const lineage = orpc.lineage.key();
  const overview = orpc.overview.key();
  const home = [orpc.system.home.key(), orpc.system.coverageTrend.key(), orpc.system.next.key()];
  const questions = orpc.questions.key();
  const desk = [orpc.privacy.scope.key(), orpc.breaches.key(), orpc.documents.key()];
  switch (area) {
    case 'datasets':
    case 'lineage':
      return [
        datasets,
        lineage,
        overview,
        orpc.compare.key(),
        orpc.jobs.key(),
        orpc.search.key(),
        orpc.joins.key(),
        orpc.inbox.key(),
        orpc.registers.usage.key(),
        orpc.stewardship.orphans.key(),
        // A new description ends a review, too.
        orpc.stewardship.effective.key(),
        orpc.drafts.key(),
        orpc.sheet.key(),
        orpc.propagation.key(),
        questions,
        ...home,
        ...desk,
        orpc.stewardRules.states.key(),
      ];
    case 'tags':
    case 'owners':
      return [
        datasets,
        lineage,
        overview,
        orpc.compare.key(),
        orpc.search.key(),
        orpc.stewardship.key(),
        orpc.registers.key(),
        orpc.drafts.key(),
        orpc.inbox.key(),
        orpc.sheet.key(),
        orpc.propagation.key(),
        questions,
        ...home,
        ...desk,
        orpc.stewardRules.states.key(),
      ];
    case 'imports':
      return [orpc.imports.key(), orpc.projects.key(), orpc.stewardRules.states.key(), ...home];
    case 'ledger':
      return [orpc.ledger.checkpoints.key(), orpc.ledger.keys.key(), orpc.audit.key()];
    case 'cases':
      return [
        orpc.privacy.key(),
        orpc.reports.list.key(),
        orpc.desk.key(),
        orpc.breaches.key(),
        orpc.documents.key(),
      ];
    case 'settings':
      return [
        orpc.system.settings.key(),
        orpc.projects.key(),
        orpc.rules.key(),
        orpc.security.key(),
        orpc.access.key(),
      ];
    case 'collect':
      return [orpc.collect.key()];
    case 'registers':
      return [
        orpc.registers.key(),
        orpc.drafts.key(),
        orpc.stewardRules.key(),
        orpc.inbox.key(),
        orpc.search.key(),
        ...home,
      ];
    case 'comments':
      return [
        orpc.comments.key(),
        orpc.drafts.key(),
        orpc.datasets.evidence.key(),
        orpc.datasets.history.key(),
      ];
    case 'views':
      return [orpc.views.key(), ...home];
  }
}

/** Every change has a ledger entry, so these follow all of them. */
export const always = () => [
  orpc.processing.key(),
  orpc.system.info.key(),
  orpc.stewardship.undoState.key(),
  orpc.ledger.list.key(),
];

/** Asks anew for all that is shown of these areas; done once the answers are there. */
async function refresh(queries: QueryClient, areas: readonly Area[]): Promise<void> {
  const keys = [...always(), ...areas.flatMap(keysOf)];
  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  await Promise.all([...distinct.values()].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** What gathers the changes that are told; null while nobody tells. */
let listening: Gatherer | null = null;

/**
 * Done once what is on the screen is of this revision or later, so that a form does not close over what was before its
 * change. The engine tells the windows of every change; it is not asked anew beside that.
 */
export function shown(queries: QueryClient, revision: number): Promise<void> {
  return listening ? listening.shown(revision) : queries.invalidateQueries();
}

/** A signal that ends with the owner's, or when the connection breaks. */
function untilBroken(owner: AbortSignal): { signal: AbortSignal; release: () => void } {
  const broken = new AbortController();
  const release = onConnection(() => {
    if (connection().state !== 'open') broken.abort();
  });
  return { signal: AbortSignal.any([owner, broken.signal]), release };
}

/** Listens until the signal ends it; after a break everything is refreshed, since changes may have been missed. */
async function follow(queries: QueryClient, ending: AbortSignal): Promise<void> {
  let again = false;
  while (!ending.aborted) {
    const { signal, release } = untilBroken(ending);
    // One a subscription: another catalog that was opened counts its revisions anew.
    const own = gatherer(
      (areas) => refresh(queries, areas),
      () => queries.invalidateQueries(),
    );
    try {
      const events = await client.system.changes(undefined, { signal });
      if (again) void queries.invalidateQueries();
      again = true;
      listening = own;
      for await (const event of events) own.changed(event);
    } catch {
      // A broken connection has its own banner; here it only means to subscribe once more.
    } finally {
      if (listening === own) listening = null;
      release();
    }
    await pause(RETRY_MS, ending);
  }
}

/** Keeps every query in step with the catalog. The shell calls it once. */
export function useCatalogChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    void follow(queries, ending.signal);
    return () => ending.abort();
  }, [queries]);
}
