import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

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
