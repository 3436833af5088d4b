// Generated from cortexwire.proto by `npm run codec`; not edited by hand.

export const ChannelKind = {
  CHANNEL_KIND_UNSPECIFIED: 0,
  EEG: 1,
  MAG: 2,
  GRAD: 3,
  REF_MEG: 4,
  EOG: 5,
  ECG: 6,
  EMG: 7,
  STIM: 8,
  MISC: 9,
} as const;
export type ChannelKind = (typeof ChannelKind)[keyof typeof ChannelKind];

/** The unit of one channel's samples on the wire, after `Channel.scale`. */
export const Unit = {
  UNIT_UNSPECIFIED: 0,
  VOLT: 1,
  MICROVOLT: 2,
  TESLA: 3,
  FEMTOTESLA: 4,
  TESLA_PER_METRE: 5,
  FEMTOTESLA_PER_CENTIMETRE: 6,
  DIMENSIONLESS: 7,
} as const;
export type Unit = (typeof Unit)[keyof typeof Unit];

/** Little-endian, sample-major: sample 0 of all channels, then sample 1, and so on. */
export const SampleFormat = {
  SAMPLE_FORMAT_UNSPECIFIED: 0,
  FLOAT32: 1,
  INT16: 2,
  INT24: 3,
} as const;
export type SampleFormat = (typeof SampleFormat)[keyof typeof SampleFormat];

/**
 * LIVE: a sample is worth less as it gets older, so a decoder that falls behind may drop windows (each drop is told).
 * REPLAY: nothing is ever dropped; the rig is slowed down by credit instead.
 */
export const Pacing = {
  LIVE: 0,
  REPLAY: 1,
} as const;
export type Pacing = (typeof Pacing)[keyof typeof Pacing];

/** Where a subscription starts. */
export const From = {
  NOW: 0,
  CURSOR: 1,
  START: 2,
} as const;
export type From = (typeof From)[keyof typeof From];

/**
 * LOSSLESS: every decode, and the socket is closed with SUBSCRIBER_TOO_SLOW when too many wait.
 * LATEST: old ones make room for new ones, and `Dropped` tells how many.
 */
export const Policy = {
  LOSSLESS: 0,
  LATEST: 1,
} as const;
export type Policy = (typeof Policy)[keyof typeof Policy];

export const NoticeKind = {
  NOTICE_KIND_UNSPECIFIED: 0,
  /** Samples [start, end) never came. */
  GAP: 1,
  /** The rig's clock jumped by `value` seconds. */
  CLOCK_STEP: 2,
  /** Channel(s) without change, or at the end of their range, in [start, end). */
  FLAT_CHANNEL: 3,
  SATURATED_CHANNEL: 4,
  CHANNEL_RECOVERED: 5,
  /** Decodes are older than they should be by `value` seconds, until CAUGHT_UP. */
  CATCHING_UP: 6,
  CAUGHT_UP: 7,
  /** The journal is full: acknowledgements and credit stop until JOURNAL_RESUMED. */
  JOURNAL_FULL: 8,
  JOURNAL_RESUMED: 9,
  /** `value` is its sfreq, `detail` its name. */
  STREAM_OPENED: 10,
  STREAM_CLOSED: 11,
  /** The rig's socket is gone; the stream waits for it. */
  RIG_LOST: 12,
  RIG_RESUMED: 13,
  /** A replayed decode differed from the one already delivered (the delivered one stands). */
  REPLAY_DIFFERS: 14,
  /** Samples that came twice or too late were left out. */
  DUPLICATE_SAMPLES: 15,
} as const;
export type NoticeKind = (typeof NoticeKind)[keyof typeof NoticeKind];

export interface Channel {
  /** Unique within the stream. */
  name: string;
  kind: ChannelKind;
  unit: Unit;
  /** x, y, z in metres, head coordinates; empty when unknown. */
  position: readonly number[];
  /** Unit vector the sensor measures along, for MEG; empty when unknown. */
  orientation: readonly number[];
  /** Integer formats: `unit` per count. Required there (no default is safe), ignored for FLOAT32. */
  scale: number;
}

