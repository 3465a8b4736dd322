/**
 * The same manifest and catalog in a browser: in dbt docs' own page where one is given, in a page that does no more than
 * fetch and parse them, which is the least that any site without an engine has to do, and in Headwater, once imported.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { environmentFor, newDataFolder, removeFolder } from '../e2e/hosts.ts';
import { mb, seconds, told, type Figure } from './figures.ts';
import { browserCpu, spentBy } from './processes.ts';
import { PROGRAM, freshPage, heapOf, openHome, serveProgram } from './served.ts';
import { SYNTHETIC_OVERVIEW, writeSyntheticDbt } from './synthetic-dbt.ts';

/** Typed into the box of both. */
const WORD = 'mart_998';

/** One way to show the project. */
interface Shown {
  /** CPU seconds of the browser until it can be used. */
  readonly cpu: number;
  /** Bytes of JavaScript that are in use then. */
  readonly heap: number;
  /** CPU seconds from typing a name until it is listed; with the engine's. */
  readonly search?: number;
}

/** @param docs path of the index.html of dbt docs; null: there is none here */
export async function besideDbtDocs(
  browser: Browser,
  models: number,
  docs: string | null,
): Promise<Figure[]> {
  const folder = newDataFolder();
  try {
    const source = join(folder, 'dbt');
    const written = writeSyntheticDbt(source, { models });
    const bytes = statSync(written.manifest).size + statSync(written.catalog).size;
    const imported = await spentBy([PROGRAM, 'import', source], environmentFor(folder));
    const name = `dbt, ${models.toLocaleString('en')} models`;
    const own = await headwater(browser, folder);
    const parsed = await site(browser, source, null);
    const floor = `fetch and parse ${mb(bytes)}: ${words(parsed)}`;
    const figures = [
      told(`${name}: import, once`, seconds(imported.cpu)),
      told(`${name}: Home, then a search`, words(own), floor),
    ];
    if (docs)
      figures.push(told(`${name}: dbt docs, then a search`, words(await site(browser, source, docs)), floor));
    return figures;
  } finally {
    removeFolder(folder);
  }
}

function words({ cpu, heap, search }: Shown): string {
  return [
    `${seconds(cpu)}, heap ${mb(heap)}`,
    ...(search === undefined ? [] : [`search ${seconds(search)}`]),
  ].join('; ');
}

async function headwater(browser: Browser, folder: string): Promise<Shown> {
  const server = await serveProgram(folder);
  const page = await freshPage(browser);
  try {
    const cpu = await browserCpu(browser, () => openHome(page, server.link));
    const heap = await heapOf(page);
    await page.getByRole('link', { name: 'Browse', exact: true }).first().click();
    await page.getByRole('grid').waitFor();
    const before = server.now().cpu;
    const asked = await browserCpu(browser, async () => {
      await page.getByRole('combobox', { name: 'Search names' }).fill(WORD);
      await page.getByRole('grid').getByRole('link', { name: WORD }).first().waitFor();
    });
    return { cpu, heap, search: asked + server.now().cpu - before };
  } finally {
    await page.context().close();
    await server.stop();
  }
}

/** The manifest and the catalog as files beside a page. */
async function site(browser: Browser, source: string, docs: string | null): Promise<Shown> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = ['/manifest.json', '/catalog.json'].includes(pathname) ? join(source, pathname) : docs;
    if (pathname === '/') response.setHeader('content-type', 'text/html');
    else if (file === docs) response.statusCode = 404;
    if (file === null) response.end('<!doctype html><title>floor</title>');
    else if (response.statusCode === 404) response.end();
    else createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const page = await freshPage(browser);
  try {
    // A page of others is shown what it asks of this origin, and nothing else.
    await page.route(
      (url) => url.origin !== origin,
      (route) => route.abort(),
    );
    return await (docs === null ? parse(browser, page, origin) : dbtDocs(browser, page, origin));
  } finally {
    await page.context().close();
    server.close();
    server.closeAllConnections();
  }
}

async function parse(browser: Browser, page: Page, origin: string): Promise<Shown> {
  const cpu = await browserCpu(browser, async () => {
    await page.goto(origin);
    await page.evaluate(async () => {
      const answers = await Promise.all(['manifest', 'catalog'].map((name) => fetch(`/${name}.json`)));
      // Kept, as any page would that shows what is in them.
      Object.assign(window, { parsed: await Promise.all(answers.map((answer) => answer.json())) });
    });
  });
  return { cpu, heap: await heapOf(page) };
}

async function dbtDocs(browser: Browser, page: Page, origin: string): Promise<Shown> {
  const cpu = await browserCpu(browser, async () => {
    await page.goto(origin);
    await page.getByText(SYNTHETIC_OVERVIEW).first().waitFor();
  });
  const heap = await heapOf(page);
  const search = await browserCpu(browser, async () => {
    await page.getByPlaceholder('Search for models').first().fill(WORD);
    await page
      .getByText(/search results?/)
      .first()
      .waitFor();
  });
  return { cpu, heap, search };
}
