import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
export async function start() {
  const server = spawn('node', ['cli/headwater.ts', 'serve', '--json'], { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
  const link = await new Promise((resolve) => {
    let text = '';
    server.stdout.on('data', (d) => { text += d; const m = /http:\/\/[^"\s]+/.exec(text); if (m) resolve(m[0]); });
  });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  return { server, link, browser };
}