export interface StreamInfo {
  name: string;
  /** Tells this rig from others of the same name; empty when there is only one. */
  sourceId: string;
  subject: string;
  session: string;
  device: string;
  /** Nominal sampling frequency, Hz. */
  sfreq: number;
  channels: readonly Channel[];
  format: SampleFormat;
  /** The samples were made by a program, not by a person's brain. Shown wherever the decodes are. */
  simulated: boolean;
}

export interface RigMessage {
  open?: OpenStream | undefined;
  samples?: Samples | undefined;
  marker?: Marker | undefined;
  probe?: TimeProbe | undefined;
  close?: CloseStream | undefined;
}

export interface OpenStream {
  info?: StreamInfo | undefined;
  /** Empty for a new stream; the token of `Opened` to go on with an old one. */
  resumeToken: string;
  /** Decoders wanted, `name` or `name@version`; empty for every model that fits. */
  decoders: readonly string[];
  pacing: Pacing;
  /** Program and version, for the log. */
  client: string;
}

export interface Samples {
  /** Counts the frames of a stream from 0, one by one; a frame sent again keeps its number. */
  sequence: number;
  /** Absolute index of the first sample in `data`. */
  firstSample: number;
  /** The rig's clock when the first sample was taken, s. */
  deviceTime: number;
  /** nSamples x nChannels values in the stream's format. */
  data: Uint8Array;
}

export interface Marker {
  /** As a sample index; fractions round to nearest. */
  sample?: number | undefined;
  /** As a time of the rig's clock, s. */
  deviceTime?: number | undefined;
  description: string;
  value: string;
  /** s */
  duration: number;
  /** Chosen by the sender; a marker sent again under the same id is taken once. Empty: no such check. */
  id: string;
}

/** Sent every second or so. The server answers at once; the next probe carries when that answer arrived. */
export interface TimeProbe {
  id: number;
  /** The rig's clock when this probe left, s. */
  sent: number;
  /** The probe whose answer arrived last, and the rig's clock then; id 0 when there is none. */
  answeredId: number;
  answeredAt: number;
}

export interface CloseStream {
  /**
   * The stream has ended for good: windows still due are decided, the stream cannot be resumed.
   * Otherwise the rig goes away for now and may come back with its resume token.
   */
  final: boolean;
}

export interface ToRig {
  opened?: Opened | undefined;
  ack?: Ack | undefined;
  credit?: Credit | undefined;
  probeAnswer?: TimeProbeAnswer | undefined;
  notice?: Notice | undefined;
  problem?: Problem | undefined;
  drain?: Drain | undefined;
  closed?: Closed | undefined;
}

export interface Opened {
  stream: string;
  resumeToken: string;
  /** Go on with this sample: everything before it is in the journal. */
  nextSample: number;
  resumed: boolean;
  limits?: Limits | undefined;
  decoders: readonly DecoderOffer[];
  /** Add this to a server time (`Timing`) to get Unix time, s. */
  unixOffset: number;
  /** Samples before this index may be sent now (see Credit). */
  credit: number;
}

export interface DecoderOffer {
  /** name@version */
  decoder: string;
  accepted: boolean;
  /** Why not: a code of the error table and a difference a person can read. */
  code: string;
  detail: string;
}

export interface Limits {
  maxMessageBytes: number;
  maxChannels: number;
  maxSamplesPerFrame: number;
  maxSfreq: number;
}

/**
 * Every sample before `next_sample` is in the journal and will outlive the server process, and so is every marker
 * that was sent before the frame with the last of them.
 */
export interface Ack {
  nextSample: number;
}

/**
 * Samples before `until_sample` may be sent. A rig that sends past it gets CREDIT_EXCEEDED. Samples that were left out
 * right before a frame take no credit: the frame is counted from the end of the one before it.
 */
export interface Credit {
  untilSample: number;
}

export interface TimeProbeAnswer {
  id: number;
  /** Server clock when the probe arrived and when this answer left, s. */
  received: number;
  sent: number;
  /** What the server knows so far: server time = device time + offset + drift * (device time - reference). */
  offset: number;
  drift: number;
  reference: number;
  /** Half the round trip of the best probe, s; 0 while unknown. */
  uncertainty: number;
}

