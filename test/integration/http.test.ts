import { beforeAll, describe, expect, it } from 'vitest';
import { madeUpRecording } from '../../bench/harness/made-up-recording.js';
import { metricValue } from '../../bench/harness/metric-text.js';
import type { Playable } from '../../bench/harness/player.js';
import { ERROR_CODES } from '../../protocol/error-codes.js';
import { Pacing } from '../../protocol/frame.js';
import { METRICS } from '../../server/observe/metrics.js';
import type { LiveServer } from '../helpers/live-server.js';
import { offlineDecodes } from '../helpers/offline-decodes.js';
import { framesOf, livePayloads, playSpan, renamed } from '../helpers/playing.js';
import { bedOfAllTests, bedOfEachTest } from '../helpers/test-bed.js';

const noise = madeUpRecording({ name: 'noise', nChannels: 8, sfreq: 200, nSamples: 800, seed: 12 });
/** The channels that `fbcca-small` wants. */
const flicker = renamed(noise, {
  channels: noise.info.channels.map((channel, i) => ({ ...channel, name: ['O1', 'Oz', 'O2'][i] ?? channel.name })),
});

const shared = bedOfAllTests();
const own = bedOfEachTest();
let models: string;
let server: LiveServer;
beforeAll(async () => {
  models = await shared.models('identity-8', 'fbcca-small');
  server = await shared.server({ models: [models] });
});

interface Answer {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function ask(path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
  const sent = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(`${server.httpUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...sent, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** A rig in the middle of a recording. */
async function openFlicker(name: string): Promise<{ rig: ReturnType<typeof own.rig>; stream: string }> {
  const info = { ...flicker.info, name };
  const rig = own.rig(server, { info, decoders: ['fbcca-small'], pacing: Pacing.REPLAY });
  const { stream } = await rig.open();
  await playSpan(rig, flicker, { to: 200 });
  return { rig, stream };
}

describe('the server over HTTP', () => {
  it('says that it is alive and ready', async () => {
    expect(await ask('/livez')).toEqual({ status: 200, json: { alive: true } });
    expect(await ask('/readyz')).toEqual({
      status: 200,
      json: { ready: true, reasons: [], device: 'cpu', elsewhere: [] },
    });
  });

  it('lists its models and errors, and answers other paths with the error table', async () => {
    const { json } = await ask('/v1/models');
    expect(json['models']).toMatchObject([
      { id: 'fbcca-small@1.0.0', when: 'epoch', kind: 'classes', problem: null },
      { id: 'identity-8@1.0.0', when: 'sliding', kind: 'embedding', problem: null },
    ]);
    expect((await ask('/v1/models/fbcca-small')).json['text']).toMatch(/O1.*Oz.*O2/s);
    expect(await ask('/v1/models/nobody')).toMatchObject({ status: 404, json: { code: 'MODEL_UNKNOWN' } });
    expect((await ask('/v1/errors')).json['errors']).toHaveLength(Object.keys(ERROR_CODES).length);
    expect(await ask('/v1/nothing')).toMatchObject({ status: 404, json: { code: 'ROUTE_UNKNOWN' } });
  });

  it('refuses web pages of other hosts', async () => {
    const foreign = await ask('/v1/streams', undefined, { origin: 'http://elsewhere.example' });
    expect(foreign).toMatchObject({ status: 403, json: { code: 'FORBIDDEN' } });
  });

  it('has every metric, and counts what goes through', async () => {
    const before = await server.metrics();
    for (const { name, kind } of Object.values(METRICS)) expect(before).toContain(`# TYPE ${name} ${kind}\n`);

    const reader = await own.reader(server, { stream: 'counted' });
    const rig = await own.rigWire(server);
    const { info } = renamed(noise, { name: 'counted', sfreq: 256 });
    rig.send({ open: { info, decoders: ['identity-8'], pacing: Pacing.REPLAY } });
    const { stream } = await rig.heard('opened');
    const frames = framesOf(noise, 16);
    for (const samples of [...frames.slice(0, 20), ...frames.slice(19, 30), ...frames.slice(40)]) rig.send({ samples });
    rig.send({ marker: { sample: 3, description: 'cue' } });
    rig.send({ marker: { description: 'cue' } });
    rig.send({ close: { final: true } });
    await rig.heard('closed');
    await reader.until('the end of the stream', () => reader.hasClosed(stream));

    const after = await server.metrics();
    const grown = (name: string): number => (metricValue(after, name) ?? 0) - (metricValue(before, name) ?? 0);
    expect({
      frames: grown('cortexwire_frames_total'),
      samples: grown('cortexwire_samples_total'),
      bytes: grown('cortexwire_received_bytes_total'),
      markers: grown('cortexwire_markers_total'),
      duplicates: grown('cortexwire_duplicate_samples_total'),
      gaps: grown('cortexwire_gaps_total'),
      missing: grown('cortexwire_missing_samples_total'),
      problems: grown('cortexwire_problems_total'),
      decodes: grown('cortexwire_decodes_total'),
      runs: grown('cortexwire_inference_seconds_count'),
      restarts: grown('cortexwire_restarts_total'),
    }).toEqual({
      frames: 41,
      samples: 656,
      bytes: 656 * 32,
      markers: 1,
      duplicates: 16,
      gaps: 1,
      missing: 160,
      problems: 1,
      decodes: reader.decodes.length,
      runs: reader.decodes.filter(({ decode }) => decode.payload?.failure === undefined).length,
      restarts: 0,
    });
    expect(grown('cortexwire_acknowledgements_total')).toBeGreaterThan(0);
    expect(grown('cortexwire_published_frames_total')).toBeGreaterThanOrEqual(reader.decodes.length);
    expect(after).toMatch(/cortexwire_problems_total\{code="MARKER_INVALID"\} 1\n/);
    expect(metricValue(after, 'cortexwire_rigs')).toBe(1);
    expect(metricValue(after, 'cortexwire_subscribers')).toBe(1);
  });
});

