/** What people choose: folders with anything in them, archives that lie, files that change meanwhile. */
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temp-catalog.ts';
import { discover, type Discovery } from './discover.ts';

const signal = new AbortController().signal;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function put(path: string, content: string | Uint8Array): string {
  const absolute = join(folder, path);
  mkdirSync(join(absolute, '..'), { recursive: true });
  writeFileSync(absolute, content);
  return absolute;
}

const paths = ({ files }: Discovery): string[] => files.map(({ file }) => file.path);
const codes = ({ problems }: Discovery): string[] => problems.map(({ code }) => code);
const contents = async ({ files }: Discovery): Promise<string[]> =>
  Promise.all(files.map(({ file }) => file.text()));

describe('a folder', () => {
  it.skipIf(process.platform !== 'linux')(
    'is read without links and hidden files, and one bad name costs nothing else',
    async () => {
      put('in/a.json', 'a');
      put('in/.hidden', 'x');
      put('in/node_modules/x.json', 'x');
      symlinkSync(join(folder, 'in'), join(folder, 'in/loop'));
      const unreadable = Buffer.concat([Buffer.from(join(folder, 'in/bad-')), Buffer.of(0xff)]);
      writeFileSync(unreadable, 'x');
      const found = await discover([join(folder, 'in')], signal);
      expect(paths(found)).toEqual(['in/a.json']);
      expect(codes(found)).toEqual(['unreadable']);
    },
  );

  it('is told from another of the same name; a path chosen twice counts once', async () => {
    const [a, b] = [put('x/e.json', 'a'), put('y/e.json', 'b')];
    expect(paths(await discover([a, b, a, join(folder, 'x/../x/e.json')], signal))).toEqual([
      'x/e.json',
      'y/e.json',
    ]);
    const [c, d] = [put('1/x/e.json', 'c'), put('2/x/e.json', 'd')];
    const twins = await discover([c, d], signal);
    expect(paths(twins)).toEqual(['x/e.json', 'x/e.json (2)']);
    expect(await contents(twins)).toEqual(['c', 'd']);
  });
});

describe('a file that changes while it is read', () => {
  it('counts as it was found when something is appended', async () => {
    const path = put('log.ndjson', 'one');
    const found = await discover([path], signal);
    appendFileSync(path, 'two');
    expect(await contents(found)).toEqual(['one']);
    await found.verify(signal);
  });

  it('is refused when what was found is no longer there', async () => {
    const path = put('log.ndjson', 'one');
    const found = await discover([path], signal);
    writeFileSync(path, 'ONE and more');
    await expect(found.verify(signal)).rejects.toMatchObject({ code: 'changed-while-reading' });
  });

  it('may vanish after it was read', async () => {
    const path = put('log.ndjson', 'one');
    const found = await discover([path], signal);
    rmSync(path);
    await found.verify(signal);
  });
});

describe('the digest of a large file', () => {
  const LARGE = 5_000_000;
  const sha = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
  const large = (content: string | Uint8Array = 'a'.repeat(LARGE)) => put('large.json', content);

  it('is taken along with the first reading to its end', async () => {
    const { files } = await discover([large()], signal);
    const { file, digest } = files[0]!;
    for await (const _chunk of file.chunks()) break;
    expect(digest.known).toBeNull();
    for await (const _chunk of file.chunks());
    expect(digest.known).toBe(sha('a'.repeat(LARGE)));
  });

  it('is that of what is stored', async () => {
    const packed = gzipSync(randomBytes(LARGE));
    const found = await discover([large(packed)], signal);
    for await (const _chunk of found.files[0]!.file.chunks());
    await found.verify(signal);
    expect(found.files[0]!.digest.known).toBe(sha(packed));
  });

  it('is taken where nobody read the file', async () => {
    const found = await discover([large()], signal);
    await found.verify(signal);
    expect(found.files[0]!.digest.known).toBe(sha('a'.repeat(LARGE)));
  });

  it('is that of the file as it was found, whatever is appended', async () => {
    const path = large();
    const found = await discover([path], signal);
    appendFileSync(path, 'more');
    for await (const _chunk of found.files[0]!.file.chunks());
    await found.verify(signal);
    expect(found.files[0]!.digest.known).toBe(sha('a'.repeat(LARGE)));
  });

  it.each([
    ['rewritten after it was read', true, 'b'.repeat(LARGE + 1)],
    ['cut before it was read', false, 'a'.repeat(LARGE - 1)],
    ['cut after it was read', true, 'a'.repeat(LARGE - 1)],
  ])('is refused when the file was %s', async (_what, readFirst, after) => {
    const path = large();
    const found = await discover([path], signal);
    const read = async (): Promise<void> => {
      for await (const _chunk of found.files[0]!.file.chunks());
    };
    if (readFirst) await read();
    writeFileSync(path, after);
    if (!readFirst) await read();
    await expect(found.verify(signal)).rejects.toMatchObject({ code: 'changed-while-reading' });
  });

  it('is not to be had of a file that went before it was read', async () => {
    const path = large();
    const found = await discover([path], signal);
    rmSync(path);
    await expect(found.verify(signal)).rejects.toMatchObject({ code: 'unreadable' });
  });
});

