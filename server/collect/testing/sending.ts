/** Requests as clients send them, and a catalog that collects, for tests. */
import { Agent, request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { DEFAULT_PORT, type CollectSettings } from '../../../catalog/collect/settings.ts';
import { Catalog } from '../../../catalog/catalog.ts';
import { migrationsDir, resourcesDir } from '../../product.ts';
import { Collecting } from '../collecting.ts';

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Several parts are sent chunked, without Content-Length. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
  readonly agent?: Agent;
}

/** Unlike `fetch`, this lets a test set Host and Origin, and send what is wrong. */
export function send(port: number, sent: Sent = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const body = sent.body ?? '';
    const whole = typeof body === 'string' || body instanceof Uint8Array;
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method: sent.method ?? 'POST',
        path: sent.path ?? '/api/v1/lineage',
        headers: {
          'content-type': 'application/json',
          ...(whole ? { 'content-length': Buffer.byteLength(body) } : {}),
          ...sent.headers,
        },
        agent: sent.agent ?? new Agent({ keepAlive: false }),
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    if (whole) request.end(body);
    else {
      for (const part of body) request.write(part);
      request.end();
    }
  });
}

/** A run event. */
export function runEvent(n: number, more: object = {}): object {
  return {
    eventType: 'COMPLETE',
    eventTime: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
    producer: 'https://example.org/producer',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` },
    job: { namespace: 'jobs', name: `job-${n}` },
    inputs: [{ namespace: 'db', name: `in-${n}` }],
    outputs: [{ namespace: 'db', name: `out-${n}` }],
    ...more,
  };
}

export const settingsOf = (
  receiver: Partial<CollectSettings['receiver']> = {},
  watch: Partial<CollectSettings['watch']> = {},
): CollectSettings => ({
  receiver: { enabled: false, port: DEFAULT_PORT, requireKey: false, keySha256: null, ...receiver },
  watch: { enabled: false, folder: null, ...watch },
});

export function openCatalogIn(folder: string): Promise<Catalog> {
  return Catalog.open({
    path: join(folder, 'test.headwater'),
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'tester',
  });
}

/** Collects at a free port, without a key, importing only when told to. */
export async function collectIn(
  folder: string,
  settings: CollectSettings = settingsOf({ enabled: true, port: 0 }),
): Promise<{ catalog: Catalog; collecting: Collecting; port: number; close: () => Promise<void> }> {
  const catalog = await openCatalogIn(folder);
  const collecting = await Collecting.start({
    catalog,
    version: 'test',
    settings,
    drain: { gatherMs: 3_600_000 },
    watch: { pollMs: 20, quietMs: 60 },
  });
  return {
    catalog,
    collecting,
    port: collecting.status().receiver.port,
    close: async () => {
      await collecting.close();
      await catalog.close();
    },
  };
}
