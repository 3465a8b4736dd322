/** A process of its own that encrypts a catalog, to be killed while it does. */
import { deriveCheaply, newFileKey } from '../store/cipher.ts';
import { rewriteCatalog } from '../store/rewrite.ts';

deriveCheaply();
const [path, passphrase] = process.argv.slice(2);
const to = await newFileKey(passphrase!);
process.stdout.write('begun\n');
await rewriteCatalog(path!, {
  from: null,
  to,
  deed: {
    actor: 'tester',
    action: 'file.encrypt',
    objectType: 'catalog',
    objectId: '',
    payload: { label: 'Encrypted' },
  },
});
process.stdout.write('done\n');
