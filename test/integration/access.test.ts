import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { ERROR_CODES, type ErrorCode } from '../../protocol/error-codes.js';
import { decodeToReader, encodeReaderMessage, From, Pacing } from '../../protocol/frame.js';
import { JSON_SUBPROTOCOL, PROTOBUF_SUBPROTOCOL, SUBSCRIBE_PATH } from '../../protocol/version.js';
import type { LiveServer } from '../helpers/live-server.js';
import { playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';
import type { ReaderWire } from '../helpers/wire-socket.js';

const noise = madeUpRecording({ name: 'lab one', nChannels: 8, sfreq: 256, nSamples: 512, seed: 13 });
const own = bedOfEachTest();

const shared = bedOfAllTests();
const TOKEN = {
  ingest: 'may-send-into-the-lab',
  subscribe: 'may-read-of-the-lab',
  admin: 'may-do-whatever-it-wants',
  stale: 'could-read-of-the-lab-once',
  brief: 'may-read-for-a-moment',
};
let server: LiveServer;
/** Reads with a token that ends while the tests run. */
let brief: ReaderWire;
beforeAll(async () => {
  const tokens = [
    { token: TOKEN.ingest, scope: 'ingest', streams: 'lab *' },
    { token: TOKEN.subscribe, scope: 'subscribe', streams: 'lab *' },
    { token: TOKEN.admin, scope: 'admin' },
    { token: TOKEN.stale, scope: 'subscribe', expires: '2020-01-01T00:00:00Z' },
    { token: TOKEN.brief, scope: 'subscribe', expires: new Date(Date.now() + 6000).toISOString() },
  ];
  server = await shared.server({ env: { CORTEXWIRE_TOKENS: JSON.stringify(tokens) } });
  brief = await shared.readerWire(server, PROTOBUF_SUBPROTOCOL, bearer(TOKEN.brief));
  brief.send({ subscribe: {} });
});

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

async function expectClosed(
  wire: { heard(kind: 'problem'): Promise<object>; closed: Promise<object> },
  code: ErrorCode,
): Promise<void> {
  expect(await wire.heard('problem')).toMatchObject({ code, fatal: true });
  expect(await wire.closed).toEqual({ code: ERROR_CODES[code].closeCode, reason: code });
}

describe('a server with tokens', () => {
  it.each([
    ['no token', {}, 'UNAUTHORIZED'],
    ['a token that nobody gave', bearer('not-one-of-this-server'), 'UNAUTHORIZED'],
    ['a token that has expired', bearer(TOKEN.stale), 'UNAUTHORIZED'],
    ['a token of another scope', bearer(TOKEN.ingest), 'FORBIDDEN'],
  ] as const)('refuses a reader with %s', async (_what, headers, code) => {
    await expectClosed(await own.readerWire(server, PROTOBUF_SUBPROTOCOL, headers), code);
    await expectClosed(await own.readerWire(server, JSON_SUBPROTOCOL, headers), code);
  });

  it('refuses a rig with a token of another scope, or for other streams', async () => {
    await expectClosed(await own.rigWire(server, PROTOBUF_SUBPROTOCOL, bearer(TOKEN.subscribe)), 'FORBIDDEN');
    const wire = await own.rigWire(server, PROTOBUF_SUBPROTOCOL, bearer(TOKEN.ingest));
    wire.send({ open: { info: { ...noise.info, name: 'clinic' } } });
    await expectClosed(wire, 'FORBIDDEN');
  });

  it('tells a client why, and the client does not try again', async () => {
    const rig = own.rig(server, { info: noise.info, reconnect: { initial: true } });
    await expect(rig.open()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(own.reader(server, { token: TOKEN.stale })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('gives each reader the streams that its token holds for', async () => {
    const all = await own.reader(server, { token: TOKEN.admin, from: From.NOW });
    const lab = await own.reader(server, { token: TOKEN.subscribe, from: From.NOW });
    for (const [name, token] of [
      ['lab two', TOKEN.ingest],
      ['clinic', TOKEN.admin],
    ] as const) {
      const recording = renamed(noise, { name });
      const rig = own.rig(server, { info: recording.info, token, pacing: Pacing.REPLAY });
      const { stream } = await rig.open();
      await playSpan(rig, recording);
      await rig.close();
      await all.until('the end of the stream', () => all.hasClosed(stream));
    }
    const names = (reader: typeof all): string[] => [
      ...new Set(reader.decodes.map(({ decode }) => decode.stream.replace(/-[^-]*$/, ''))),
    ];
    expect(names(all)).toEqual(['lab-two', 'clinic']);
    expect(names(lab)).toEqual(['lab-two']);

    const listed = await fetch(`${server.httpUrl}/v1/streams`, { headers: bearer(TOKEN.subscribe) });
    const { streams } = (await listed.json()) as { streams: { name: string }[] };
    expect(streams.map(({ name }) => name)).toEqual(['lab two']);
    const clinic = all.decodes.at(-1)?.decode.stream ?? '';
    const marked = await fetch(`${server.httpUrl}/v1/streams/${clinic}/markers`, {
      method: 'POST',
      headers: { ...bearer(TOKEN.ingest), 'content-type': 'application/json' },
      body: JSON.stringify({ sample: 1, description: 'cue' }),
    });
    expect(marked.status).toBe(404);
  });

  it('asks for a token over HTTP, but not to know whether it is ready', async () => {
    const status = async (path: string, token?: string): Promise<number> =>
      (await fetch(`${server.httpUrl}${path}`, { headers: token === undefined ? {} : bearer(token) })).status;
    expect(await status('/readyz')).toBe(200);
    expect(await status('/v1/errors')).toBe(200);
    expect(await status('/metrics')).toBe(401);
    expect(await status('/metrics', TOKEN.subscribe)).toBe(200);
    expect(await status('/v1/streams', TOKEN.ingest)).toBe(403);
    expect(await status('/v1/streams', TOKEN.admin)).toBe(200);
    const refused = await fetch(`${server.httpUrl}/v1/streams`);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('takes the token of a browser, which cannot set headers', async () => {
    const query = `?access_token=${encodeURIComponent(TOKEN.admin)}`;
    const socket = own.keep(new WebSocket(`${server.url}${SUBSCRIBE_PATH}${query}`, [JSON_SUBPROTOCOL]), (one) =>
      one.terminate(),
    );
    await once(socket, 'open');
    socket.send(encodeReaderMessage({ subscribe: {} }, JSON_SUBPROTOCOL));
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(decodeToReader(data.toString(), JSON_SUBPROTOCOL).subscribed).toBeDefined();
  });

  it('never writes a token into its log', () => {
    for (const token of Object.values(TOKEN)) expect(server.log).not.toContain(token);
  });
});

describe('a server with a certificate', () => {
  const cert = resolve('test/helpers/tls/cert.pem');
  const key = resolve('test/helpers/tls/key.pem');

  it('speaks TLS on all its sockets', async () => {
    const server = await own.server({ args: ['--tls-cert', cert, '--tls-key', key] });
    expect(server.url).toMatch(/^wss:/);
    const request = get(`${server.httpUrl}/readyz`, { ca: readFileSync(cert) });
    const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(200);

    // As a person would: the certificate is no public authority's, so the clients are told to trust it.
    const env = { NODE_EXTRA_CA_CERTS: cert, CORTEXWIRE_URL: server.url };
    const subscribe = ['subscribe', '--from', 'start', '--until-closed', '--format', 'jsonl'];
    const simulate = ['rig', 'simulate', 'ssvep', '--trials', '1', '--speed', 'max', '--decoder', 'identity-8'];
    const [rig, reader] = await Promise.all([own.run(simulate, { env }).ended, own.run(subscribe, { env }).ended]);
    expect(rig).toMatchObject({ code: 0, lines: [] });
    expect(reader.code).toBe(0);
    expect(reader.lines).toHaveLength(Math.floor((8.5 * 256 - 256) / 32) + 1);

    const stranger = await own.run(subscribe, { env: { CORTEXWIRE_URL: server.url } }).ended;
    expect(stranger.code).toBe(1);
    expect(stranger.err).toMatch(/^cortexwire: CONNECTION_REFUSED: .*certificate/m);
    // Somebody who speaks no TLS is no reason to stop.
    await expect(fetch(server.httpUrl.replace('https', 'http'))).rejects.toThrow();
    expect(server.lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });
});

it('a socket is closed when its token expires', async () => {
  // On a machine so slow that it had expired before, it was refused in the same way.
  await expectClosed(brief, 'UNAUTHORIZED');
});
