/**
 * Keeps secrets out of the catalog.
 *
 * Source text (SQL, scripts, URIs, stack traces, connection settings) is stored and shown, so whatever
 * looks like a secret in it is replaced before a fact is made. The rules prefer a hidden harmless value
 * to a visible secret. Every function works in time linear to its input.
 */

/** What a secret is replaced by. */
export const REDACTED = '[redacted]';

const wordSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that make a name a secret's name wherever they stand in it. */
const SECRET_WORDS = wordSet(`
  password passwords passwd pwd passphrase passcode secret secrets token credential credentials apikey
  accesskey secretkey privatekey accountkey authtoken accesstoken
`);

/** Endings that give a word away although it was written together: `DBPASSWORD`, `PGPASSWORD`. */
const SECRET_ENDING = /(?:password|passwd|passphrase|secretkey|apikey|accesskey|authtoken)$/;

/** Last words that make the name a pointer to a secret, or a fact about one, rather than the secret. */
const POINTER_WORDS = wordSet(`
  id ids arn arns name names ref reference path file uri url endpoint type column columns col field
  fields length count size ttl expiry expires expiration policy rotation manager scope scopes version
  alias hint required enabled algorithm at date time updated changed limit table index provider
`);

/** Words before `key` that make it a column, an index or an address: `primary_key`, `partitionKey`. */
const STRUCTURAL_KEYS = wordSet(`
  primary foreign unique partition sort range hash record surrogate natural business composite candidate
  alternate join group order merge dedup dedupe distribution dist cluster clustering cache object s3
  bucket column table row map dict json to from source target tag label public idempotency public_key
  event message routing translation i18n meta registry property config parent child lookup kms date time
`);

/** Words before `key` that make it a secret even in free text, where `customer_key` is a column. */
const SECRET_KEY_QUALIFIERS = wordSet(`
  api access secret private account shared encryption encrypt signing sign auth storage client
  subscription service application license ssh rsa pgp gpg aes hmac jwt deploy admin ssl tls webhook
  integration sas master openai stripe datadog
`);

const MAX_NAME = 256;

/** The words of a camelCase, snake_case, kebab-case or dotted name, in lower case. */
function words(name: string): string[] {
  return name
    .slice(0, MAX_NAME)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/(?<=\D)\d+$/, ''));
}

function namesSecret(name: string, isSecretKeyQualifier: (word: string) => boolean): boolean {
  const parts = words(name);
  const last = parts.at(-1) ?? '';
  // An access key id is half of a credential pair, although its name ends like a pointer's.
  if (parts.slice(-3).join(' ') === 'access key id') return true;
  if (parts.length > 1 && POINTER_WORDS.has(last)) return false;
  if (parts.some((word) => SECRET_WORDS.has(word) || SECRET_ENDING.test(word))) return true;
  if (last === 'pass') return true;
  const before = parts.at(-2);
  return last === 'key' && before !== undefined && isSecretKeyQualifier(before);
}

/**
 * Whether a setting of this name holds a secret: `dbPassword`, `--api-token`, `client_secret`,
 * `stripe_key`. Pointers (`SECRET_ID`, `SecretArn`, `TokenUrl`) and structural keys (`primaryKey`,
 * `key_column`) do not.
 */
export function isSecretKey(key: string): boolean {
  const known = answered.get(key);
  if (known !== undefined) return known;
  const answer = namesSecret(key, (word) => !STRUCTURAL_KEYS.has(word));
  if (answered.size >= ANSWERS) answered.clear();
  if (key.length <= MAX_NAME) answered.set(key, answer);
  return answer;
}

