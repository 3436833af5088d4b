import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_LIMITS } from '../../protocol/limits.js';
import { packageRoot } from './package-root.js';

/** What the README and the help texts say about a setting, beside its type. */
export interface SettingNote {
  readonly description: string;
  /** Unit of the value, where it has one. */
  readonly unit?: string;
  /** How text from a flag or from the environment becomes a value. */
  readonly kind: 'text' | 'number' | 'bytes' | 'boolean' | 'path' | 'paths' | 'json';
  /** The default in words, where it depends on the machine. */
  readonly defaultText?: string;
  /** Secrets are not given by flag, where every user of the machine can read them. */
  readonly flag?: false;
  /** The value's name in the help text. */
  readonly argument?: string;
}

function note<T extends z.ZodType>(schema: T, settingNote: SettingNote): T {
  return schema.meta({ ...settingNote });
}

type Words = Omit<SettingNote, 'kind' | 'unit'>;

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const ms = (min: number, max: number, fallback: number, description: string) =>
  note(whole(min, max).default(fallback), { kind: 'number', unit: 'ms', argument: 'MS', description });
const count = (min: number, max: number, fallback: number, words: Words) =>
  note(whole(min, max).default(fallback), { kind: 'number', argument: 'N', ...words });
const bytes = (min: number, max: number, fallback: number, description: string) =>
  note(whole(min, max).default(fallback), { kind: 'bytes', unit: 'bytes', argument: 'BYTES', description });
const folder = (words: Words) =>
  note(z.string().min(1).nullable().default(null), { kind: 'path', argument: 'DIR', ...words });
const file = (words: Words) =>
  note(z.string().min(1).nullable().default(null), { kind: 'path', argument: 'FILE', ...words });

const group = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape).prefault(() => ({}) as z.input<z.ZodObject<T>>);

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const GiB = 2 ** 30;

export const tokenSchema = z.strictObject({
  token: z
    .string()
    .min(16, 'a token has at least 16 characters')
    .regex(/^[!-~]+$/, 'a token is made of ASCII characters without spaces: it goes into a header'),
  scope: z.enum(['ingest', 'subscribe', 'admin']),
  /** Stream names it holds for; `*` stands for any run of characters. */
  streams: z.string().min(1).default('*'),
  /** ISO 8601; absent: never. */
  expires: z.iso.datetime({ offset: true }).optional(),
});

const MAX_DEFAULT_LANES = 16;