export interface Notice {
  kind: NoticeKind;
  stream: string;
  start: number;
  end: number;
  channels: readonly string[];
  value: number;
  detail: string;
}

export interface Problem {
  /** A code of the error table. */
  code: string;
  detail: string;
  /** The socket is closed after this. */
  fatal: boolean;
}

/** The server is going away in order. Go on with the next one after `reconnect_after` seconds. */
export interface Drain {
  reconnectAfter: number;
}

export interface Closed {
  stream: string;
  endSample: number;
}

export interface ReaderMessage {
  subscribe?: Subscribe | undefined;
  probe?: TimeProbe | undefined;
}

/** Patterns take `*` for any run of characters; empty means `*`. */
export interface Subscribe {
  stream: string;
  subject: string;
  decoder: string;
  kind: string;
  from: From;
  /** The cursor of a decode or of `Subscribed`, for From CURSOR. */
  cursor: string;
  policy: Policy;
  client: string;
}

export interface ToReader {
  subscribed?: Subscribed | undefined;
  decode?: Decode | undefined;
  notice?: Notice | undefined;
  dropped?: Dropped | undefined;
  problem?: Problem | undefined;
  drain?: Drain | undefined;
  probeAnswer?: TimeProbeAnswer | undefined;
}

export interface Subscribed {
  /** Everything at or before this cursor has been delivered or was not asked for. */
  cursor: string;
  unixOffset: number;
  streams: readonly StreamSummary[];
}

export interface StreamSummary {
  stream: string;
  name: string;
  subject: string;
  simulated: boolean;
  sfreq: number;
  nChannels: number;
  decoders: readonly string[];
}

/** Decodes that were left out for this reader (Policy LATEST); comes before the next decode of that decoder. */
export interface Dropped {
  stream: string;
  decoder: string;
  count: number;
}

/**
 * One result. `payload` is the same bytes however the samples were chunked, paced or sent again, and however often
 * the server was restarted in between; `timing` never is.
 */
export interface Decode {
  stream: string;
  /** name@version */
  decoder: string;
  /** Dense per stream and decoder, from 0. */
  sequence: number;
  /** Subscribe again with this to go on after this decode. */
  cursor: string;
  payload?: Payload | undefined;
  timing?: Timing | undefined;
}

export interface Payload {
  /** What it was decoded from: samples [start, end) of the stream. */
  start: number;
  end: number;
  /**
   * Index of the window, or of the marker, among those of this decoder; progressive windows share it and count `step`.
   * The end of a sequence of windows takes one, too.
   */
  window: number;
  step: number;
  /** No later decode will speak of this window. Of a text: it is over. */
  final: boolean;
  /** classes | text | candidates | embedding | signal | failure */
  kind: string;
  classes?: Classes | undefined;
  text?: Text | undefined;
  candidates?: Candidates | undefined;
  embedding?: Tensor | undefined;
  signal?: Tensor | undefined;
  failure?: Failure | undefined;
  /** Share of samples in [start, end) that never came, 0..1. */
  missing: number;
  /** What the marker says was shown, typed or meant; empty when unknown. */
  truth: string;
  /** Description of the marker that this epoch belongs to. */
  marker: string;
}

export interface Scored {
  label: string;
  score: number;
  /** Calibrated probability, or 0 when the model gives none. */
  probability: number;
}

export interface Classes {
  label: string;
  /** In the model's order of labels. */
  scores: readonly Scored[];
}

export interface Candidates {
  /** Best first. */
  best: readonly Scored[];
  labels: readonly Scored[];
  repetitions: number;
}

/** What is being typed, as keys: a backspace is U+0008. `reads` is what they make. */
export interface Text {
  /** Never changes again. */
  committed: string;
  /** May still change. */
  provisional: string;
  /** Rises by one with each change; a sequence starts at 0, with no text. */
  revision: number;
  /** Whole texts, committed and provisional, best first. */
  nBest: readonly Scored[];
  /** Both with backspaces carried out, as somebody who looks on would read it. */
  reads: string;
  /** In the last text of a sequence: what was typed in it, where markers say so. */
  typed: readonly TypedKey[];
}