/** Answers for names that were asked for lately: the same few come with every table. */
const answered = new Map<string, boolean>();
const ANSWERS = 2_000;

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----/g;
const AWS_ACCESS_KEY = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** SQL that sets a password: `IDENTIFIED BY '…'`, `PASSWORD '…'`. */
const SQL_PASSWORD =
  /\b(identified\s{1,8}(?:with\s{1,8}\S{1,64}\s{1,8})?(?:by|as)(?:\s{1,8}password)?\s{1,8}|password\s{1,8})(['"])(?:[^'"\\]|\\.)*\2/gi;
const BEARER = /(?<![\w-])(authorization\W{1,8})?(bearer|basic)([ \t]{1,4})([\w.~+/=-]{8,})/gi;
/** What follows in prose: `basic information`, `bearer-based`. No token of that length is without digits and capitals. */
const PLAIN_WORDS = /^(?=.{8,24}$)[A-Z]?[a-z]+(?:[-/][A-Z]?[a-z]+)*[.]*$/;
const KNOWN_TOKEN =
  /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|sk_live_[A-Za-z0-9]{10,})/g;
const USERINFO = /:\/\/[^\s/"'<>`@]{1,1024}(?:@[^\s/"'<>`@]{1,1024}){0,8}?@(?=[\w[{$%.-])(?![^\s/"'<>`@]*@)/g;
const ORACLE_USERINFO = /(jdbc:oracle:[a-z]{1,10}:)[^\s/"'<>@]{1,256}\/[^\s"'<>@]{1,256}@/gi;

/**
 * Replaces secrets in free text by `[redacted]`: assignments to names that {@link isSecretKey} would
 * refuse (in code, SQL, JSON, YAML, properties, XML, command lines, JDBC URLs), user info of URLs, AWS
 * access keys, bearer tokens and private keys. References to a secret (`get_secret(…)`, `args["pw"]`,
 * `${PW}`, `t.token`) stay, because they say where it comes from and not what it is.
 */
export function redactText(text: string): string {
  const masked = redactPrivateKeys(text)
    .replace(AWS_ACCESS_KEY, REDACTED)
    .replace(KNOWN_TOKEN, REDACTED)
    .replace(USERINFO, `://${REDACTED}@`)
    .replace(ORACLE_USERINFO, `$1${REDACTED}@`);
  return redactAssignments(masked)
    .replace(SQL_PASSWORD, `$1$2${REDACTED}$2`)
    .replace(BEARER, (whole, header: string | undefined, scheme: string, blanks: string, token: string) =>
      header === undefined && PLAIN_WORDS.test(token)
        ? whole
        : `${header ?? ''}${scheme}${blanks}${REDACTED}`,
    );
}

function redactPrivateKeys(text: string): string {
  let out = '';
  let from = 0;
  PRIVATE_KEY.lastIndex = 0;
  for (let match = PRIVATE_KEY.exec(text); match; match = PRIVATE_KEY.exec(text)) {
    out += text.slice(from, match.index) + REDACTED;
    const end = text.indexOf('-----END ', PRIVATE_KEY.lastIndex);
    const close = end < 0 ? -1 : text.indexOf('-----', end + 9);
    if (close < 0) return out;
    from = close + 5;
    PRIVATE_KEY.lastIndex = from;
  }
  return out + text.slice(from);
}

const SECRET_HINT = /pass|secret|token|key|cred|pwd|signature|(?<![a-z])sig(?![a-z])/i;
const NAME = /(?<![\w.-])-{0,2}[A-Za-z_][\w.-]*/g;

function redactAssignments(text: string): string {
  if (!SECRET_HINT.test(text)) return text;
  let out = '';
  let from = 0;
  NAME.lastIndex = 0;
  for (let match = NAME.exec(text); match; match = NAME.exec(text)) {
    const name = match[0];
    if (name.length > MAX_NAME || !isSecretAssignmentName(name)) continue;
    const value = assignedValue(text, match.index, NAME.lastIndex, name);
    if (!value) continue;
    out += text.slice(from, value.start) + REDACTED;
    from = value.end;
    NAME.lastIndex = Math.max(value.end, NAME.lastIndex);
  }
  return out + text.slice(from);
}

function isSecretAssignmentName(name: string): boolean {
  if (!SECRET_HINT.test(name)) return false;
  return (
    /^(?:x-amz-)?sig(?:nature)?$/i.test(name) || namesSecret(name, (word) => SECRET_KEY_QUALIFIERS.has(word))
  );
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the value lies that is assigned to the name at `start..end`, if one is. */
function assignedValue(text: string, start: number, end: number, name: string): Span | null {
  let at = end;
  const quote = text[start - 1];
  const quoted = quote !== undefined && isQuote(quote) && text[at] === quote;
  if (quoted) at++;
  at = skipBlanks(text, at);
  const separator = /^(?::=|=>|==|=|:(?!:)|>)/.exec(text.slice(at, at + 2))?.[0];
  if (separator === '>' && text[start - 1] !== '<') return null;
  if (separator) return valueAt(text, skipBlanks(text, at + separator.length), name, separator === '>');
  // `.option("password", "…")` and `setProperty("password", "…")`.
  if (quoted && text[at] === ',' && text[skipBlanksBack(text, start - 2)] === '(') {
    return valueAt(text, skipBlanks(text, at + 1), name, false);
  }
  if (quoted || at === end) return null;
  // `--password x` on a command line; `PASSWORD 'x'` and `IDENTIFIED BY 'x'` style SQL.
  if (name.startsWith('--')) return text[at] === '-' ? null : valueAt(text, at, name, false);
  return isQuote(text[at] ?? '') ? valueAt(text, at, name, false) : null;
}

function valueAt(text: string, at: number, name: string, xml: boolean): Span | null {
  const prefix = /^[rbfuRBFU]{1,2}(?=["'])/.exec(text.slice(at, at + 3));
  const open = at + (prefix?.[0].length ?? 0);
  const quote = text[open] ?? '';
  if (isQuote(quote)) {
    const long = quote.repeat(3);
    if (text.startsWith(long, open)) return closed(open + 3, text.indexOf(long, open + 3), text.length);
    const span = closed(open + 1, endOfString(text, open + 1, quote), endOfLine(text, open));
    return span &&
      /^(?:\$\{|\{\{)[^}]*\}{1,2}$/.test(text.slice(span.start, Math.min(span.end, span.start + 300)))
      ? null
      : span;
  }
  let end = at;
  while (end < text.length && (xml ? text[end] !== '<' : !/[\s,;&)\]}"'`<>]/.test(text[end] ?? ''))) end++;
  if (end === at || (!xml && isReference(text, at, end, name))) return null;
  return { start: at, end };
}

const closed = (start: number, end: number, limit: number): Span | null => {
  const stop = end < 0 ? limit : end;
  return stop > start ? { start, end: stop } : null;
};

/** Index of the closing quote, -1 where the string never ends. A backslash escapes. */
function endOfString(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i;
  }
  return -1;
}

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

/** Whether a bare value only names where the secret comes from. */
function isReference(text: string, at: number, end: number, name: string): boolean {
  const value = text.slice(at, Math.min(end, at + MAX_NAME));
  if (
    value === REDACTED ||
    /^(?:None|null|nil|true|false|undefined|NULL|True|False|str|string|String)$/.test(value)
  )
    return true;
  if (/^(?:\$\{|\$\(|\$[A-Za-z_]|\{\{|%\()/.test(value)) return true;
  const call = /^[A-Za-z_][\w.]*[([]/.exec(value);
  if (call) return true;
  // `a.token = b.token`: a column or attribute, when it is itself named like a secret.
  return (
    /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value) && !name.startsWith('--') && isSecretAssignmentName(value)
  );
}

const isQuote = (char: string): boolean => char === '"' || char === "'" || char === '`';

function skipBlanks(text: string, at: number): number {
  const limit = Math.min(text.length, at + 64);
  while (at < limit && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

function skipBlanksBack(text: string, at: number): number {
  const limit = Math.max(0, at - 64);
  while (at > limit && /\s/.test(text[at] ?? '')) at--;
  return at;
}

/**
 * A URI without user info and without secret parameters (`?sig=`, `&token=`, `;password=`). The rest is
 * kept as it was written.
 */
export function redactUri(uri: string): string {
  const anonymous = uri.replace(ORACLE_USERINFO, '$1@');
  const scheme = anonymous.indexOf('://');
  let bare = anonymous;
  if (scheme >= 0) {
    const host = scheme + 3;
    const slash = anonymous.indexOf('/', host);
    const at = anonymous.lastIndexOf('@', slash < 0 ? anonymous.length : slash);
    if (at >= host) bare = anonymous.slice(0, host) + anonymous.slice(at + 1);
  }
  const cut = bare.search(/[?;]/);
  if (cut < 0) return redactText(bare);
  return redactText(bare.slice(0, cut) + keptParameters(bare.slice(cut)));
}

function keptParameters(tail: string): string {
  let out = '';
  let dropped = '';
  for (const match of tail.matchAll(/([?;&#])([^?;&#]*)/g)) {
    const separator = match[1] ?? '';
    const parameter = match[2] ?? '';
    const name = decoded(parameter.split('=', 1)[0] ?? '');
    if (
      parameter.includes('=') &&
      (isSecretKey(name) || isSecretAssignmentName(name) || /^x-amz-(?:credential|security)/i.test(name))
    ) {
      if (separator === '?' || dropped === '?') dropped = '?';
      continue;
    }
    out += (separator === '&' && dropped === '?' ? '?' : separator) + parameter;
    dropped = '';
  }
  return out;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
