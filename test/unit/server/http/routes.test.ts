import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../../models/manifest.js';
import { ERROR_CODES, ProtocolError } from '../../../../protocol/error-codes.js';
import type { Token } from '../../../../server/config/config.js';
import { guardRoutes } from '../../../../server/http/access.js';
import { Grants } from '../../../../server/http/grants.js';
import { answerProblems } from '../../../../server/http/problems.js';
import { httpRoutes, type HttpParts } from '../../../../server/http/routes.js';
import type { ModelStatus, StreamStatus } from '../../../../server/http/schemas.js';
import type { OutsideMarker } from '../../../../server/http/streams.js';
import { createLogger } from '../../../../server/observe/logger.js';

const apps: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});

const stream: StreamStatus = {
  id: 's-1',
  name: 'meg-1',
  subject: 'P1',
  device: 'helmet',
  simulated: true,
  pacing: 'LIVE',
  state: 'streaming',
  sfreq: 1000,
  nChannels: 306,
  nSamples: 12_000,
  missingSamples: 10,
  duplicateSamples: 0,
  nMarkers: 2,
  opened: 1.7e9,
  catchingUp: false,
  clock: null,
  decoders: [{ decoder: 'a@1.0.0', nDecodes: 3, ageNewest: null }],
};

const model: ModelStatus = {
  id: 'a@1.0.0',
  name: 'a',
  version: '1.0.0',
  description: 'd',
  licence: 'CC0',
  when: 'sliding',
  kind: 'classes',
  problem: { code: 'MODEL_CHECKSUM', detail: 'model.onnx' },
  device: null,
};

const manifest = { name: 'a', signal: { sfreq: 250, nested: [[1, 2]] } } as unknown as Manifest;

const onCpu = { device: 'cpu' as const, elsewhere: [] };

interface Served {
  readonly app: FastifyInstance;
  readonly markers: [string, OutsideMarker][];
  readonly lines: string[];
}

async function serve(parts: Partial<HttpParts> = {}, tokens: Token[] = []): Promise<Served> {
  const markers: [string, OutsideMarker][] = [];
  const lines: string[] = [];
  const app = Fastify();
  apps.push(app);
  await app.register(
    httpRoutes({
      grants: new Grants(tokens),
      readiness: { reasons: () => [], devices: () => onCpu },
      metrics: { contentType: 'text/plain; version=0.0.4', text: async () => 'cortexwire_rigs 1\n' },
      streams: {
        list: () => [stream, { ...stream, id: 's-2', name: 'eeg-2' }],
        addMarker: (id, marker) => {
          markers.push([id, marker]);
          return 'sample' in marker.onset ? Math.round(marker.onset.sample) : null;
        },
      },
      models: { list: () => [model], contract: (id) => (id === 'a' ? { manifest, text: 'a takes …' } : undefined) },
      log: createLogger('info', { write: (line: string) => void lines.push(line) }),
      version: '0.1.0',
      ...parts,
    }),
  );
  return { app, markers, lines };
}

async function ask(app: FastifyInstance, options: InjectOptions) {
  const response = await app.inject({ ...options, headers: { host: '127.0.0.1:8420', ...options.headers } });
  return { status: response.statusCode, body: response.body, headers: response.headers, json: () => response.json() };
}

const post = (app: FastifyInstance, payload: object | string, id = 's-1') =>
  ask(app, {
    method: 'POST',
    url: `/v1/streams/${id}/markers`,
    headers: { 'content-type': 'application/json' },
    payload,
  });

describe('health', () => {
  it('says that the process answers', async () => {
    const { app } = await serve();
    expect((await ask(app, { url: '/livez' })).json()).toEqual({ alive: true });
  });

  it('says whether rigs and readers can come, and why not', async () => {
    const reasons: string[] = [];
    const { app } = await serve({ readiness: { reasons: () => reasons, devices: () => onCpu } });
    const ready = await ask(app, { url: '/readyz' });
    expect([ready.status, ready.json()]).toEqual([200, { ready: true, reasons: [], ...onCpu }]);
    reasons.push('loading models');
    const waiting = await ask(app, { url: '/readyz' });
    expect([waiting.status, waiting.json()]).toEqual([503, { ready: false, reasons: ['loading models'], ...onCpu }]);
  });

  it('answers probes that name no host of this machine', async () => {
    const { app } = await serve();
    expect((await ask(app, { url: '/livez', headers: { host: '10.0.0.7:8420' } })).status).toBe(200);
  });
});