export const configSchema = z.strictObject({
  host: note(z.string().min(1).default('127.0.0.1'), {
    kind: 'text',
    argument: 'HOST',
    description: 'Address to listen on. Any other than a loopback address needs `tokens`.',
  }),
  port: count(0, 65535, 8420, { argument: 'PORT', description: 'Port to listen on; 0 takes a free one and logs it.' }),
  models: note(
    z
      .array(z.string().min(1))
      .min(1)
      .default(() => [join(packageRoot(), 'models')]),
    {
      kind: 'paths',
      argument: 'DIR',
      defaultText: "the package's `models/`",
      description:
        'Folders with models, `DIR/<name>/<version>/manifest.json`; where two hold the same, the first wins.',
    },
  ),
  device: note(z.enum(['auto', 'cpu', 'cuda']).default('auto'), {
    kind: 'text',
    argument: 'DEVICE',
    description:
      'Where models run: `cpu`; `cuda`, a GPU, where each is compared with the CPU at the start and the server does not start if one fails; `auto`, `cuda` for those that pass and the CPU for the others. Not verified on a GPU yet.',
  }),
  lanes: note(
    whole(1, 256).default(() => Math.min(MAX_DEFAULT_LANES, Math.max(1, availableParallelism() - 1))),
    {
      kind: 'number',
      argument: 'N',
      defaultText: `cores − 1, from 1 to ${MAX_DEFAULT_LANES}`,
      description:
        'Threads that filter, window and decode; a stream lives on one, or on the thread of the sockets (`inlineMs`), and moves when the load shifts. More than there are cores makes every stream later.',
    },
  ),
  inlineMs: note(z.number().min(0).max(1000).default(2), {
    kind: 'number',
    argument: 'MS',
    description:
      "Models whose run takes at most this long, and that have no language model or large bank, decode live streams on the sockets' own thread as long as there is little of it, which spares each decode the waking of two threads. 0: never.",
  }),
  journal: folder({
    defaultText: 'memory where at least 1 GiB of it outlives a restart, else a disk; the log says which',
    description: 'Folder of the journal, from which a restarted server goes on. One server uses it at a time.',
  }),
  journalMaxBytes: bytes(
    16 * MiB,
    16 * 1024 * GiB,
    GiB,
    'Most that the journal may hold. When full, acknowledgements and credit stop and rigs are told; nothing is dropped.',
  ),
  journalCorruption: note(z.enum(['refuse', 'set-aside']).default('refuse'), {
    kind: 'text',
    argument: 'WHAT',
    description:
      'What to do at the start with a stream whose journal is damaged in the middle: `refuse` to serve it and change nothing, or `set-aside` what cannot be read, keep it beside the journal, and go on before it. Other streams go on either way. (A torn end after a crash is no damage and always mended.)',
  }),
  record: folder({
    defaultText: 'off',
    description: 'Folder for recordings: the journals of all streams, with nothing trimmed.',
  }),
  decodeRetentionBytes: bytes(
    64 * KiB,
    16 * 1024 * GiB,
    64 * MiB,
    'Decodes kept for each stream, for readers that come back with a cursor or read from the start; the oldest go first, and sooner where samples need the room.',
  ),
  checkpointIntervalMs: ms(
    100,
    600_000,
    5000,
    'Distance of checkpoints. A restart computes again what came after the last one: longer costs less and recovers later.',
  ),
  maxAgeMs: ms(
    50,
    3_600_000,
    5000,
    'A window of a `LIVE` stream that is older than this before it runs is answered with an error instead. `REPLAY` streams have no such limit.',
  ),
  rigTimeoutMs: ms(
    1000,
    604_800_000,
    3_600_000,
    'A stream whose rig has been gone for this long is ended: windows still due are answered, and it cannot be resumed.',
  ),
  endedRetentionMs: ms(
    0,
    31_536_000_000,
    86_400_000,
    'How long the decodes of a stream that has ended can still be read; then it is deleted.',
  ),
  tokens: note(z.array(tokenSchema).default([]), {
    kind: 'json',
    flag: false,
    defaultText: 'none: loopback only, everything allowed',
    description:
      'Who may do what: a list of `{token, scope, streams, expires}`; scope is `ingest`, `subscribe` or `admin` (which may do everything), `streams` a pattern (`*`), `expires` an ISO 8601 time. In the environment as JSON.',
  }),
  tls: group({
    cert: file({ defaultText: 'off', description: 'Certificate chain, PEM. Needs `tls.key`.' }),
    key: file({ defaultText: 'off', description: 'Private key, PEM. Needs `tls.cert`.' }),
  }),
  limits: group({
    maxMessageBytes: bytes(
      64 * KiB,
      64 * MiB,
      DEFAULT_LIMITS.maxMessageBytes,
      'Longest message a socket takes; a longer one closes it.',
    ),
    maxChannels: count(1, 16_384, DEFAULT_LIMITS.maxChannels, { description: 'Most channels of a stream.' }),
    maxSamplesPerFrame: count(1, 1_000_000, DEFAULT_LIMITS.maxSamplesPerFrame, {
      description: 'Most samples in one frame.',
    }),
    maxSfreq: note(z.number().positive().max(100_000).default(DEFAULT_LIMITS.maxSfreq), {
      kind: 'number',
      unit: 'Hz',
      argument: 'HZ',
      description: 'Highest sampling frequency of a stream.',
    }),
    maxStreams: count(1, 10_000, 64, { description: 'Most streams open at the same time.' }),
    maxSubscribers: count(1, 100_000, 1000, { description: 'Most subscribers connected at the same time.' }),
    outboxBytes: bytes(
      64 * KiB,
      GiB,
      4 * MiB,
      'What one subscriber may leave unread before it is sent no more. A `LOSSLESS` one then reads from the decode log at its own pace, and is closed with `SUBSCRIBER_TOO_SLOW` only when what it needs is no longer kept; a `LATEST` one skips to the newest decodes and is told how many it missed.',
    ),
  }),
  watchdog: group({
    runMs: ms(
      100,
      600_000,
      10_000,
      'A model that runs longer counts as hung: the server is restarted and the window answered with `MODEL_HUNG` if it hangs again. A manifest may say otherwise (`maxRunMs`).',
    ),
    heartbeatMs: ms(20, 10_000, 250, 'How often the server tells its supervisor that it is alive.'),
    silenceMs: ms(500, 600_000, 5000, 'A server that has not been heard for this long is killed and started again.'),
  }),
  socketPingMs: ms(
    1000,
    600_000,
    10_000,
    'How often sockets are pinged; one that has not answered by the next ping is closed, so that its rig can resume.',
  ),
  drainMs: ms(
    0,
    600_000,
    10_000,
    'Longest time between SIGTERM and the end: windows that are due are decided, readers get what they are owed.',
  ),
  supervise: note(z.boolean().default(true), {
    kind: 'boolean',
    description: 'Run under a supervisor that starts the server again when it crashes or hangs.',
  }),
  standby: note(z.boolean().default(true), {
    kind: 'boolean',
    description:
      'Keep a second process that has loaded all models and only waits, so that a crash costs tenths of a second. Takes the memory of the models twice.',
  }),
  logLevel: note(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'), {
    kind: 'text',
    argument: 'LEVEL',
    description: 'Least severe log line to write to stderr (JSON lines; never samples or decoded text).',
  }),
});

/** All settings of `serve`, checked and complete. */
export type Config = z.output<typeof configSchema>;
export type Token = z.output<typeof tokenSchema>;
export type Scope = Token['scope'];
