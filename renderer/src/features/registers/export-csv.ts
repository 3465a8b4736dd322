import type { RegisterName } from '../../../../contract/index.ts';
import { client } from '../../shared/api.ts';
import { host } from '../../shared/host.ts';
import { tabOf } from './model/search-params.ts';

/** Saves a register as a CSV file, with the mark by which spreadsheets know UTF-8. */
export async function exportCsv(register: RegisterName): Promise<void> {
  const { text } = await client.registers.exportCsv({ register });
  await host.save(`${tabOf(register)}.csv`, 'text/csv', `\ufeff${text}`);
}
