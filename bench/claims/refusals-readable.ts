import { ERROR_CODES, type ErrorCode } from '../../protocol/error-codes.js';
import { RigClient } from '../../protocol/client/rig.js';
import { Pacing, type StreamInfo } from '../../protocol/frame.js';
import { simulateNoise } from '../../server/rig/simulate-noise.js';
import { writeAlteredModel } from '../harness/altered-model.js';
import { madeUpRecording } from '../harness/made-up-recording.js';
import { play, type Playable } from '../harness/player.js';
import { ReaderLog } from '../harness/reader-log.js';
import { ServerProcess } from '../harness/server-process.js';
import { copyModels } from '../harness/test-models.js';
import type { Claim } from './claim.js';

const SFREQ = 256;
const eeg = madeUpRecording({ name: 'eight electrodes', nChannels: 8, sfreq: SFREQ, nSamples: 16 * SFREQ, seed: 4 });

/** A stream or a model that is not what the other one wants. */
interface Refusal {
  readonly what: string;
  readonly decoder: string;
  readonly info: StreamInfo;
  readonly code: ErrorCode;
  /** What the text has to name: what is expected, what is there, and where. */
  readonly names: readonly RegExp[];
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'another montage',
    decoder: 'fbcca-small',
    info: { ...eeg.info, sfreq: 200 },
    code: 'CHANNELS_MISSING',
    names: [/expected 3 channels, found 0/, /missing: O1, Oz, O2/, /the stream has: EEG001, EEG002/],
  },
  {
    what: 'another helmet',
    decoder: 'identity',
    info: simulateNoise({ kind: 'mag', nChannels: 275 }).info,
    code: 'CHANNEL_KIND_MISMATCH',
    names: [/expected 306 channels of kind mag or grad, found 275/, /the stream has 275 mag/],
  },
  {
    what: 'more channels missing than may be',
    decoder: 'one-may-be-missing',
    info: {
      ...eeg.info,
      sfreq: 200,
      channels: eeg.info.channels.map((channel, i) => ({ ...channel, name: ['Oz', 'O-1'][i] ?? channel.name })),
    },
    code: 'CHANNELS_MISSING',
    names: [/at most 1 of which may be missing, found 1/, /missing: O1 \(the stream has "O-1"\), O2/],
  },
  {
    what: 'a subject that the model does not know',
    decoder: 'every-input',
    info: { ...eeg.info, subject: 'carla' },
    code: 'SUBJECT_UNKNOWN',
    names: [/expected one of the model's subjects \(anna, ben\), found "carla"/],
  },
  {
    what: 'a language model with other letters',
    decoder: 'other-letters',
    info: eeg.info,
    code: 'MODEL_UNLOADABLE',
    names: [/letters\.arpa: language model with other letters/, /"q"|\bq\b/],
  },
  {
    what: 'a bank of another width',
    decoder: 'wide-bank',
    info: eeg.info,
    code: 'MODEL_CONTRACT',
    names: [/output y: expected \[batch, 8, 8\] \(batch, axes of a candidate of story\.bank\), found \[\w+, 8, 4\]/],
  },
  {
    what: 'a candidate with a value that is not a number',
    decoder: 'broken-candidate',
    info: eeg.info,
    code: 'MODEL_UNLOADABLE',
    names: [/story\.bank: candidate 23 \(segment-23\): expected finite values, found NaN at value 31/],
  },
  {
    what: 'candidates that overlap by more than half',
    decoder: 'overlapping-candidates',
    info: eeg.info,
    code: 'MODEL_UNLOADABLE',
    names: [
      /candidate 1 \(segment-1\): expected at most half in common with candidate 0 \(segment-0\)/,
      /found .* to .* s/,
    ],
  },
];

/** Models that are wrong, and one that is particular. */
function writeModels(repository: string): void {
  writeAlteredModel(repository, 'one-may-be-missing', {
    from: 'fbcca-small',
    manifest: ({ signal }) => Object.assign(signal.channels, { missing: 'zero', maxMissing: 1 }),
  });
  writeAlteredModel(repository, 'other-letters', {
    from: 'typing-keys-small',
    texts: { 'letters.arpa': (text) => text.replaceAll(/\bb\b/g, 'q') },
  });
  writeAlteredModel(repository, 'wide-bank', {
    from: 'retrieval-small',
    banks: {
      'story.bank': (bank) => {
        bank.header = { ...bank.header, shape: [24, 8, 8] };
        bank.values = Float32Array.from({ length: 24 * 64 }, (_, i) => Math.sin(i * i));
      },
    },
  });
  writeAlteredModel(repository, 'broken-candidate', {
    from: 'retrieval-small',
    banks: { 'story.bank': ({ values }) => values.fill(NaN, -1) },
  });
  writeAlteredModel(repository, 'overlapping-candidates', {
    from: 'retrieval-small',
    banks: {
      'story.bank': ({ header: { candidates } }) => {
        const [first, second] = candidates;
        second!.start = first!.start! + 1;
        second!.end = first!.end! + 1;
      },
    },
  });
}

