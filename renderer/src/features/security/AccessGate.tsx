import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';
import type { SecurityState } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { isShut } from '../../shared/person-token.ts';
import { useStore } from '../../shared/store.ts';
import { LoginScreen } from './LoginScreen.tsx';
import { rewriting } from './model/rewriting.ts';
import { RewritingScreen } from './RewritingScreen.tsx';
import { UnlockScreen } from './UnlockScreen.tsx';
import { useIdleLogOut } from './use-idle-log-out.ts';
import { useFreshStart } from './use-fresh-start.ts';

const REWRITING_POLL_MS = 1_000;

/** Shows the app to whoever may see it: the file is open, and somebody is logged in where people do. */
export function AccessGate({ state, children }: { state: SecurityState; children: ReactNode }) {
  const queries = useQueryClient();
  const now = useStore(rewriting);
  const startFresh = useFreshStart();
  const { file, users, person } = state;
  useQuery(
    orpc.security.state.queryOptions({
      refetchInterval: file.state === 'rewriting' ? REWRITING_POLL_MS : false,
    }),
  );
  // A call that was refused at the door tells that the state known here is out of date.
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type === 'updated' && event.action.type === 'error' && isShut(event.action.error))
          void queries.invalidateQueries({ queryKey: orpc.security.state.key() });
      }),
    [queries],
  );
  useIdleLogOut(person === null ? null : state.idleMinutes);
  const wasRewriting = useRef(false);
  useEffect(() => {
    if (wasRewriting.current && now === null) startFresh();
    wasRewriting.current = now !== null;
  }, [now, startFresh]);
  if (now || file.state === 'rewriting') return <RewritingScreen now={now} file={file.path} />;
  if (file.state === 'locked') return <UnlockScreen file={file} onOpened={startFresh} />;
  if (users && !person) return <LoginScreen file={file.path} onLoggedIn={startFresh} />;
  return children;
}