export interface TypedKey {
  /** Of the stream, at the key press. */
  sample: number;
  /** A character, `space`, `backspace`, or another name of a key. */
  key: string;
}

export interface Tensor {
  shape: readonly number[];
  /** Little-endian float32, or float16 when `half`. */
  data: Uint8Array;
  half: boolean;
}

export interface Failure {
  /** A code of the error table. */
  code: string;
  detail: string;
  /** Windows that this one answer stands for, at least 1. */
  count: number;
}

/** All stamps are on the server's monotonic clock, s. */
export interface Timing {
  /** Newest sample in the window: the rig's clock. */
  deviceTime: number;
  /** The same instant on the server's clock, and how sure that is (half a round trip, s). */
  deviceTimeServer: number;
  uncertainty: number;
  received: number;
  windowClosed: number;
  queued: number;
  inferStart: number;
  inferEnd: number;
  published: number;
  /** Age of the oldest and of the newest sample when published, s. */
  ageOldest: number;
  ageNewest: number;
  /** Computed from the journal after a restart. */
  replayed: boolean;
}

export interface FieldSpec {
  /** As in JSON and in the types above. */
  readonly name: string;
  readonly protoName: string;
  readonly kind: 'scalar' | 'enum' | 'message';
  /** A scalar type of protobuf, or the name of an enum or a message. */
  readonly type: string;
  readonly repeated: boolean;
  readonly oneof?: string;
}

/** Every enum by name. */
export const ENUMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ChannelKind,
  Unit,
  SampleFormat,
  Pacing,
  From,
  Policy,
  NoticeKind,
};

/** Every message by name. */
export interface Messages {
  Channel: Channel;
  StreamInfo: StreamInfo;
  RigMessage: RigMessage;
  OpenStream: OpenStream;
  Samples: Samples;
  Marker: Marker;
  TimeProbe: TimeProbe;
  CloseStream: CloseStream;
  ToRig: ToRig;
  Opened: Opened;
  DecoderOffer: DecoderOffer;
  Limits: Limits;
  Ack: Ack;
  Credit: Credit;
  TimeProbeAnswer: TimeProbeAnswer;
  Notice: Notice;
  Problem: Problem;
  Drain: Drain;
  Closed: Closed;
  ReaderMessage: ReaderMessage;
  Subscribe: Subscribe;
  ToReader: ToReader;
  Subscribed: Subscribed;
  StreamSummary: StreamSummary;
  Dropped: Dropped;
  Decode: Decode;
  Payload: Payload;
  Scored: Scored;
  Classes: Classes;
  Candidates: Candidates;
  Text: Text;
  TypedKey: TypedKey;
  Tensor: Tensor;
  Failure: Failure;
  Timing: Timing;
}

export type MessageName = keyof Messages;

