/** Where in the path of a sample a failure belongs; the order of the table. */
export const ERROR_STAGES = [
  'protocol',
  'stream',
  'models',
  'decodes',
  'readers',
  'server',
  'clients',
  'recordings',
] as const;

export type ErrorStage = (typeof ERROR_STAGES)[number];

/**
 * What a program does about it: `never`, the same would fail again; `reconnect`, connect again and go on with the
 * resume token or the cursor; `later`, the same may work after a while.
 */
export type Retry = 'never' | 'reconnect' | 'later';

export interface ErrorSpec {
  readonly stage: ErrorStage;
  /** WebSocket close code: a standard one, or one of 4000-4999 that no other failure has. */
  readonly closeCode: number;
  readonly httpStatus: number;
  readonly retry: Retry;
  readonly cause: string;
  readonly remedy: string;
}

/** One row per failure that a user can see. Codes are never renamed or given another meaning. */
export const ERROR_CODES = {
  // What came over the wire.
  MALFORMED_MESSAGE: {
    stage: 'protocol',
    closeCode: 1007,
    httpStatus: 400,
    retry: 'never',
    cause: 'A message is not valid protobuf, or not valid proto3 JSON of its type, or a number in it is out of range.',
    remedy:
      'Compare with the fixtures in `protocol/fixtures`; send binary frames in the one sub-protocol, text in the other.',
  },
  MESSAGE_TOO_LARGE: {
    stage: 'protocol',
    closeCode: 1009,
    httpStatus: 413,
    retry: 'never',
    cause: 'A message is larger than `Limits.maxMessageBytes`.',
    remedy: 'Send fewer samples per frame.',
  },
  UNSUPPORTED_SUBPROTOCOL: {
    stage: 'protocol',
    closeCode: 4000,
    httpStatus: 400,
    retry: 'never',
    cause: 'The client offers no sub-protocol that the server speaks.',
    remedy: 'Offer `cortexwire.v1.protobuf` or `cortexwire.v1.json` in Sec-WebSocket-Protocol.',
  },
  UNKNOWN_CODE: {
    stage: 'protocol',
    closeCode: 4001,
    httpStatus: 400,
    retry: 'never',
    cause: 'An enum value, or a kind of message, that this version of the protocol does not know.',
    remedy: 'Use the values of `cortexwire.proto` as the server serves it, or update the server.',
  },
  UNEXPECTED_MESSAGE: {
    stage: 'protocol',
    closeCode: 4002,
    httpStatus: 400,
    retry: 'never',
    cause: 'A message that is not allowed at this point, such as samples before a stream is open.',
    remedy: 'Open the stream (or subscribe) first, and only once per socket.',
  },
  FRAME_SIZE_MISMATCH: {
    stage: 'protocol',
    closeCode: 4003,
    httpStatus: 400,
    retry: 'never',
    cause: 'The bytes of a frame are not nSamples × nChannels × bytes per value.',
    remedy: 'Send whole samples in the format and with the channels of the stream info.',
  },
  NON_FINITE_SAMPLE: {
    stage: 'protocol',
    closeCode: 4004,
    httpStatus: 400,
    retry: 'never',
    cause: 'A sample is NaN or infinite.',
    remedy: 'Leave missing samples out and go on with the right sample index: the gap is then known as one.',
  },
  TOO_MANY_SAMPLES: {
    stage: 'protocol',
    closeCode: 4005,
    httpStatus: 413,
    retry: 'never',
    cause: 'A frame holds more samples than `Limits.maxSamplesPerFrame`.',
    remedy: 'Send shorter frames.',
  },
  STREAM_INFO_INVALID: {
    stage: 'protocol',
    closeCode: 4006,
    httpStatus: 422,
    retry: 'never',
    cause: 'The stream info lacks something that has no safe default, or contradicts itself.',
    remedy: 'Give sfreq, sample format, and for every channel name, kind and unit; for integer formats its scale.',
  },
  TOO_MANY_CHANNELS: {
    stage: 'protocol',
    closeCode: 4007,
    httpStatus: 422,
    retry: 'never',
    cause: 'The stream has more channels than `Limits.maxChannels`.',
    remedy: 'Leave out channels that no decoder needs, or raise the limit.',
  },
  SEQUENCE_MISMATCH: {
    stage: 'protocol',
    closeCode: 4009,
    httpStatus: 400,
    retry: 'never',
    cause: 'The sequence number and the sample index of a frame contradict those of earlier frames.',
    remedy: 'Count frames from 0, one by one; a frame that is sent again keeps its number and its samples.',
  },
  CREDIT_EXCEEDED: {
    stage: 'protocol',
    closeCode: 4010,
    httpStatus: 429,
    retry: 'never',
    cause: 'Samples at or past `Credit.untilSample` were sent.',
    remedy: 'Wait for credit before sending more.',
  },
  MARKER_INVALID: {
    stage: 'protocol',
    closeCode: 4011,
    httpStatus: 422,
    retry: 'never',
    cause: 'A marker without an onset or a description, or with a number or a text out of range.',
    remedy: 'Give `sample` or `deviceTime`, a description, and a duration of 0 or more.',
  },

  // Streams and their journal.
  RESUME_TOKEN_UNKNOWN: {
    stage: 'stream',
    closeCode: 4020,
    httpStatus: 404,
    retry: 'never',
    cause: 'No stream goes with this resume token: it was closed, or its journal is gone.',
    remedy: 'Open a new stream, without a token.',
  },
  STREAM_TAKEN_OVER: {
    stage: 'stream',
    closeCode: 4021,
    httpStatus: 409,
    retry: 'never',
    cause: 'The rig came back on another socket; this one is closed.',
    remedy: 'Nothing, when it is the same rig; otherwise give each rig a stream of its own.',
  },
  STREAM_CLOSED: {
    stage: 'stream',
    closeCode: 4022,
    httpStatus: 410,
    retry: 'never',
    cause: 'The stream has ended for good.',
    remedy: 'Open a new stream.',
  },
  STREAM_UNKNOWN: {
    stage: 'stream',
    closeCode: 4023,
    httpStatus: 404,
    retry: 'never',
    cause: 'There is no stream of this name.',
    remedy: 'List the streams: `GET /v1/streams`.',
  },
  TOO_MANY_STREAMS: {
    stage: 'stream',
    closeCode: 4024,
    httpStatus: 503,
    retry: 'later',
    cause: 'The server has as many open streams as it is configured for.',
    remedy: 'Close streams that are not needed, raise the limit, or use another server.',
  },
  JOURNAL_FULL: {
    stage: 'stream',
    closeCode: 4025,
    httpStatus: 507,
    retry: 'later',
    cause: 'The journal has no room: acknowledgements and credit stop, nothing is dropped.',
    remedy: 'Free space in the journal directory, or shorten its retention; the stream then goes on by itself.',
  },
  JOURNAL_CORRUPT: {
    stage: 'stream',
    closeCode: 4027,
    httpStatus: 500,
    retry: 'never',
    cause: "A stream's journal is damaged in the middle; the stream is not served, the others are.",
    remedy:
      'Restore the file that the log names, or start with `--journal-corruption set-aside`, which keeps what cannot be read beside it.',
  },
  JOURNAL_LOCKED: {
    stage: 'stream',
    closeCode: 4026,
    httpStatus: 503,
    retry: 'later',
    cause: 'Another server process uses the journal directory.',
    remedy: 'Stop that server, or give this one a directory of its own: `--journal DIR`.',
  },

  // Models, and whether they fit a stream.
  MODEL_UNKNOWN: {
    stage: 'models',
    closeCode: 4040,
    httpStatus: 404,
    retry: 'never',
    cause: 'There is no model of this name and version in the model repository.',
    remedy: 'List the models: `cortexwire models list`.',
  },
  MODEL_UNLOADABLE: {
    stage: 'models',
    closeCode: 4041,
    httpStatus: 422,
    retry: 'never',
    cause: 'ONNX Runtime cannot load the model.',
    remedy: 'Run `cortexwire models check`; export with opset 21 or older.',
  },
  MODEL_CONTRACT: {
    stage: 'models',
    closeCode: 4042,
    httpStatus: 422,
    retry: 'never',
    cause: 'The inputs or outputs of the ONNX file are not what the manifest says.',
    remedy: 'Compare names, types and shapes: `cortexwire models describe`.',
  },
  MODEL_MANIFEST_INVALID: {
    stage: 'models',
    closeCode: 4043,
    httpStatus: 422,
    retry: 'never',
    cause: 'A field of `manifest.json` is missing, unknown, or out of range.',
    remedy: 'Correct the field named in the detail; the schema is in `models/`.',
  },
  MODEL_CHECKSUM: {
    stage: 'models',
    closeCode: 4044,
    httpStatus: 422,
    retry: 'never',
    cause: 'A file of the model does not have the SHA-256 that the manifest gives.',
    remedy: 'Copy the model again; after a wanted change write the new sum into the manifest.',
  },
  CHANNELS_MISSING: {
    stage: 'models',
    closeCode: 4045,
    httpStatus: 422,
    retry: 'never',
    cause: 'The stream lacks channels that the decoder needs.',
    remedy: 'Send these channels, or add the names your rig uses to the aliases in the manifest.',
  },
  CHANNEL_KIND_MISMATCH: {
    stage: 'models',
    closeCode: 4046,
    httpStatus: 422,
    retry: 'never',
    cause: 'A channel that the decoder needs is of another kind.',
    remedy: 'Give each channel its true kind in the stream info.',
  },
  UNIT_MISMATCH: {
    stage: 'models',
    closeCode: 4047,
    httpStatus: 422,
    retry: 'never',
    cause: 'The unit of a channel cannot become the unit of the decoder.',
    remedy: 'Give each channel its true unit in the stream info.',
  },
  SFREQ_MISMATCH: {
    stage: 'models',
    closeCode: 4048,
    httpStatus: 422,
    retry: 'never',
    cause: 'The preprocessing of the decoder does not lead from the sfreq of the stream to that of the model.',
    remedy: 'Record at one of the rates named in the detail, or use a model made for this one.',
  },
  SUBJECT_UNKNOWN: {
    stage: 'models',
    closeCode: 4049,
    httpStatus: 422,
    retry: 'never',
    cause: 'The model has no row for this subject and none for unknown ones.',
    remedy: 'Use a name from the manifest, or calibrate the model for this subject.',
  },
  POSITIONS_MISSING: {
    stage: 'models',
    closeCode: 4050,
    httpStatus: 422,
    retry: 'never',
    cause: 'The decoder needs the positions of channels and the stream info has none.',
    remedy: 'Give positions in metres, in head coordinates.',
  },

  // Decodes that are answered with a failure. They close no socket.
  GAP: {
    stage: 'decodes',
    closeCode: 4060,
    httpStatus: 422,
    retry: 'never',
    cause: 'Samples of the window never came, and the decoder does not work with fewer.',
    remedy: 'Look at the connection of the rig; the next whole window is decoded again.',
  },
  NOT_CALIBRATED: {
    stage: 'decodes',
    closeCode: 4061,
    httpStatus: 422,
    retry: 'later',
    cause: 'The decoder still gathers the samples from which it takes its statistics.',
    remedy: 'Wait for the calibration span named in the manifest.',
  },
  MARKER_TOO_LATE: {
    stage: 'decodes',
    closeCode: 4062,
    httpStatus: 422,
    retry: 'never',
    cause: 'The marker came when the samples of its epoch were no longer held.',
    remedy: 'Send markers sooner, or let the server hold more signal.',
  },
  WINDOW_DROPPED: {
    stage: 'decodes',
    closeCode: 4063,
    httpStatus: 503,
    retry: 'later',
    cause: 'The decoder fell behind a live stream, and windows that were too old were left out.',
    remedy: 'Fewer decoders or streams, a longer stride, or a faster machine.',
  },
  TOO_MANY_MARKERS: {
    stage: 'decodes',
    closeCode: 4078,
    httpStatus: 429,
    retry: 'never',
    cause: 'More markers wait for their samples than the server keeps for one decoder.',
    remedy: 'Send markers when they happen, not hours ahead; narrow the marker pattern of the model.',
  },
  OUTSIDE_SEQUENCE: {
    stage: 'decodes',
    closeCode: 4082,
    httpStatus: 422,
    retry: 'never',
    cause: 'The marker of an epoch is in no sequence, and the model decodes sequences alone.',
    remedy: 'Send the start marker before the markers of its epochs, and those before the end marker.',
  },
  SEQUENCE_TIMEOUT: {
    stage: 'decodes',
    closeCode: 4064,
    httpStatus: 422,
    retry: 'never',
    cause: 'The end marker of a sequence did not come in time.',
    remedy: 'Send the end marker, or raise `timeout` in the manifest.',
  },
  SEQUENCE_TOO_LONG: {
    stage: 'decodes',
    closeCode: 4065,
    httpStatus: 422,
    retry: 'never',
    cause: 'A sequence is longer than the model takes.',
    remedy: 'End sequences sooner; the longest is `nSamples` in the manifest.',
  },
  MODEL_HUNG: {
    stage: 'decodes',
    closeCode: 4066,
    httpStatus: 504,
    retry: 'never',
    cause: 'The run of the model on this window did not end in time, twice; the server was restarted.',
    remedy: 'Run `cortexwire models check`; raise `maxRunMs` when the model is only slow.',
  },
  MODEL_CRASHED: {
    stage: 'decodes',
    closeCode: 4067,
    httpStatus: 500,
    retry: 'never',
    cause: 'The run of the model on this window ended the process, twice.',
    remedy: 'Run `cortexwire models check`; report the model and the version of ONNX Runtime.',
  },
  MODEL_FAILED: {
    stage: 'decodes',
    closeCode: 4068,
    httpStatus: 500,
    retry: 'never',
    cause: 'ONNX Runtime reported an error for this window.',
    remedy: 'Read the detail; run `cortexwire models check`.',
  },
  MODEL_OUTPUT_INVALID: {
    stage: 'decodes',
    closeCode: 4069,
    httpStatus: 500,
    retry: 'never',
    cause: 'The output of the model is not finite, or not of the shape that the manifest says.',
    remedy: 'Check the model on signal of this kind: it must give finite numbers for flat channels too.',
  },
  STREAM_ENDED: {
    stage: 'decodes',
    closeCode: 4070,
    httpStatus: 410,
    retry: 'never',
    cause: 'The stream ended before the window was complete.',
    remedy: 'Send signal until the last epoch is over before closing the stream.',
  },

  // Readers.
  CURSOR_INVALID: {
    stage: 'readers',
    closeCode: 4080,
    httpStatus: 400,
    retry: 'never',
    cause: 'The cursor is not one that this server gave, or is missing.',
    remedy: 'Use the cursor of a decode as it is, or subscribe from NOW or START.',
  },
  CURSOR_EXPIRED: {
    stage: 'readers',
    closeCode: 4081,
    httpStatus: 410,
    retry: 'never',
    cause: 'Decodes after this cursor are no longer kept.',
    remedy: 'Subscribe from START to have all that is kept, or from NOW; raise the retention of decodes.',
  },
  TOO_MANY_SUBSCRIBERS: {
    stage: 'readers',
    closeCode: 4079,
    httpStatus: 503,
    retry: 'later',
    cause: 'As many readers are connected as `limits.maxSubscribers` allows.',
    remedy: 'Close one, or raise the limit.',
  },
  SUBSCRIBER_TOO_SLOW: {
    stage: 'readers',
    closeCode: 4008,
    httpStatus: 429,
    retry: 'reconnect',
    cause: 'More decodes wait for this reader than the server holds for one.',
    remedy: 'Read faster, subscribe to fewer decoders, or use the policy LATEST; go on from the last cursor.',
  },

  // The server.
  DRAINING: {
    stage: 'server',
    closeCode: 1012,
    httpStatus: 503,
    retry: 'reconnect',
    cause: 'The server is being stopped or updated in order.',
    remedy: 'Connect again after the time given; nothing that was acknowledged is lost.',
  },
  INTERNAL: {
    stage: 'server',
    closeCode: 1011,
    httpStatus: 500,
    retry: 'reconnect',
    cause: 'A fault of the server.',
    remedy: 'Look in its log; the stream goes on when you connect again.',
  },
  UNAUTHORIZED: {
    stage: 'server',
    closeCode: 4090,
    httpStatus: 401,
    retry: 'never',
    cause: 'No token, or one that is not valid (any more).',
    remedy: 'Send `Authorization: Bearer TOKEN` with a token of this server.',
  },
  FORBIDDEN: {
    stage: 'server',
    closeCode: 4091,
    httpStatus: 403,
    retry: 'never',
    cause: 'The token does not allow this.',
    remedy: 'Use a token with the scope and the stream that is needed.',
  },
  ROUTE_UNKNOWN: {
    stage: 'server',
    closeCode: 4095,
    httpStatus: 404,
    retry: 'never',
    cause: 'The server has no such path, or not for this method.',
    remedy: 'Compare with `/docs`; the sockets are `/v1/ingest` and `/v1/subscribe`.',
  },
  PORT_IN_USE: {
    stage: 'server',
    closeCode: 4092,
    httpStatus: 503,
    retry: 'never',
    cause: 'Another program listens on this port.',
    remedy: 'Stop it, or choose another port: `--port N`.',
  },
  HEARTBEAT_LOST: {
    stage: 'server',
    closeCode: 4093,
    httpStatus: 408,
    retry: 'reconnect',
    cause: 'The other side gave no sign of life for too long.',
    remedy: 'Connect again; look at the network when it happens often.',
  },
  CONFIG_INVALID: {
    stage: 'server',
    closeCode: 4094,
    httpStatus: 500,
    retry: 'never',
    cause: 'A flag, an environment variable or a field of the configuration file is wrong.',
    remedy: 'Correct what the detail names; `cortexwire serve --print-config` prints what holds.',
  },

  // Raised by the clients of this package themselves.
  CONNECTION_REFUSED: {
    stage: 'clients',
    closeCode: 4100,
    httpStatus: 502,
    retry: 'later',
    cause: 'Nothing answers at this address, or it is not a cortexwire server.',
    remedy: 'Start the server (`cortexwire serve`) or correct the address.',
  },
  RECONNECT_TIMEOUT: {
    stage: 'clients',
    closeCode: 4101,
    httpStatus: 504,
    retry: 'later',
    cause: 'The connection was lost and did not come back in time.',
    remedy: 'Look whether the server runs; raise `reconnect.timeoutMs` to wait longer.',
  },
  RESEND_BUFFER_FULL: {
    stage: 'clients',
    closeCode: 4102,
    httpStatus: 507,
    retry: 'later',
    cause: 'The frames that are not acknowledged yet fill the buffer of the rig; these samples were not taken.',
    remedy: 'Wait for the promise of `samples`, or raise `resendBytes`. Samples left out become a gap.',
  },

  // Files read by `rig replay` and `decode`.
  UNREADABLE_FILE: {
    stage: 'recordings',
    closeCode: 4120,
    httpStatus: 404,
    retry: 'never',
    cause: 'The file cannot be opened or read.',
    remedy: 'Check path and permissions.',
  },
  UNSUPPORTED_FILE: {
    stage: 'recordings',
    closeCode: 4121,
    httpStatus: 415,
    retry: 'never',
    cause: 'The file is not of a kind that is read, or uses a feature that is not.',
    remedy: 'Use FIF raw or EDF/EDF+; MNE-Python converts most others.',
  },
  TRUNCATED_FILE: {
    stage: 'recordings',
    closeCode: 4122,
    httpStatus: 422,
    retry: 'never',
    cause: 'The file ends before it should.',
    remedy: 'Copy it again from where it was recorded.',
  },
  NO_SIGNAL: {
    stage: 'recordings',
    closeCode: 4123,
    httpStatus: 422,
    retry: 'never',
    cause: 'The file holds no samples.',
    remedy: 'Choose the file with the signal; event and header files go beside it.',
  },
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Whether a text is a code of this version's table; a newer server may send others. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

const byCloseCode = new Map<number, ErrorCode>(
  Object.entries(ERROR_CODES).map(([code, spec]) => [spec.closeCode, code as ErrorCode]),
);

/** The failure that a WebSocket close code stands for, if it is one of the table. */
export function errorOfCloseCode(closeCode: number): ErrorCode | undefined {
  return byCloseCode.get(closeCode);
}

/** A failure with a code of the table. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ErrorCode;
  /** What was expected, what came, and where; never samples, decoded text or tokens. */
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The error table for the README: one section per stage. */
export function errorTableMarkdown(): string {
  return ERROR_STAGES.map((stage) => {
    const rows = Object.entries(ERROR_CODES)
      .filter(([, spec]) => spec.stage === stage)
      .map(
        ([code, spec]) =>
          `| \`${code}\` | ${spec.closeCode} | ${spec.httpStatus} | ${spec.retry} | ${spec.cause} | ${spec.remedy} |`,
      );
    return [
      `**${stage}**`,
      '',
      '| code | close | HTTP | retry | cause | what to do |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  }).join('\n');
}
