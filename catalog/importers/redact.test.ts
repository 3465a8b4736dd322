import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REDACTED, isSecretKey, redactText, redactUri } from './redact.ts';
import { cpuClock } from '../testing/cpu-clock.ts';

describe('isSecretKey', () => {
  it.each([
    'password',
    'PASSWORD',
    'dbPassword',
    'ENCRYPTED_PASSWORD',
    'pwd',
    'db_pass',
    '--api-token',
    'AuthToken',
    'client_secret',
    'apiKey',
    'api-key',
    'APIKey',
    'stripe_key',
    'aws_secret_access_key',
    'aws_access_key_id',
    'credentials',
    'spark.hadoop.fs.s3a.secret.key',
    'PGPASSWORD',
    'KEYSTORE_PASSWORD',
    'password2',
    'token',
    'secretString',
    'AccountKey',
  ])('refuses %s', (key) => expect(isSecretKey(key)).toBe(true));

  it.each([
    'primaryKey',
    'key_column',
    'SECRET_ID',
    'SecretArn',
    'TokenUrl',
    'token_type',
    'key',
    'Keys',
    'unique_key',
    'toKey',
    'partition_key',
    'pass_rate',
    'passthrough',
    'compass',
    'tokenizer',
    'max_tokens',
    'keyboard',
    'monkey',
    '',
    'kms_key_id',
    '__proto__',
    'password_policy',
    'secret_name',
    'bypass',
  ])('keeps %s', (key) => expect(isSecretKey(key)).toBe(false));
});

describe('redactText', () => {
  it.each([
    ['password = "hunter2"'],
    ["pwd='hunter2'"],
    ['DB_PASSWORD=hunter2'],
    ['"password": "hunter2"'],
    ["'secret' : 'hunter2'"],
    ['api_key := "hunter2"'],
    [':password => "hunter2"'],
    ['.option("password", "hunter2")'],
    [".option( 'token' , 'hunter2' )"],
    ['jdbc:sqlserver://h:1433;user=sa;password=hunter2;db=x'],
    ['postgres://me:hunter2@db/x'],
    ['mysql://me:p@hunter2@db/x'],
    ['https://hunter2@github.com/x'],
    ['jdbc:oracle:thin:scott/hunter2@//h:1521/x'],
    ['--password hunter2'],
    ['--api-token=hunter2'],
    ["CREATE USER x PASSWORD 'hunter2'"],
    ["SECRET_ACCESS_KEY 'hunter2'"],
    ['<password>hunter2</password>'],
    ['Authorization: Bearer hunter2hunter2'],
    ['password = """hunter2"""'],
    ['password = r"hunter2"'],
    ['client-secret: hunter2'],
    ['password="x\\"hunter2"'],
    ['https://h/p?sig=hunter2&x=1'],
    ['fs.s3a.secret.key=hunter2'],
    ['password: |hunter2'],
    ['-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----'],
    ['-----BEGIN PRIVATE KEY-----\nhunter2'],
    ['password = "hunter2'],
  ])('hides the secret in %j', (text) => {
    const out = redactText(`before ${text} after`);
    expect(out).not.toContain('hunter2');
    expect(out).toContain(REDACTED);
    expect(out.startsWith('before ')).toBe(true);
  });

  it.each([
    'Basic dXNlcjpwYXNz',
    'bearer abcdefgh.ijklmnop.qrs',
    'bearer abc1defg',
    '"Authorization": "Bearer letmeinplease"',
  ])('hides the token in %j', (text) =>
    expect(redactText(text)).toMatch(/(?:basic|bearer) \[redacted\]"?$/i),
  );

  it('hides AWS access keys', () => {
    expect(redactText('id AKIAABCDEFGHIJKLMNOP, ASIAABCDEFGHIJKLMNOP.')).toBe(`id ${REDACTED}, ${REDACTED}.`);
  });

  it.each([
    ['SELECT a.customer_key, b.token FROM a JOIN b ON a.token = b.token'],
    ['password = get_secret("db")'],
    ['password = args["pw"]'],
    ['pwd = os.environ["PWD"]'],
    ['token_type = "bearer"'],
    ['primary_key="id"'],
    ['WHERE date_key = 20240101'],
    ['secret_id = "glue/dw"'],
    ['password: {{ env_var("X") }}'],
    ['"password": "${PW}"'],
    ['case when key = 5 then 1 end'],
    ['https://host/path@v1'],
    ['mail a@b.example'],
    ['def f(token: str, password=None): pass'],
    ['basic information about a customer. Basic authentication.'],
    ['a bearer identified by hand'],
  ])('leaves %j as it is', (text) => expect(redactText(text)).toBe(text));

  it('keeps what stands around a secret', () => {
    expect(redactText('conn(user="me", password="p", db="x")')).toBe(
      `conn(user="me", password="${REDACTED}", db="x")`,
    );
    expect(redactText('jdbc:x://h;password=p;db=x')).toBe(`jdbc:x://h;password=${REDACTED};db=x`);
  });

  it('hides a quoted literal whatever it holds and is idempotent', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9!#%&*+/.,:; -]{6,30}$/), (secret) => {
        const once = redactText(`user="x"\npassword="Zq${secret}"\n`);
        expect(once).not.toContain(`Zq${secret}`);
        expect(redactText(once)).toBe(once);
      }),
    );
  });

  it('takes linear time on hostile text', () => {
    const hostile = [
      'password='.repeat(60_000),
      '://a'.repeat(100_000),
      '://' + 'a@'.repeat(150_000),
      'password="'.repeat(50_000),
      '-----BEGIN PRIVATE KEY-----'.repeat(10_000),
      'key_'.repeat(100_000),
      'password ' + ' '.repeat(300_000),
      "token='\\".repeat(60_000),
    ];
    for (const text of hostile) {
      const spent = cpuClock();
      redactText(text);
      redactUri(text);
      expect(spent()).toBeLessThan(1500);
    }
  });
});

describe('redactUri', () => {
  it.each([
    ['postgres://me:pw@db:5432/x', 'postgres://db:5432/x'],
    ['https://h/p?sig=abc&x=1', 'https://h/p?x=1'],
    ['https://h/p?x=1&token=abc#f', 'https://h/p?x=1#f'],
    ['https://h/p?token=abc', 'https://h/p'],
    ['jdbc:sqlserver://h:1433;databaseName=x;password=abc', 'jdbc:sqlserver://h:1433;databaseName=x'],
    ['jdbc:oracle:thin:scott/tiger@//h:1521/x', 'jdbc:oracle:thin:@//h:1521/x'],
    ['s3://bucket/key=1/a@b', 's3://bucket/key=1/a@b'],
    ['https://u@h?%70assword=x', 'https://h'],
    ['mongodb://u:p@h1,h2/db', 'mongodb://h1,h2/db'],
    ['arn:aws:glue:eu-west-1:1:table/a/b', 'arn:aws:glue:eu-west-1:1:table/a/b'],
  ])('%s', (uri, expected) => expect(redactUri(uri)).toBe(expected));
});
