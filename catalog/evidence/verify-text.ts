/** VERIFY.txt: how a reader without Headwater checks a pack, and what that shows. */
import type { LogContent } from './log-files.ts';

/** What VERIFY.txt says of the pack that it lies in. */
export interface About {
  readonly packId: string;
  readonly title: string;
  readonly reference: string | null;
  readonly created: string;
  readonly toolVersion: string;
  readonly keyId: string;
  readonly log: LogContent;
}

/** In blocks of eight, to be read out. */
export function spelled(keyId: string): string {
  return (keyId.match(/.{1,8}/g) ?? []).join(' ');
}

/** The text, for the reader of one pack. */
export function verifyText({ packId, title, reference, created, toolVersion, keyId, log }: About): string {
  const { size, complete, consistency } = log.proofs;
  return `HEADWATER EVIDENCE PACK

${title}
${reference === null ? '' : `Reference: ${reference}\n`}Pack:      ${packId}
Made:      ${created} with Headwater ${toolVersion}
Ledger:    ${size} entries, ${complete ? 'all' : log.entries.length} of them in log/entries.jsonl${
    consistency
      ? `\nContinues: the ledger with ${consistency.size} entries that the pack before this one shows`
      : ''
  }

THE KEY

Everything here is signed with one key. Its fingerprint (SHA-256) is

    ${spelled(keyId)}

Compare it with the fingerprint that you have from the sender by another way: by telephone, by letter, or from
an earlier pack. pub.pem lies here for convenience only: whoever forges a pack puts their own key into it.

CHECKING WITHOUT HEADWATER

Unpack into an empty folder, go there, and run:

1. Is this the key that you know?
   openssl pkey -pubin -in pub.pem -outform der | sha256sum

2. Did that key sign the list of files?
   openssl dgst -sha256 -verify pub.pem -signature SHA256SUMS.sig SHA256SUMS

3. Are the files those of the list, and are there no others? (The list does not name SHA256SUMS, SHA256SUMS.*,
   statement.dsse.json and evidence.sigstore.json.)
   sha256sum -c --strict SHA256SUMS

4. Did that key sign the state of the ledger? The note in log/checkpoint.txt has three lines of text, an empty line,
   and a signature after four bytes of key number.
   head -n 3 log/checkpoint.txt > checkpoint.body
   sed -n 5p log/checkpoint.txt | cut -d ' ' -f 3 | base64 -d | tail -c +5 > checkpoint.sig
   openssl dgst -sha256 -verify pub.pem -signature checkpoint.sig checkpoint.body

5. The statement, for tools of software supply chains (Sigstore, in-toto):
   cosign verify-blob-attestation --key pub.pem --bundle evidence.sigstore.json --insecure-ignore-tlog \\
     --type https://headwater.invalid/evidence-pack/v1 manifest.json

6. Where there is a SHA256SUMS.tsr, an authority confirms when the list existed. With its certificates in tsa.pem:
   openssl ts -verify -data SHA256SUMS -in SHA256SUMS.tsr -CAfile tsa.pem

CHECKING WITH HEADWATER

   headwater verify <pack.zip> --key ${keyId}

It checks all of the above, recomputes the hash of each ledger entry, and follows the proofs in log/proofs.json
to the signed root. It answers 0 intact, 2 tampered, 3 cannot decide, 1 could not run.

WHAT THIS SHOWS

- Files and entries are those that were put into the pack, and the holder of the key made it.
- The entries are in the ledger, in this place and with this content, as of the signed state.
- The ledger is tamper-evident, not tamper-proof: changes to it show, they are not prevented.

It does not show that a person named in an entry did what it says, that clocks were right (only a time stamp
bounds the time), or that everything that happened was recorded.
`;
}
