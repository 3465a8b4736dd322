import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { headwater, startServer, newDataFolder } from './e2e/hosts.ts';
const folder = process.env.SHOT_DATA ?? newDataFolder();
if (!process.env.SHOT_DATA) {
  await headwater(folder, 'import', 'resources/sample-workspace');
  await headwater(folder, 'rules', 'add', 'Shop belongs to Commerce', '--kind', 'owner', '--where', 'name:shop.*', '--owner', 'Commerce');
  await headwater(folder, 'rules', 'add', 'E-mail addresses', '--kind', 'classify', '--columns', '--where', 'column:email', '--state', 'category=user.contact.email', '--state', 'sensitivity=confidential');
}
const server = await startServer(folder);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const steps = (await import(process.env.SHOT_STEPS!)).default;
let link: string | null = server.link;
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
page.on('pageerror', (e) => console.log('pageerror', e.message));
await page.goto(server.link);
await page.waitForURL(`http://127.0.0.1:${server.port}/`);
try { await steps(page, `http://127.0.0.1:${server.port}`); } finally { await browser.close(); await server.stop(); }
