import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { newDataFolder, removeFolder } from './hosts.ts';
import { ImportPage } from './pages/import.ts';
import { Shell } from './pages/shell.ts';
import { watch } from './watch.ts';

test('what a page asks from elsewhere is refused by its policy', async ({ browser, server }) => {
  const page = await browser.newPage();
  await page.goto(server.link);
  await expect(new Shell(page).heading('Welcome to Headwater')).toBeVisible();
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      document.body.dataset['refused'] = `${document.body.dataset['refused'] ?? ''} ${effectiveDirective}`;
    });
    fetch('https://example.org/').catch(() => {});
    new Image().src = 'https://example.org/pixel.png';
    const script = document.createElement('script');
    script.textContent = 'document.body.dataset.refused = "injected"';
    document.head.append(script);
  });
  for (const directive of ['connect-src', 'img-src', 'script-src-elem']) {
    await expect(page.locator('body')).toHaveAttribute('data-refused', new RegExp(`${directive}\\b`));
  }
  await expect(page.locator('body')).not.toHaveAttribute('data-refused', /injected/);
  await page.close();
});

test('a second browser cannot open the link again', async ({ browser, server }) => {
  const first = await browser.newContext();
  await (await first.newPage()).goto(server.link);
  const second = await browser.newContext();
  const page = await second.newPage();
  for (const address of [server.link, `http://127.0.0.1:${server.port}/`]) {
    expect((await page.goto(address))?.status()).toBe(403);
  }
  await first.close();
  await second.close();
});

test('the app says when the engine is gone', async ({ browser, server }) => {
  const page = await browser.newPage();
  await page.goto(server.link);
  await expect(new Shell(page).heading('Welcome to Headwater')).toBeVisible();
  await server.stop();
  await expect(page.getByText(/connection/i).first()).toBeVisible();
  await page.close();
});

/**
 * Whom Chromium asks on its own account (signatures of forms, its accounts), whatever page is shown: docs/reliability.md. What the
 * page asks is looked at apart, request by request. The desktop app's Chromium is cut off from all of it.
 */
const BROWSERS_OWN = /^(?:https?:\/\/)?(?:[\w-]+\.)*(?:google|googleapis|gstatic|gvt1)\.com(?::\d+|\/|$)/;

/** Everything that a browser asks of elsewhere, instead of elsewhere. */
async function countingProxy() {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/plain' }).end('counted');
  });
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return { asked, port, close: () => proxy.close() };
}

test('a browser whose only way out is counted is asked for nothing by the main job', async ({
  playwright,
  launchOptions,
  server,
}) => {
  const proxy = await countingProxy();
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
    proxy: { server: `http://127.0.0.1:${proxy.port}`, bypass: '127.0.0.1' },
  });
  const folder = newDataFolder();
  const page = await browser.newPage();
  // What is counted can be counted.
  const other = await browser.newPage();
  await other.goto('http://example.org/');
  expect(proxy.asked).toContain('http://example.org/');
  await other.close();
  const ofThePage: string[] = [];
  await watch(page, `http://127.0.0.1:${server.port}`, ofThePage);
  await page.goto(server.link);
  const shell = new Shell(page);
  await expect(shell.heading('Welcome to Headwater')).toBeVisible();
  const events = join(folder, 'events.json');
  const dataset = (name: string) => ({ namespace: 'db', name });
  const event = { eventType: 'COMPLETE', eventTime: '2026-03-01T10:00:00Z', run: { runId: 'r' } };
  const job = { namespace: 'nightly', name: 'load' };
  writeFileSync(events, JSON.stringify({ ...event, job, inputs: [dataset('a')], outputs: [dataset('b')] }));
  await shell.go('Import');
  const imports = new ImportPage(page);
  await imports.choose(events);
  await imports.preview();
  await imports.confirm();
  await expect(imports.result(/^Imported/)).toBeVisible();
  for (const area of ['Lineage', 'Privacy', 'Ledger', 'Settings'] as const) {
    await shell.go(area);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  expect(ofThePage).toEqual([]);
  expect(proxy.asked.filter((to) => !BROWSERS_OWN.test(to) && !to.startsWith('http://example.org/'))).toEqual(
    [],
  );
  await browser.close();
  proxy.close();
  removeFolder(folder);
});