/** What the server says of a decoder for a stream. */
async function offerOf(url: string, { decoder, info }: Refusal): Promise<{ code: string; detail: string }> {
  const rig = new RigClient(url, { info, decoders: [decoder], client: 'cortexwire claims' });
  rig.on('problem', () => undefined);
  try {
    const { decoders } = await rig.open();
    const [offer] = decoders;
    if (offer === undefined || offer.accepted) return { code: '', detail: 'accepted' };
    return offer;
  } finally {
    rig.disconnect();
  }
}

const KEYS = [
  { key: 'a', sample: 200, channel: 0 },
  { key: 'b', sample: 300, channel: 1 },
];

/** A person who types two keys and then leaves the sentence open for longer than the model waits. */
const unended: Playable = {
  ...eeg,
  markers: [
    { sample: 100, description: 'sentence start', value: '', duration: 0 },
    ...KEYS.map(({ key, sample }) => ({ sample, description: 'key', value: key, duration: 0 })),
  ],
  // The model takes the highest channel for the key.
  read(start, n) {
    const data = eeg.read(start, n);
    for (const { sample, channel } of KEYS) {
      for (let at = Math.max(sample, start); at < Math.min(sample + 16, start + n); at++) {
        data[(at - start) * 8 + channel]! += 40;
      }
    }
    return data;
  },
};

/** @returns what came at the time-out, and whether it is as stated: told, and then the text, final */
async function unendedSequence(url: string): Promise<{ ok: boolean; text: string }> {
  const reader = await ReaderLog.open(url);
  try {
    const rig = { url, recording: unended, chunk: 64, speed: Infinity, decoders: ['typing-keys-small'] };
    const { stream } = await play({ ...rig, pacing: Pacing.REPLAY });
    await reader.until(`the end of ${stream}`, () => reader.hasClosed(stream));
    const payloads = [...reader.of(stream)].flatMap(([, logged]) => logged.map(({ decode }) => decode.payload));
    const [told, last] = payloads.slice(-2);
    const failure = told?.failure;
    const ok =
      failure?.code === 'SEQUENCE_TIMEOUT' &&
      /no end marker within \d+ samples of the start/.test(failure.detail ?? '') &&
      last?.final === true &&
      last.window === told?.window &&
      last.text?.reads === 'ab' &&
      (last.text.provisional ?? '') === '' &&
      last.text.typed?.length === 2;
    return {
      ok,
      text: `${failure?.code}: ${failure?.detail}; then final: ${JSON.stringify(last?.text?.reads ?? null)}`,
    };
  } finally {
    reader.close();
  }
}

export const claim: Claim = {
  name: 'refusals-readable',
  sentence: 'What does not fit is refused by a code and a text that names what was expected and what is there',
  bounds: [{ what: 'wrong things that were not refused so', op: '==', value: 0, unit: `of ${REFUSALS.length + 1}` }],
  tags: [],
  measure: async ({ scratch, progress }) => {
    const repository = await copyModels(await scratch(), [
      'fbcca-small',
      'identity',
      'every-input',
      'typing-keys-small',
    ]);
    writeModels(repository);
    const server = await ServerProcess.start({ journal: await scratch(), models: [repository] });
    const lines: string[] = [];
    let nWrong = 0;
    const say = (what: string, ok: boolean, text: string): void => {
      if (!ok) nWrong++;
      lines.push(`${ok ? '' : 'NOT AS STATED: '}${what}: ${text}`);
    };
    try {
      for (const refusal of REFUSALS) {
        progress(refusal.what);
        const { code, detail } = await offerOf(server.url, refusal);
        const isNamed = refusal.names.every((name) => name.test(detail));
        say(refusal.what, code === refusal.code && code in ERROR_CODES && isNamed, `${code}: ${detail}`);
      }
      progress('a sequence without an end');
      const { ok, text } = await unendedSequence(server.url);
      say('a sequence without an end', ok, text);
    } finally {
      await server.stop();
    }
    return [{ figure: nWrong, detail: lines.join('\n'), data: lines }];
  },
};
