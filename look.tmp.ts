import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
const link = JSON.parse(readFileSync('/tmp/aud/serve.json','utf8'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
const url: string = link.url ?? link.link ?? Object.values(link).find((v)=>typeof v==='string'&&v.startsWith('http'));
const ctx = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
const page = await ctx.newPage();
page.on('console', (m) => { if (m.type()==='error') console.log('ERR', m.text()); });
page.on('pageerror', (e) => console.log('PAGEERR', e.message));
await page.goto(url);
const base = new URL(page.url()).origin;
const shot = async (name: string) => { await page.screenshot({ path: `/tmp/aud/${name}.png`, fullPage: true }); };
const grow = async () => { const h = await page.evaluate(() => Math.max(...[...document.querySelectorAll('*')].map((e)=>e.scrollHeight))); await page.setViewportSize({ width: page.viewportSize()!.width, height: Math.min(h+100, 4500) }); };
for (const [theme, w] of [['light',1280],['dark',1920]] as const) {
  await page.emulateMedia({ colorScheme: theme });
  for (const part of ['period','compare','past','controls']) {
    await page.setViewportSize({ width: w, height: w===1280?800:1080 });
    await page.goto(`${base}/privacy?view=audit&part=${part}`);
    await page.waitForTimeout(1500);
    if (part==='period') { await page.getByText('SOC 2').first().click(); await page.getByRole('button',{name:'This month'}).click(); await page.waitForTimeout(3000); }
    if (part==='compare') { await page.getByLabel('Earlier', {exact:true}).first().click(); await page.getByRole('option').nth(2).click(); await page.waitForTimeout(3000); }
    await shot(`${part}-${theme}-top`);
    await grow(); await page.waitForTimeout(300);
    await shot(`${part}-${theme}`);
  }
}
await browser.close();