describe('metrics', () => {
  it('gives the text as it is', async () => {
    const { app } = await serve();
    const { body, headers } = await ask(app, { url: '/metrics' });
    expect(body).toBe('cortexwire_rigs 1\n');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4');
  });
});

describe('streams', () => {
  it('lists every field of every stream', async () => {
    const { app } = await serve();
    const { streams } = (await ask(app, { url: '/v1/streams' })).json();
    expect(streams).toEqual([stream, { ...stream, id: 's-2', name: 'eeg-2' }]);
  });

  it('lists only streams that the token holds for', async () => {
    const { app } = await serve({}, [{ token: 'reader-0123456789', scope: 'subscribe', streams: 'eeg*' }]);
    const { streams } = (
      await ask(app, { url: '/v1/streams', headers: { authorization: 'Bearer reader-0123456789' } })
    ).json();
    expect(streams.map(({ id }: StreamStatus) => id)).toEqual(['s-2']);
  });

  it('passes a marker on, at a sample, at a time of the rig, and now', async () => {
    const { app, markers } = await serve();
    const at = await post(app, { sample: 41.5, description: 'face', value: '7', duration: 0.5, id: 'm1' });
    expect([at.status, at.json()]).toEqual([201, { stream: 's-1', sample: 42 }]);
    await post(app, { deviceTime: -3.25, description: 'house' });
    await post(app, { onset: 'now', description: 'press' });
    expect(markers).toEqual([
      ['s-1', { onset: { sample: 41.5 }, description: 'face', value: '7', duration: 0.5, id: 'm1' }],
      ['s-1', { onset: { deviceTime: -3.25 }, description: 'house', value: '', duration: 0, id: '' }],
      ['s-1', { onset: { serverTime: expect.any(Number) }, description: 'press', value: '', duration: 0, id: '' }],
    ]);
  });

  it('says at which sample a marker was placed', async () => {
    const { app } = await serve();
    expect((await post(app, { sample: 1200, description: 'x' })).json()).toEqual({ stream: 's-1', sample: 1200 });
  });

  it.each([
    ['no onset', { description: 'x' }, 'give one of sample'],
    ['two onsets', { description: 'x', sample: 1, onset: 'now' }, 'give one of sample'],
    ['another word for now', { description: 'x', onset: 'soon' }, 'onset'],
    ['no description', { sample: 1 }, 'description'],
    ['an empty description', { sample: 1, description: '' }, 'description'],
    ['text for a number', { sample: '1', description: 'x' }, 'sample'],
    ['a sample before the first', { sample: -1, description: 'x' }, 'sample'],
    ['a sample past counting', { sample: 2 ** 53, description: 'x' }, 'sample'],
    ['a negative duration', { sample: 1, description: 'x', duration: -1 }, 'duration'],
    ['an unknown field', { sample: 1, description: 'x', time: 3 }, 'time'],
    ['a description past its limit', { sample: 1, description: 'x'.repeat(4097) }, 'description'],
    ['an id past its limit', { sample: 1, description: 'x', id: 'x'.repeat(257) }, 'id'],
  ])('refuses a marker with %s', async (_, body, named) => {
    const { app, markers } = await serve();
    const { status, json } = await post(app, body);
    expect([status, json().code]).toEqual([422, 'MARKER_INVALID']);
    expect(json().detail).toContain(named);
    expect(markers).toEqual([]);
  });

  it('takes text at its limits', async () => {
    const { app } = await serve();
    const longest = { sample: 1, description: 'x'.repeat(4096), value: 'y'.repeat(4096), id: 'z'.repeat(256) };
    expect((await post(app, longest)).status).toBe(201);
  });

  it('refuses what is not JSON', async () => {
    const { app } = await serve();
    expect((await post(app, '{"sample": 1')).json()).toMatchObject({ code: 'MALFORMED_MESSAGE' });
  });

  it('does not tell a stream that a token does not hold for from one that is not there', async () => {
    const { app } = await serve({}, [{ token: 'rig-0123456789abc', scope: 'ingest', streams: 'meg*' }]);
    const headers = { authorization: 'Bearer rig-0123456789abc' };
    const payload = { sample: 1, description: 'x' };
    const codes = await Promise.all(
      ['s-1', 's-2', 's-3'].map(async (id) => {
        const { status, json } = await ask(app, { method: 'POST', url: `/v1/streams/${id}/markers`, headers, payload });
        return [status, json().code];
      }),
    );
    expect(codes).toEqual([
      [201, undefined],
      [404, 'STREAM_UNKNOWN'],
      [404, 'STREAM_UNKNOWN'],
    ]);
  });

  it('answers with the code of the stream when it refuses a marker', async () => {
    const streams = {
      list: () => [stream],
      addMarker: () => {
        throw new ProtocolError('STREAM_CLOSED', 'stream s-1 has ended');
      },
    };
    const { app } = await serve({ streams });
    const { status, json } = await post(app, { sample: 1, description: 'x' });
    expect([status, json()]).toEqual([410, { code: 'STREAM_CLOSED', detail: 'stream s-1 has ended' }]);
  });
});

