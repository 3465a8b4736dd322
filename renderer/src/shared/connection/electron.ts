import { RPCLink } from '@orpc/client/message-port';
import type { HeadwaterHost } from '../host-bridge.ts';
import { setConnection } from './state.ts';
import { personHeaders } from '../person-token.ts';
import type { SwappableLink } from './swappable-link.ts';

/**
 * Waits for the ports that the preload hands over: one at start, another whenever the engine process
 * was started anew.
 */
export function connectElectron(target: SwappableLink, bridge: HeadwaterHost): void {
  let generation = 0;
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== 'headwater:port' || !port) return;
    let current = true;
    port.addEventListener('close', () => {
      if (!current) return;
      current = false;
      target.use(null);
      setConnection({ state: 'lost', since: Date.now(), retryAt: null });
    });
    const link = new RPCLink({ port, headers: personHeaders });
    port.start();
    generation += 1;
    target.use(link);
    setConnection({ state: 'open', generation });
  });
  bridge.onEngineFailed?.((failure) => {
    target.use(null);
    setConnection({ state: 'failed', failure });
  });
}
