/**
 * A stand-in for AWS on 127.0.0.1: it speaks the protocols of Glue, Lake Formation, STS and S3 as far
 * as a collection needs them, and notes what was asked.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Input = Readonly<Record<string, unknown>>;

/** An answer, or a refusal. */
type Answer = object | Refusal;
export class Refusal {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status = 400) {
    this.code = code;
    this.status = status;
  }
}

export interface FakeAws {
  readonly url: string;
  /** `GetTables sales`, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface FakeAccount {
  readonly account: string;
  /** By operation as the protocol names it; what is missing answers with nothing. */
  readonly answers: Readonly<Record<string, (input: Input) => Answer>>;
  /** Objects in S3 by `bucket/key`. */
  readonly objects: Readonly<Record<string, string>>;
}

export async function startFakeAws(fake: FakeAccount): Promise<FakeAws> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, fake, asked);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  fake: FakeAccount,
  asked: string[],
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString('utf8');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (body.includes('Action=GetCallerIdentity')) {
    asked.push('GetCallerIdentity');
    const refusal = fake.answers['GetCallerIdentity']?.({});
    if (refusal instanceof Refusal) {
      const xml = `<ErrorResponse><Error><Code>${refusal.code}</Code><Message>no</Message></Error></ErrorResponse>`;
      response.writeHead(refusal.status, { 'content-type': 'text/xml' }).end(xml);
      return;
    }
    const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${fake.account}:user/reader</Arn><UserId>AIDA</UserId><Account>${fake.account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
    response.writeHead(200, { 'content-type': 'text/xml' }).end(xml);
    return;
  }
  if (request.method === 'GET') {
    const key = decodeURIComponent(path.slice(1));
    asked.push(`GetObject ${key}`);
    const object = fake.objects[key];
    if (object === undefined)
      response
        .writeHead(404, { 'content-type': 'application/xml' })
        .end('<Error><Code>NoSuchKey</Code></Error>');
    else response.writeHead(200).end(object);
    return;
  }
  const target = request.headers['x-amz-target'];
  const operation = typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : path.slice(1);
  const input = (body === '' ? {} : JSON.parse(body)) as Input;
  const about = input['DatabaseName'] ?? input['JobName'] ?? input['Name'] ?? '';
  asked.push(`${operation} ${typeof about === 'string' ? about : ''}`.trim());
  const result = fake.answers[operation]?.(input) ?? {};
  if (result instanceof Refusal) {
    const error = { __type: result.code, message: `${result.code} says no` };
    response
      .writeHead(result.status, {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-errortype': result.code,
      })
      .end(JSON.stringify(error));
    return;
  }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(result));
}
