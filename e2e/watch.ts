/** Notes what a page must never do: break its policy, throw, or ask for anything from elsewhere. */
import type { Page } from '@playwright/test';

const POLICY = 'policy violated:';

/** @param problems gets one line per problem, as they happen */
export async function watch(page: Page, origin: string, problems: string[]): Promise<void> {
  await page.addInitScript((prefix: string) => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // The console is the only way out of the page that works on every host.
      window.console.error(prefix, event.violatedDirective, event.blockedURI, event.sourceFile);
    });
  }, POLICY);
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().startsWith(POLICY)) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(`${origin}/`) || /^(blob|data):/.test(url);
    if (!own) problems.push(`requested: ${url}`);
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(`${origin.replace('http', 'ws')}/`))
      problems.push(`connected: ${socket.url()}`);
  });
}
