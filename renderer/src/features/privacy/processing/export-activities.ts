import { client } from '../../../shared/api.ts';
import { fromBase64 } from '../../../shared/base64.ts';
import { host } from '../../../shared/host.ts';

/** Saves the register of processing activities as a file. */
export async function exportActivities(format: 'csv' | 'xlsx'): Promise<void> {
  const { name, mediaType, base64 } = await client.processing.exportFile({ register: 'activity', format });
  await host.save(name, mediaType, fromBase64(base64));
}
