import { start } from './look.mjs';
const { server, link, browser } = await start();
const shot = process.argv[2] ?? 'a';
const scheme = process.argv[3] ?? 'light';
const [w,h] = (process.argv[4] ?? '1280x800').split('x').map(Number);
const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme });
page.on('console', (m) => { if (m.type() === 'error' || m.type()==='warning') console.log('console', m.text().slice(0, 300)); });
page.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 500)));
await page.goto(link); await page.waitForTimeout(2500);
const base = new URL(link).origin;
const urls = process.argv.slice(5);
let i = 0;
for (const u of urls) {
  await page.goto(base + u);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `/tmp/canvas-${shot}${i++}.png` });
}
await browser.close();
server.kill();