it.skipIf(process.platform !== 'linux')('a reader that stops early leaves no file open', async () => {
  const path = put('many.gz', gzipSync(Buffer.alloc(8_000_000, 1), { level: 0 }));
  const { files } = await discover([path], signal);
  const open = (): number => readdirSync('/proc/self/fd').length;
  const before = open();
  for (let n = 0; n < 20; n++) for await (const _chunk of files[0]!.file.chunks()) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(open()).toBeLessThan(before + 5);
});

describe('an archive', () => {
  const archive = (members: Zippable): string => put('a.zip', zipSync(members));

  it('gives its members in order, unpacked, under harmless names', async () => {
    const found = await discover(
      [
        archive({
          'b/two.json': text('two'),
          '../../etc/one.json': text('one'),
          'C:\\x\\three.json': text('three'),
          __proto__x: text('p'),
          'z.json.gz': gzipSync('zipped'),
          '__MACOSX/._two.json': text('x'),
          '.hidden': text('x'),
        }),
      ],
      signal,
    );
    expect(paths(found)).toEqual([
      'a.zip/etc/one.json',
      'a.zip/x/three.json',
      'a.zip/__proto__x',
      'a.zip/b/two.json',
      'a.zip/z.json.gz',
    ]);
    expect(await contents(found)).toEqual(['one', 'three', 'p', 'two', 'zipped']);
    expect(await contents(found)).toEqual(['one', 'three', 'p', 'two', 'zipped']);
    expect(codes(found)).toEqual([]);
  });

  it('keeps both of two members with one name', async () => {
    const bytes = zipSync({ 'aa.json': text('1'), 'ab.json': text('2') }, { level: 0 });
    const doubled = Buffer.from(
      Buffer.from(bytes).toString('latin1').replaceAll('ab.json', 'aa.json'),
      'latin1',
    );
    const found = await discover([put('twins.zip', doubled)], signal);
    expect(paths(found)).toEqual(['twins.zip/aa.json', 'twins.zip/aa.json (2)']);
    expect(await contents(found)).toEqual(['1', '2']);
  });

  it('leaves out an archive within it, and says so', async () => {
    const found = await discover([archive({ 'in.zip': zipSync({ x: text('x') }), y: text('y') })], signal);
    expect([paths(found), codes(found)]).toEqual([['a.zip/y'], ['nested-archive']]);
  });

  it('is not believed where a member differs from its checksum', async () => {
    const bytes = zipSync({ good: text('good'), spoilt: text('spoilt') }, { level: 0 });
    const at = Buffer.from(bytes).indexOf('spoilt', Buffer.from(bytes).indexOf('spoilt') + 1);
    bytes[at] = 0x53;
    const found = await discover([put('a.zip', bytes)], signal);
    expect([paths(found), codes(found)]).toEqual([['a.zip/good'], ['broken-archive']]);
  });

  it('is refused when it would unpack to far more than it is', async () => {
    const found = await discover([archive({ bomb: new Uint8Array(200_000_000) })], signal);
    expect([paths(found), codes(found)]).toEqual([[], ['too-large']]);
  });

  it('cannot unpack to more than it announces', async () => {
    const bytes = Buffer.from(zipSync({ liar: new Uint8Array(5_000_000) }));
    const directory = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    bytes.writeUInt32LE(10, directory + 24);
    expect(codes(await discover([put('a.zip', bytes)], signal))).toEqual(['broken-archive']);
  });

  it('may be empty, torn or made up', async () => {
    const whole = Buffer.from(zipSync({ x: text('x'.repeat(1000)) }));
    for (let cut = 4; cut < whole.length; cut += 7) {
      const found = await discover([put('torn.zip', whole.subarray(0, cut))], signal);
      expect([paths(found), codes(found)]).toEqual([[], ['broken-archive']]);
    }
    const empty = await discover([put('empty.zip', zipSync({}))], signal);
    expect([paths(empty), codes(empty)]).toEqual([[], []]);
    for (let seed = 0; seed < 200; seed++) {
      const spoilt = Buffer.from(whole);
      for (let n = 0; n < 6; n++)
        spoilt[4 + (crc32(`${seed} ${n}`) % (whole.length - 4))] = crc32(`${n} ${seed}`) & 0xff;
      await discover([put('spoilt.zip', spoilt)], signal);
    }
  });
});

it('a damaged .gz is the trouble of that file alone', async () => {
  const whole = gzipSync(Buffer.from('x'.repeat(10_000)));
  const spoilt = Buffer.from(whole);
  spoilt[spoilt.length - 6]! ^= 0xff;
  put('in/spoilt.gz', spoilt);
  put('in/torn.gz', whole.subarray(0, 30));
  put('in/whole.gz', whole);
  const { files, problems } = await discover([join(folder, 'in')], signal);
  expect(problems).toEqual([]);
  await expect(files[0]!.file.text()).rejects.toMatchObject({ name: 'SourceError', code: 'unreadable' });
  await expect(files[1]!.file.bytes()).rejects.toMatchObject({ name: 'SourceError', code: 'unreadable' });
  expect(await files[2]!.file.text()).toHaveLength(10_000);
});
