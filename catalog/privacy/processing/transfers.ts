/** Which recipients in third countries nobody stated a transfer to (Art. 30(1)(e), Art. 44 to 49 GDPR). */
import { isThirdCountry } from './countries.ts';
import type { RecipientRow, TransferRow } from './register/activity.ts';

/**
 * Recipients whose country is a third one and whom no transfer stands for. A safeguard is agreed with one importer, so a
 * transfer that names its recipient stands for no other; one that names none stands for everybody in its country.
 * @param home ISO 3166-1 code of the organisation; empty where the settings name none
 */
export function withoutTransfer(
  recipients: readonly RecipientRow[],
  transfers: readonly TransferRow[],
  home: string,
): RecipientRow[] {
  return recipients.filter(
    (row) =>
      row.country !== '' &&
      isThirdCountry(row.country, home) &&
      !transfers.some(
        ({ country, recipient }) =>
          country === row.country && (recipient === '' || plain(recipient) === plain(row.organisation)),
      ),
  );
}

/** Names of organisations as people repeat them: case and spaces differ. */
const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();
