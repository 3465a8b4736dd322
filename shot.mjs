import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
const server = spawn('node',['cli/headwater.ts','serve','--json'],{env:{...process.env}});
let text=''; server.stdout.on('data',d=>text+=d);
for(let i=0;i<100&&!/http[^"]+/.test(text);i++) await new Promise(r=>setTimeout(r,200));
const link=/http[^"]+/.exec(text)[0]; 
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const page=await browser.newPage({viewport:{width:1280,height:1750}});
page.on('console',m=>m.type()==='error'&&console.log('console',m.text()));
page.on('pageerror',e=>console.log('pageerror',e.message));
await page.goto(link); await page.waitForTimeout(1500); const base=new URL(page.url()).origin;
const shots=JSON.parse(process.argv[2]);
for(const [name,path,theme] of shots){ if(theme) await page.emulateMedia({colorScheme:theme}); await page.goto(base+path); await page.waitForTimeout(1200); await page.screenshot({path:`/tmp/ol-ui/${name}.png`,fullPage:true}); const h=await page.evaluate(()=>{const m=document.querySelector('#page'); return m?m.scrollHeight:0}); console.log(name,h,page.url()); }
await browser.close(); server.kill();