describe('models', () => {
  it('lists models with what is wrong with them', async () => {
    const { app } = await serve();
    expect((await ask(app, { url: '/v1/models' })).json()).toEqual({ models: [model] });
  });

  it('gives the whole manifest of one', async () => {
    const { app } = await serve();
    expect((await ask(app, { url: '/v1/models/a' })).json()).toEqual({ manifest, text: 'a takes …' });
    expect((await ask(app, { url: '/v1/models/b@1.0.0' })).json()).toEqual({
      code: 'MODEL_UNKNOWN',
      detail: 'no model "b@1.0.0"',
    });
  });
});

describe('errors', () => {
  it('gives the whole error table to anybody', async () => {
    const { app } = await serve({}, [{ token: 'admin-0123456789', scope: 'admin', streams: '*' }]);
    const { errors } = (await ask(app, { url: '/v1/errors' })).json();
    expect(errors).toEqual(Object.entries(ERROR_CODES).map(([code, spec]) => ({ code, ...spec })));
  });

  it('names a path that is not there', async () => {
    const { app } = await serve();
    const { status, json } = await ask(app, { url: '/v2/health?x=1' });
    expect([status, json()]).toEqual([404, { code: 'ROUTE_UNKNOWN', detail: 'no GET /v2/health; see /docs' }]);
  });

  it('keeps the reason of a fault for the log', async () => {
    const readiness = {
      reasons: () => {
        throw new TypeError('a detail of the inside');
      },
      devices: () => onCpu,
    };
    const { app, lines } = await serve({ readiness });
    const { status, body, json } = await ask(app, { url: '/readyz' });
    expect([status, json().code]).toEqual([500, 'INTERNAL']);
    expect(body).not.toContain('inside');
    expect(lines.join()).toContain('a detail of the inside');
  });
});