/** The fields of every message, in the order of the .proto file. */
export const FIELDS: Readonly<Record<MessageName, readonly FieldSpec[]>> = {
  Channel: [
    { name: 'name', protoName: 'name', kind: 'scalar', type: 'string', repeated: false },
    { name: 'kind', protoName: 'kind', kind: 'enum', type: 'ChannelKind', repeated: false },
    { name: 'unit', protoName: 'unit', kind: 'enum', type: 'Unit', repeated: false },
    { name: 'position', protoName: 'position', kind: 'scalar', type: 'float', repeated: true },
    { name: 'orientation', protoName: 'orientation', kind: 'scalar', type: 'float', repeated: true },
    { name: 'scale', protoName: 'scale', kind: 'scalar', type: 'double', repeated: false },
  ],
  StreamInfo: [
    { name: 'name', protoName: 'name', kind: 'scalar', type: 'string', repeated: false },
    { name: 'sourceId', protoName: 'source_id', kind: 'scalar', type: 'string', repeated: false },
    { name: 'subject', protoName: 'subject', kind: 'scalar', type: 'string', repeated: false },
    { name: 'session', protoName: 'session', kind: 'scalar', type: 'string', repeated: false },
    { name: 'device', protoName: 'device', kind: 'scalar', type: 'string', repeated: false },
    { name: 'sfreq', protoName: 'sfreq', kind: 'scalar', type: 'double', repeated: false },
    { name: 'channels', protoName: 'channels', kind: 'message', type: 'Channel', repeated: true },
    { name: 'format', protoName: 'format', kind: 'enum', type: 'SampleFormat', repeated: false },
    { name: 'simulated', protoName: 'simulated', kind: 'scalar', type: 'bool', repeated: false },
  ],
  RigMessage: [
    { name: 'open', protoName: 'open', kind: 'message', type: 'OpenStream', repeated: false, oneof: 'message' },
    { name: 'samples', protoName: 'samples', kind: 'message', type: 'Samples', repeated: false, oneof: 'message' },
    { name: 'marker', protoName: 'marker', kind: 'message', type: 'Marker', repeated: false, oneof: 'message' },
    { name: 'probe', protoName: 'probe', kind: 'message', type: 'TimeProbe', repeated: false, oneof: 'message' },
    { name: 'close', protoName: 'close', kind: 'message', type: 'CloseStream', repeated: false, oneof: 'message' },
  ],
  OpenStream: [
    { name: 'info', protoName: 'info', kind: 'message', type: 'StreamInfo', repeated: false },
    { name: 'resumeToken', protoName: 'resume_token', kind: 'scalar', type: 'string', repeated: false },
    { name: 'decoders', protoName: 'decoders', kind: 'scalar', type: 'string', repeated: true },
    { name: 'pacing', protoName: 'pacing', kind: 'enum', type: 'Pacing', repeated: false },
    { name: 'client', protoName: 'client', kind: 'scalar', type: 'string', repeated: false },
  ],
  Samples: [
    { name: 'sequence', protoName: 'sequence', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'firstSample', protoName: 'first_sample', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'deviceTime', protoName: 'device_time', kind: 'scalar', type: 'double', repeated: false },
    { name: 'data', protoName: 'data', kind: 'scalar', type: 'bytes', repeated: false },
  ],
  Marker: [
    { name: 'sample', protoName: 'sample', kind: 'scalar', type: 'double', repeated: false, oneof: 'onset' },
    { name: 'deviceTime', protoName: 'device_time', kind: 'scalar', type: 'double', repeated: false, oneof: 'onset' },
    { name: 'description', protoName: 'description', kind: 'scalar', type: 'string', repeated: false },
    { name: 'value', protoName: 'value', kind: 'scalar', type: 'string', repeated: false },
    { name: 'duration', protoName: 'duration', kind: 'scalar', type: 'double', repeated: false },
    { name: 'id', protoName: 'id', kind: 'scalar', type: 'string', repeated: false },
  ],
  TimeProbe: [
    { name: 'id', protoName: 'id', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'sent', protoName: 'sent', kind: 'scalar', type: 'double', repeated: false },
    { name: 'answeredId', protoName: 'answered_id', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'answeredAt', protoName: 'answered_at', kind: 'scalar', type: 'double', repeated: false },
  ],
  CloseStream: [{ name: 'final', protoName: 'final', kind: 'scalar', type: 'bool', repeated: false }],
  ToRig: [
    { name: 'opened', protoName: 'opened', kind: 'message', type: 'Opened', repeated: false, oneof: 'message' },
    { name: 'ack', protoName: 'ack', kind: 'message', type: 'Ack', repeated: false, oneof: 'message' },
    { name: 'credit', protoName: 'credit', kind: 'message', type: 'Credit', repeated: false, oneof: 'message' },
    {
      name: 'probeAnswer',
      protoName: 'probe_answer',
      kind: 'message',
      type: 'TimeProbeAnswer',
      repeated: false,
      oneof: 'message',
    },
    { name: 'notice', protoName: 'notice', kind: 'message', type: 'Notice', repeated: false, oneof: 'message' },
    { name: 'problem', protoName: 'problem', kind: 'message', type: 'Problem', repeated: false, oneof: 'message' },
    { name: 'drain', protoName: 'drain', kind: 'message', type: 'Drain', repeated: false, oneof: 'message' },
    { name: 'closed', protoName: 'closed', kind: 'message', type: 'Closed', repeated: false, oneof: 'message' },
  ],
  Opened: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'resumeToken', protoName: 'resume_token', kind: 'scalar', type: 'string', repeated: false },
    { name: 'nextSample', protoName: 'next_sample', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'resumed', protoName: 'resumed', kind: 'scalar', type: 'bool', repeated: false },
    { name: 'limits', protoName: 'limits', kind: 'message', type: 'Limits', repeated: false },
    { name: 'decoders', protoName: 'decoders', kind: 'message', type: 'DecoderOffer', repeated: true },
    { name: 'unixOffset', protoName: 'unix_offset', kind: 'scalar', type: 'double', repeated: false },
    { name: 'credit', protoName: 'credit', kind: 'scalar', type: 'uint64', repeated: false },
  ],
  DecoderOffer: [
    { name: 'decoder', protoName: 'decoder', kind: 'scalar', type: 'string', repeated: false },
    { name: 'accepted', protoName: 'accepted', kind: 'scalar', type: 'bool', repeated: false },
    { name: 'code', protoName: 'code', kind: 'scalar', type: 'string', repeated: false },
    { name: 'detail', protoName: 'detail', kind: 'scalar', type: 'string', repeated: false },
  ],
  Limits: [
    { name: 'maxMessageBytes', protoName: 'max_message_bytes', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'maxChannels', protoName: 'max_channels', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'maxSamplesPerFrame', protoName: 'max_samples_per_frame', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'maxSfreq', protoName: 'max_sfreq', kind: 'scalar', type: 'double', repeated: false },
  ],
  Ack: [{ name: 'nextSample', protoName: 'next_sample', kind: 'scalar', type: 'uint64', repeated: false }],
  Credit: [{ name: 'untilSample', protoName: 'until_sample', kind: 'scalar', type: 'uint64', repeated: false }],
  TimeProbeAnswer: [
    { name: 'id', protoName: 'id', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'received', protoName: 'received', kind: 'scalar', type: 'double', repeated: false },
    { name: 'sent', protoName: 'sent', kind: 'scalar', type: 'double', repeated: false },
    { name: 'offset', protoName: 'offset', kind: 'scalar', type: 'double', repeated: false },
    { name: 'drift', protoName: 'drift', kind: 'scalar', type: 'double', repeated: false },
    { name: 'reference', protoName: 'reference', kind: 'scalar', type: 'double', repeated: false },
    { name: 'uncertainty', protoName: 'uncertainty', kind: 'scalar', type: 'double', repeated: false },
  ],
  Notice: [
    { name: 'kind', protoName: 'kind', kind: 'enum', type: 'NoticeKind', repeated: false },
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'start', protoName: 'start', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'end', protoName: 'end', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'channels', protoName: 'channels', kind: 'scalar', type: 'string', repeated: true },
    { name: 'value', protoName: 'value', kind: 'scalar', type: 'double', repeated: false },
    { name: 'detail', protoName: 'detail', kind: 'scalar', type: 'string', repeated: false },
  ],
  Problem: [
    { name: 'code', protoName: 'code', kind: 'scalar', type: 'string', repeated: false },
    { name: 'detail', protoName: 'detail', kind: 'scalar', type: 'string', repeated: false },
    { name: 'fatal', protoName: 'fatal', kind: 'scalar', type: 'bool', repeated: false },
  ],
  Drain: [{ name: 'reconnectAfter', protoName: 'reconnect_after', kind: 'scalar', type: 'double', repeated: false }],
  Closed: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'endSample', protoName: 'end_sample', kind: 'scalar', type: 'uint64', repeated: false },
  ],
  ReaderMessage: [
    {
      name: 'subscribe',
      protoName: 'subscribe',
      kind: 'message',
      type: 'Subscribe',
      repeated: false,
      oneof: 'message',
    },
    { name: 'probe', protoName: 'probe', kind: 'message', type: 'TimeProbe', repeated: false, oneof: 'message' },
  ],
  Subscribe: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'subject', protoName: 'subject', kind: 'scalar', type: 'string', repeated: false },
    { name: 'decoder', protoName: 'decoder', kind: 'scalar', type: 'string', repeated: false },
    { name: 'kind', protoName: 'kind', kind: 'scalar', type: 'string', repeated: false },
    { name: 'from', protoName: 'from', kind: 'enum', type: 'From', repeated: false },
    { name: 'cursor', protoName: 'cursor', kind: 'scalar', type: 'string', repeated: false },
    { name: 'policy', protoName: 'policy', kind: 'enum', type: 'Policy', repeated: false },
    { name: 'client', protoName: 'client', kind: 'scalar', type: 'string', repeated: false },
  ],
  ToReader: [
    {
      name: 'subscribed',
      protoName: 'subscribed',
      kind: 'message',
      type: 'Subscribed',
      repeated: false,
      oneof: 'message',
    },
    { name: 'decode', protoName: 'decode', kind: 'message', type: 'Decode', repeated: false, oneof: 'message' },
    { name: 'notice', protoName: 'notice', kind: 'message', type: 'Notice', repeated: false, oneof: 'message' },
    { name: 'dropped', protoName: 'dropped', kind: 'message', type: 'Dropped', repeated: false, oneof: 'message' },
    { name: 'problem', protoName: 'problem', kind: 'message', type: 'Problem', repeated: false, oneof: 'message' },
    { name: 'drain', protoName: 'drain', kind: 'message', type: 'Drain', repeated: false, oneof: 'message' },
    {
      name: 'probeAnswer',
      protoName: 'probe_answer',
      kind: 'message',
      type: 'TimeProbeAnswer',
      repeated: false,
      oneof: 'message',
    },
  ],
  Subscribed: [
    { name: 'cursor', protoName: 'cursor', kind: 'scalar', type: 'string', repeated: false },
    { name: 'unixOffset', protoName: 'unix_offset', kind: 'scalar', type: 'double', repeated: false },
    { name: 'streams', protoName: 'streams', kind: 'message', type: 'StreamSummary', repeated: true },
  ],
  StreamSummary: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'name', protoName: 'name', kind: 'scalar', type: 'string', repeated: false },
    { name: 'subject', protoName: 'subject', kind: 'scalar', type: 'string', repeated: false },
    { name: 'simulated', protoName: 'simulated', kind: 'scalar', type: 'bool', repeated: false },
    { name: 'sfreq', protoName: 'sfreq', kind: 'scalar', type: 'double', repeated: false },
    { name: 'nChannels', protoName: 'n_channels', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'decoders', protoName: 'decoders', kind: 'scalar', type: 'string', repeated: true },
  ],
  Dropped: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'decoder', protoName: 'decoder', kind: 'scalar', type: 'string', repeated: false },
    { name: 'count', protoName: 'count', kind: 'scalar', type: 'uint64', repeated: false },
  ],
  Decode: [
    { name: 'stream', protoName: 'stream', kind: 'scalar', type: 'string', repeated: false },
    { name: 'decoder', protoName: 'decoder', kind: 'scalar', type: 'string', repeated: false },
    { name: 'sequence', protoName: 'sequence', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'cursor', protoName: 'cursor', kind: 'scalar', type: 'string', repeated: false },
    { name: 'payload', protoName: 'payload', kind: 'message', type: 'Payload', repeated: false },
    { name: 'timing', protoName: 'timing', kind: 'message', type: 'Timing', repeated: false },
  ],
  Payload: [
    { name: 'start', protoName: 'start', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'end', protoName: 'end', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'window', protoName: 'window', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'step', protoName: 'step', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'final', protoName: 'final', kind: 'scalar', type: 'bool', repeated: false },
    { name: 'kind', protoName: 'kind', kind: 'scalar', type: 'string', repeated: false },
    { name: 'classes', protoName: 'classes', kind: 'message', type: 'Classes', repeated: false, oneof: 'result' },
    { name: 'text', protoName: 'text', kind: 'message', type: 'Text', repeated: false, oneof: 'result' },
    {
      name: 'candidates',
      protoName: 'candidates',
      kind: 'message',
      type: 'Candidates',
      repeated: false,
      oneof: 'result',
    },
    { name: 'embedding', protoName: 'embedding', kind: 'message', type: 'Tensor', repeated: false, oneof: 'result' },
    { name: 'signal', protoName: 'signal', kind: 'message', type: 'Tensor', repeated: false, oneof: 'result' },
    { name: 'failure', protoName: 'failure', kind: 'message', type: 'Failure', repeated: false, oneof: 'result' },
    { name: 'missing', protoName: 'missing', kind: 'scalar', type: 'float', repeated: false },
    { name: 'truth', protoName: 'truth', kind: 'scalar', type: 'string', repeated: false },
    { name: 'marker', protoName: 'marker', kind: 'scalar', type: 'string', repeated: false },
  ],
  Scored: [
    { name: 'label', protoName: 'label', kind: 'scalar', type: 'string', repeated: false },
    { name: 'score', protoName: 'score', kind: 'scalar', type: 'float', repeated: false },
    { name: 'probability', protoName: 'probability', kind: 'scalar', type: 'float', repeated: false },
  ],
  Classes: [
    { name: 'label', protoName: 'label', kind: 'scalar', type: 'string', repeated: false },
    { name: 'scores', protoName: 'scores', kind: 'message', type: 'Scored', repeated: true },
  ],
  Candidates: [
    { name: 'best', protoName: 'best', kind: 'message', type: 'Scored', repeated: true },
    { name: 'labels', protoName: 'labels', kind: 'message', type: 'Scored', repeated: true },
    { name: 'repetitions', protoName: 'repetitions', kind: 'scalar', type: 'uint32', repeated: false },
  ],
  Text: [
    { name: 'committed', protoName: 'committed', kind: 'scalar', type: 'string', repeated: false },
    { name: 'provisional', protoName: 'provisional', kind: 'scalar', type: 'string', repeated: false },
    { name: 'revision', protoName: 'revision', kind: 'scalar', type: 'uint32', repeated: false },
    { name: 'nBest', protoName: 'n_best', kind: 'message', type: 'Scored', repeated: true },
    { name: 'reads', protoName: 'reads', kind: 'scalar', type: 'string', repeated: false },
    { name: 'typed', protoName: 'typed', kind: 'message', type: 'TypedKey', repeated: true },
  ],
  TypedKey: [
    { name: 'sample', protoName: 'sample', kind: 'scalar', type: 'uint64', repeated: false },
    { name: 'key', protoName: 'key', kind: 'scalar', type: 'string', repeated: false },
  ],
  Tensor: [
    { name: 'shape', protoName: 'shape', kind: 'scalar', type: 'uint32', repeated: true },
    { name: 'data', protoName: 'data', kind: 'scalar', type: 'bytes', repeated: false },
    { name: 'half', protoName: 'half', kind: 'scalar', type: 'bool', repeated: false },
  ],
  Failure: [
    { name: 'code', protoName: 'code', kind: 'scalar', type: 'string', repeated: false },
    { name: 'detail', protoName: 'detail', kind: 'scalar', type: 'string', repeated: false },
    { name: 'count', protoName: 'count', kind: 'scalar', type: 'uint32', repeated: false },
  ],
  Timing: [
    { name: 'deviceTime', protoName: 'device_time', kind: 'scalar', type: 'double', repeated: false },
    { name: 'deviceTimeServer', protoName: 'device_time_server', kind: 'scalar', type: 'double', repeated: false },
    { name: 'uncertainty', protoName: 'uncertainty', kind: 'scalar', type: 'double', repeated: false },
    { name: 'received', protoName: 'received', kind: 'scalar', type: 'double', repeated: false },
    { name: 'windowClosed', protoName: 'window_closed', kind: 'scalar', type: 'double', repeated: false },
    { name: 'queued', protoName: 'queued', kind: 'scalar', type: 'double', repeated: false },
    { name: 'inferStart', protoName: 'infer_start', kind: 'scalar', type: 'double', repeated: false },
    { name: 'inferEnd', protoName: 'infer_end', kind: 'scalar', type: 'double', repeated: false },
    { name: 'published', protoName: 'published', kind: 'scalar', type: 'double', repeated: false },
    { name: 'ageOldest', protoName: 'age_oldest', kind: 'scalar', type: 'double', repeated: false },
    { name: 'ageNewest', protoName: 'age_newest', kind: 'scalar', type: 'double', repeated: false },
    { name: 'replayed', protoName: 'replayed', kind: 'scalar', type: 'bool', repeated: false },
  ],
};