describe('a marker over HTTP', () => {
  it('decodes an epoch as a marker of the rig does', async () => {
    const { rig, stream } = await openFlicker('marked from outside');
    const reader = await own.reader(server, { stream });
    const marker = { sample: 210, description: 'flicker left', value: '11', duration: 0.5, id: 'one' };
    expect(await ask(`/v1/streams/${stream}/markers`, marker)).toEqual({ status: 201, json: { stream, sample: 210 } });
    expect((await ask(`/v1/streams/${stream}/markers`, marker)).status).toBe(201);
    await playSpan(rig, flicker, { from: 200 });
    await rig.close();
    await reader.until('the end of the stream', () => reader.hasClosed(stream));
    const { id: _id, ...ofRig } = marker;
    const marked: Playable = { ...flicker, markers: [ofRig] };
    expect(livePayloads(reader, stream)).toEqual(offlineDecodes(marked, ['fbcca-small'], models));
    expect(reader.decodes).toHaveLength(1);
    expect(reader.decodes[0]?.decode.payload).toMatchObject({ marker: 'flicker left', kind: 'classes', truth: 'left' });
  });

  it('is placed by the clock of the rig, or by the moment in which it comes', async () => {
    const { stream } = await openFlicker('placed');
    const place = async (onset: object): Promise<unknown> =>
      (await ask(`/v1/streams/${stream}/markers`, { description: 'cue', ...onset })).json['sample'];
    expect(await place({ deviceTime: 0.5 })).toBe(100);
    expect(await place({ deviceTime: 2 })).toBe(400);
    expect(await place({ onset: 'now' })).toEqual(expect.any(Number));
  });

  it('is refused with what is wrong with it', async () => {
    const { rig, stream } = await openFlicker('refused');
    const path = `/v1/streams/${stream}/markers`;
    for (const wrong of [
      {},
      { description: 'cue' },
      { sample: 1, onset: 'now', description: 'cue' },
      { sample: -1, description: 'cue' },
      { sample: 1, description: '' },
      { sample: 1, description: 'cue', colour: 'red' },
    ]) {
      expect(await ask(path, wrong)).toMatchObject({ status: 422, json: { code: 'MARKER_INVALID' } });
    }
    const marker = { sample: 1, description: 'cue' };
    const unknown = await ask('/v1/streams/nobody/markers', marker);
    expect(unknown).toMatchObject({ status: 404, json: { code: 'STREAM_UNKNOWN' } });
    await rig.close();
    expect(await ask(path, marker)).toMatchObject({ status: 410, json: { code: 'STREAM_CLOSED' } });
  });
});