describe('access', () => {
  const tokens: Token[] = [
    { token: 'rig-0123456789abc', scope: 'ingest', streams: '*' },
    { token: 'reader-0123456789', scope: 'subscribe', streams: '*' },
    { token: 'admin-0123456789', scope: 'admin', streams: '*' },
  ];
  const statuses = async (app: FastifyInstance, options: InjectOptions) =>
    Promise.all(
      [undefined, ...tokens.map(({ token }) => token)].map(async (token) => {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        return (await ask(app, { ...options, headers: { ...options.headers, ...headers } })).status;
      }),
    );

  it.each<[string, InjectOptions, number[]]>([
    ['/livez', { url: '/livez' }, [200, 200, 200, 200]],
    ['/readyz', { url: '/readyz' }, [200, 200, 200, 200]],
    ['/', { url: '/' }, [200, 200, 200, 200]],
    ['/v1/errors', { url: '/v1/errors' }, [200, 200, 200, 200]],
    ['/docs', { url: '/docs/' }, [200, 200, 200, 200]],
    ['/docs/json', { url: '/docs/json' }, [200, 200, 200, 200]],
    ['/metrics', { url: '/metrics' }, [401, 200, 200, 200]],
    ['/v1/models', { url: '/v1/models' }, [401, 200, 200, 200]],
    ['/v1/models/a', { url: '/v1/models/a' }, [401, 200, 200, 200]],
    ['/v1/streams', { url: '/v1/streams' }, [401, 403, 200, 200]],
    [
      'markers',
      { method: 'POST', url: '/v1/streams/s-1/markers', payload: { sample: 1, description: 'x' } },
      [401, 201, 403, 201],
    ],
  ])('lets nobody, rig, reader and admin at %s as its scope says', async (_, options, expected) => {
    const { app } = await serve({}, tokens);
    expect(await statuses(app, options)).toEqual(expected);
  });

  it('tells which header is missing', async () => {
    const { app } = await serve({}, tokens);
    expect((await ask(app, { url: '/v1/streams' })).headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('refuses pages of other hosts where there are no tokens', async () => {
    const { app } = await serve();
    const { status, json } = await ask(app, { url: '/v1/streams', headers: { origin: 'http://evil.example' } });
    expect([status, json().code]).toEqual([403, 'FORBIDDEN']);
  });

  it('asks for the admin scope where a route says nothing', async () => {
    const app = Fastify();
    apps.push(app);
    answerProblems(app, createLogger('silent'));
    guardRoutes(app, new Grants(tokens));
    app.get('/new', async () => 'x');
    expect(await statuses(app, { url: '/new' })).toEqual([401, 403, 403, 200]);
  });
});

describe('documents', () => {
  it('describes every route, with who may call it', async () => {
    const { app } = await serve();
    const document = (await ask(app, { url: '/docs/json' })).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/livez',
      '/metrics',
      '/readyz',
      '/v1/errors',
      '/v1/models',
      '/v1/models/{id}',
      '/v1/streams',
      '/v1/streams/{id}/markers',
    ]);
    expect(document.paths['/v1/streams'].get).toMatchObject({
      description: expect.stringContaining('Scope: `subscribe`'),
      security: [{ token: [] }],
    });
    expect(document.paths['/livez'].get.security).toEqual([]);
    const { post: add } = document.paths['/v1/streams/{id}/markers'];
    expect(Object.keys(add.responses)).toEqual(
      expect.arrayContaining(['201', '401', '403', '404', '410', '422', '507']),
    );
    expect(add.requestBody.content['application/json'].schema.required).toEqual(['description']);
  });

  it('carries the assets of the docs page itself', async () => {
    const { app } = await serve();
    const page = await ask(app, { url: '/docs/' });
    expect(page.status).toBe(200);
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).not.toMatch(/^(https?:)?\/\//);
      const { status } = await ask(app, { url: new URL(asset, 'http://x/docs/').pathname });
      expect([asset, status]).toEqual([asset, 200]);
    }
  });
});

describe('status page', () => {
  it('loads nothing from elsewhere and nothing inline', async () => {
    const { app } = await serve();
    const page = await ask(app, { url: '/' });
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'/);
    const assets = [...page.body.matchAll(/<(?:script|link)[^>]*?(?:src|href)="([^"]+)"/gs)].map((match) => match[1]);
    expect(assets.filter((asset) => asset?.startsWith('data:') === false)).toEqual(['/status.css', '/status.js']);
    for (const url of ['/status.css', '/status.js']) expect((await ask(app, { url })).status).toBe(200);
    expect(page.body).not.toMatch(/<script(?![^>]*src=)|style="|onclick/);
  });

  it('says clearly what is simulated', async () => {
    const { app } = await serve();
    expect((await ask(app, { url: '/' })).body).toContain('simulated — not a person');
  });
});
