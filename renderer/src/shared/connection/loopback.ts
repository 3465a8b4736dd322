import { RPCLink } from '@orpc/client/websocket';
import { connection, setConnection } from './state.ts';
import { personHeaders } from '../person-token.ts';
import type { SwappableLink } from './swappable-link.ts';

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 10_000;

/** Delay before the nth attempt in a row: doubling, at most ten seconds. */
function retryDelay(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 20), LONGEST_DELAY_MS);
}

/**
 * A closed socket that swallows messages. Cancellations are announced to the engine even when the
 * socket is gone, and the link would throw where nobody can catch it; calls end by the close event.
 */
function quietAfterClose(
  socket: WebSocket,
): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'readyState'> {
  return {
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    get readyState() {
      return socket.readyState === WebSocket.CONNECTING ? WebSocket.CONNECTING : WebSocket.OPEN;
    },
  };
}

/**
 * Keeps a WebSocket to the host that served this page. After a break it tries again with growing
 * pauses, and at once when the window is looked at again.
 */
export function connectLoopback(target: SwappableLink): void {
  let attempt = 0;
  let generation = 0;
  let lostAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    clearTimeout(timer);
    timer = undefined;
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${window.location.host}/rpc`);
    // Before the link's own listener, so that cut-off calls already find the connection gone.
    socket.addEventListener('close', () => {
      target.use(null);
      lostAt ||= Date.now();
      const delay = retryDelay(attempt);
      attempt += 1;
      timer = setTimeout(open, delay);
      setConnection({ state: 'lost', since: lostAt, retryAt: Date.now() + delay });
    });
    const link = new RPCLink({ websocket: quietAfterClose(socket), headers: personHeaders });
    socket.addEventListener('open', () => {
      attempt = 0;
      lostAt = 0;
      generation += 1;
      target.use(link);
      setConnection({ state: 'open', generation });
    });
  };

  const retryNow = () => {
    if (timer !== undefined && connection().state === 'lost' && document.visibilityState === 'visible')
      open();
  };
  document.addEventListener('visibilitychange', retryNow);
  window.addEventListener('focus', retryNow);
  window.addEventListener('headwater:retry', retryNow);
  open();
}

/** Ends the pause before the next attempt. */
export function retryConnection(): void {
  window.dispatchEvent(new Event('headwater:retry'));
}
