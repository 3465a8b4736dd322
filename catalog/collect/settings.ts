/** What a catalog collects and where. Off until a person turns it on. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Catalog } from '../catalog.ts';

/** Not the 5000 of other receivers: on macOS the system itself listens there. */
export const DEFAULT_PORT = 5100;

const schema = z.object({
  receiver: z
    .object({
      enabled: z.boolean(),
      port: z.number().int().min(1).max(65_535),
      requireKey: z.boolean(),
      /** SHA-256 of the key, hex; the key itself is kept by nobody but the clients. */
      keySha256: z.string().nullable(),
    })
    .default({ enabled: false, port: DEFAULT_PORT, requireKey: true, keySha256: null }),
  watch: z
    .object({ enabled: z.boolean(), folder: z.string().nullable() })
    .default({ enabled: false, folder: null }),
});
export type CollectSettings = z.infer<typeof schema>;

const KEY = 'collect';
const OFF: CollectSettings = schema.parse({});

export async function readCollectSettings(catalog: Catalog): Promise<CollectSettings> {
  const row = await catalog.store.prisma.setting.findUnique({ where: { key: KEY } });
  const read = schema.safeParse(row ? JSON.parse(row.value) : {});
  return read.success ? read.data : OFF;
}

export async function writeCollectSettings(catalog: Catalog, settings: CollectSettings): Promise<void> {
  const value = JSON.stringify(settings);
  await catalog.store.prisma.setting.upsert({
    where: { key: KEY },
    create: { key: KEY, value },
    update: { value },
  });
}

/** A new key for clients, and what is stored of it. */
export function newKey(): { readonly key: string; readonly keySha256: string } {
  const key = `hw_${randomBytes(32).toString('base64url')}`;
  return { key, keySha256: keyDigest(key) };
}

export function keyDigest(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** Compares in a time that tells nothing about the right key. */
export function keyMatches(key: string, keySha256: string): boolean {
  return timingSafeEqual(createHash('sha256').update(key, 'utf8').digest(), Buffer.from(keySha256, 'hex'));
}
