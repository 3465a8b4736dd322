/** `app://headwater`: the built renderer, with the same answers and policy as on the loopback host. */
import { protocol } from 'electron';
import { answerStatic } from '../server/loopback/static-files.ts';
import { APP_HOST, APP_SCHEME } from './rules.ts';

/** Must be called before the app is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
}

/** @param rendererDir folder with the built renderer */
export function serveRenderer(rendererDir: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    if (host !== APP_HOST || request.method !== 'GET') return new Response(null, { status: 404 });
    const { status, headers, body } = await answerStatic(rendererDir, pathname);
    return new Response(typeof body === 'string' ? body : new Uint8Array(body), { status, headers });
  });
}
