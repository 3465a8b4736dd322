/** A certificate of its own signing, for tests. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Pair {
  readonly tlsCert: string;
  readonly tlsKey: string;
}

/** @param names as in `subjectAltName`: `DNS:catalog.example,IP:127.0.0.1`; empty for none */
export function certificateFor(folder: string, names: string): Pair {
  const name = `pair-${names.replace(/\W/g, '_')}`;
  const [tlsCert, tlsKey] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const alternatives = names === '' ? [] : ['-addext', `subjectAltName=${names}`];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=test',
      '-days',
      '2',
    ].concat(['-keyout', tlsKey, '-out', tlsCert], alternatives),
    { stdio: 'pipe' },
  );
  return { tlsCert, tlsKey };
}
