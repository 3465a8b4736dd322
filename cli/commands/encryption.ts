/** encrypt, decrypt, passphrase: writes the catalog file anew, all or nothing. */
import { usersAreOn } from '../../catalog/access/accounts.ts';
import { actAs } from '../../catalog/ledger/acting.ts';
import { readSettings } from '../../catalog/settings.ts';
import { counted } from '../../catalog/counted.ts';
import { fileForm } from '../../catalog/store/cipher.ts';
import type { CopyProgress } from '../../catalog/store/copy-database.ts';
import { CatalogFileError } from '../../catalog/store/errors.ts';
import { safeCopiesOf } from '../../catalog/store/safe-copies.ts';
import { Holder, type FileChange } from '../../server/holding/holder.ts';
import { openCatalog, userVault } from '../../server/open-catalog.ts';
import { defaultCatalogPath } from '../../server/product.ts';
import { admitPerson } from '../allowed.ts';
import { explained, UsageError, type ExitCode, type GlobalOptions } from '../face.ts';
import { catalogPassphrase, givenPassphrase, newPassphrase } from '../passphrase.ts';
import { print, printJson } from '../print.ts';
import { ProgressLine } from '../progress.ts';

export interface EncryptionOptions extends GlobalOptions {
  readonly newPassphraseFile?: string;
  /** Keep the passphrase, and make a new key from it. */
  readonly same?: boolean;
  readonly removeCopies?: boolean;
}

export async function encryptionCommand(
  wish: 'encrypt' | 'decrypt' | 'passphrase',
  options: EncryptionOptions,
): Promise<ExitCode> {
  const path = options.catalog ?? defaultCatalogPath();
  const encrypted = fileForm(path) === 'encrypted';
  if (wish === 'encrypt' && encrypted)
    throw new UsageError(
      'The catalog is encrypted already. Change its passphrase with: headwater passphrase',
    );
  if (wish !== 'encrypt' && !encrypted) throw new UsageError('The catalog is not encrypted.');
  const vault = userVault();
  const notOpened = (error: unknown): never => {
    throw explained(path, error);
  };
  const holder = await Holder.start({
    path,
    create: false,
    vault,
    open: (file, create, key) => openCatalog(file, create, vault, key),
  }).catch(notOpened);
  try {
    const passphrase = encrypted ? await catalogPassphrase(options) : '';
    if (!holder.isOpen) await holder.unlock(passphrase, false).catch(notOpened);
    return await rewriteAs(holder, await changeOf(wish, passphrase, options), options);
  } finally {
    await holder.close();
  }
}

async function changeOf(
  wish: 'encrypt' | 'decrypt' | 'passphrase',
  passphrase: string,
  options: EncryptionOptions,
): Promise<FileChange> {
  if (wish === 'decrypt') return { change: 'decrypt', passphrase };
  if (wish === 'passphrase' && options.same) return { change: 'rotate', passphrase };
  const given =
    wish === 'encrypt' && options.newPassphraseFile === undefined ? givenPassphrase(options) : null;
  const next = given ?? (await newPassphrase(options.newPassphraseFile));
  return wish === 'encrypt' ? { change: 'encrypt', next } : { change: 'passphrase', passphrase, next };
}

async function rewriteAs(holder: Holder, change: FileChange, options: EncryptionOptions): Promise<ExitCode> {
  const { catalog } = holder;
  const login = usersAreOn(catalog) ? await admitPerson(catalog, options, 'admin') : null;
  const line = new ProgressLine();
  const cancel = new AbortController();
  const interrupt = (): void => cancel.abort(new DOMException('Cancelled', 'AbortError'));
  process.once('SIGINT', interrupt);
  const handle = {
    actor: login?.account.name ?? (await readSettings(catalog)).actor,
    signal: cancel.signal,
    progress: ({ phase, done, total }: CopyProgress) =>
      line.show(phase === 'checking' ? 'checking the new file' : `${phase} ${done} of ${total}`),
  };
  try {
    const work = (): Promise<void> => holder.rewrite(change, handle);
    await (login ? actAs(login.acting, work) : work());
  } catch (error) {
    throw notWritten(error);
  } finally {
    line.end();
    process.off('SIGINT', interrupt);
  }
  const clear = (): Promise<number> => holder.removeCopies(handle.actor);
  const removed = !options.removeCopies ? 0 : await (login ? actAs(login.acting, clear) : clear());
  const copies = safeCopiesOf(holder.path).map(({ path }) => path);
  const { encrypted } = holder.file();
  if (options.json) printJson({ catalog: holder.path, encrypted, copies, removed });
  else
    print(
      `${holder.path} is ${encrypted ? 'encrypted' : 'not encrypted'} now.`,
      ...(removed > 0 ? [`Deleted ${counted(removed, 'copy that was kept', 'copies that were kept')}.`] : []),
      ...copies.map((copy) => `Left as it was: ${copy}`),
      ...(change.change === 'encrypt'
        ? ['Nobody can open it without the passphrase, and nobody can give it back: keep it in a safe place.']
        : []),
    );
  return 0;
}

/** Why the file stays as it was, where the person can mend that. */
function notWritten(error: unknown): unknown {
  if (!(error instanceof CatalogFileError)) return error;
  return new UsageError(`The catalog file cannot be written anew: ${error.message}.`, { cause: error });
}
