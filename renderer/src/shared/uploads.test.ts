import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** Requests that were sent, in their order; a test answers them. */
let requests: FakeRequest[];

class FakeRequest {
  readonly upload = { addEventListener: () => {} };
  status = 0;
  address = '';
  aborted = false;
  #ended: () => void = () => {};
  addEventListener(_: 'loadend', listener: () => void): void {
    this.#ended = listener;
  }
  open(_: string, address: string): void {
    this.address = address;
  }
  setRequestHeader(): void {}
  send(): void {
    requests.push(this);
  }
  abort(): void {
    this.aborted = true;
    this.#ended();
  }
  answer(status: number): void {
    this.status = status;
    this.#ended();
  }
}

const files = Array.from({ length: 9 }, (_, index) => ({
  file: new File(['1234567890'], `${index}.json`),
  path: `a b/${index}.json`,
}));

beforeEach(() => {
  requests = [];
  vi.stubGlobal('window', { localStorage: { getItem: () => null } });
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  vi.stubGlobal('fetch', () => Promise.resolve({ ok: true, json: () => Promise.resolve({ token: 't' }) }));
});
afterEach(() => vi.unstubAllGlobals());

it('sends every file once, a few at a time, and adds up what was sent', async () => {
  const { upload } = await import('./uploads.ts');
  const progress: number[] = [];
  const done = upload('all', files, { onProgress: (sent) => progress.push(sent) });
  for (let at = 0; at < files.length; at += 1) {
    await expect.poll(() => requests.length).toBeGreaterThan(at);
    expect(requests.length).toBeLessThanOrEqual(at + 4);
    requests[at]!.answer(200);
  }
  expect(await done).toEqual({ token: 't', label: 'all', bytes: 90 });
  expect(progress.at(-1)).toBe(90);
  expect(new Set(requests.map(({ address }) => address)).size).toBe(9);
  expect(requests[0]!.address).toBe('/uploads/t/a%20b/0.json');
});

it('sends nothing more once a file could not be sent', async () => {
  const { upload } = await import('./uploads.ts');
  const done = upload('all', files).catch((error: unknown) => error);
  await expect.poll(() => requests.length).toBe(4);
  requests[1]!.answer(507);
  expect(await done).toMatchObject({ name: 'UploadError', message: 'a b/1.json could not be sent (507)' });
  requests[0]!.answer(200);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(requests.map(({ aborted }) => aborted)).toEqual([true, false, true, true]);
});
