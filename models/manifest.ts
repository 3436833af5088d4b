import { z } from 'zod';

/**
 * The schema of `models/<name>/<version>/manifest.json`: all that the server needs to know to feed a model and to read
 * its answer. `models/manifest.schema.json` is generated from here; every rule that a JSON Schema cannot hold
 * (rates, lengths, files that must be listed) is in `refineManifest`. Read one with `readManifest`.
 */

const name = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, "-" and "."');
const fileName = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9._-]+$/, 'a plain file name inside the model folder');
const hz = z.number().positive();
const seconds = z.number();
const counts = z.number().int();

/** Butterworth order, as SciPy counts it: a band-pass of order 4 has 4 second-order sections, a low-pass 2. */
const order = counts.min(1).max(12);

const band = z.strictObject({
  /** Lower cut-off (−3 dB), Hz; absent for a low-pass. */
  low: hz.optional(),
  /** Upper cut-off (−3 dB), Hz; absent for a high-pass. */
  high: hz.optional(),
});

/** How an offset or spread per channel is got: stored in the manifest's own numbers, or fitted on the first seconds of a stream. */
const statistics = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('stored'),
    /** One per channel, in DSP units (µV, fT, fT/cm). */
    center: z.array(z.number()),
    scale: z.array(z.number().positive()),
  }),
  z.strictObject({
    from: z.literal('calibration'),
    /** Span of valid signal to fit on, s. Until it is there, windows are answered with NOT_CALIBRATED. */
    seconds: z.number().positive().max(3600),
  }),
]);

const whitening = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('stored'),
    /** `[nOut x nChannels]` matrix, row by row: y = W (x − mean). */
    matrix: z.array(z.array(z.number())),
    mean: z.array(z.number()).optional(),
  }),
  z.strictObject({
    from: z.literal('calibration'),
    seconds: z.number().positive().max(3600),
    /** Weight of the scaled identity added to the covariance, 0..1. */
    shrinkage: z.number().min(0).max(1),
  }),
]);

export const preprocessStep = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('reference'),
    /** `average` over all picked channels, or the mean of the named ones. */
    channels: z.union([z.literal('average'), z.array(z.string()).min(1)]),
  }),
  z.strictObject({
    step: z.literal('notch'),
    freq: hz,
    /** Centre frequency / −3 dB bandwidth. */
    q: z.number().positive(),
    /** 1 filters `freq` alone, 3 also its 2nd and 3rd harmonic. */
    harmonics: counts.min(1).max(20),
  }),
  z.strictObject({ step: z.literal('bandpass'), ...band.shape, order }),
  z.strictObject({
    step: z.literal('filterBank'),
    bands: z.array(band).min(1).max(32),
    order,
  }),
  z.strictObject({
    step: z.literal('resample'),
    sfreq: hz,
    /** Anti-alias FIR half length, in samples of the lower of the two rates. Longer is steeper and later. */
    halfLength: counts.min(1).max(128),
  }),
  z.strictObject({ step: z.literal('robustScale'), statistics }),
  z.strictObject({ step: z.literal('whiten'), whitening }),
  z.strictObject({
    step: z.literal('channelMap'),
    /** `[nOut x nChannels]`, row by row. */
    matrix: z.array(z.array(z.number())).min(1),
  }),
  z.strictObject({
    step: z.literal('baseline'),
    /**
     * Interval [tmin, tmax) whose mean is taken off, s after the (start) marker or, sliding, after the window's start.
     * Works on the finished window, and so does every step after it: `clamp`, `robustScale` by stored statistics, and a
     * `channelMap` that keeps the number of channels.
     */
    tmin: seconds,
    tmax: seconds,
  }),
  z.strictObject({
    step: z.literal('clamp'),
    /** Values are held within ±limit. */
    limit: z.number().positive(),
  }),
]);

/**
 * What belongs together among epochs or sliding windows, such as a sentence: text and states of `reset: "sequence"` start
 * anew with it, and its end gives a final answer, without a run of the model. An epoch belongs to the sequence that its
 * marker lies in; a sliding window to the one that it lies in as a whole, and outside of sequences none is decoded.
 */
const sequence = z.strictObject({
  /** Marker descriptions that begin a sequence, and end one that is open; absent: the first window behind another one does. */
  startMarker: z.string().min(1).optional(),
  /** Marker descriptions that end it; absent: the next start or the timeout does. */
  endMarker: z.string().min(1).optional(),
  /** From the end marker to the final answer, s; sliding windows up to there still belong to it. Absent: 0. */
  tail: z.number().min(0).max(60).optional(),
  /** Ends a sequence this long after its start, s; where there is an `endMarker`, SEQUENCE_TIMEOUT is told first. */
  timeout: z.number().positive().max(3600),
});

const when = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sliding'),
    /** Distance of window starts, in samples of the model's sfreq. */
    stride: counts.min(1),
    sequence: sequence.optional(),
  }),
  z.strictObject({
    kind: z.literal('epoch'),
    /** Marker descriptions that start an epoch; `*` stands for any run of characters. */
    marker: z.string().min(1),
    /** Window start after the marker's onset, s. Its end follows from the window's length. */
    tmin: seconds,
    /** What the rig adds between trigger and brain (screen, sound tube), s: the epoch starts that much later. */
    triggerDelay: seconds.optional(),
    /** Early answers: samples of the window that are there, in rising order; the rest of the window is 0 and masked. */
    progressive: z.array(counts.min(1)).optional(),
    sequence: sequence.optional(),
  }),
  z.strictObject({
    kind: z.literal('sequence'),
    startMarker: z.string().min(1),
    endMarker: z.string().min(1),
    /** The window is [start + tmin, end + tmax), s. */
    tmin: seconds,
    tmax: seconds,
    /** A sequence without an end is ended after this long, s. */
    timeout: z.number().positive(),
  }),
]);

const signal = z.strictObject({
  channels: z.strictObject({
    /** Exact channels, in the model's order. Alternative to `kinds`. */
    names: z.array(z.string()).min(1).optional(),
    /** All channels of these kinds, in the stream's order; their number must be `count`. */
    kinds: z
      .array(z.enum(['eeg', 'mag', 'grad', 'ref_meg', 'eog', 'ecg', 'emg', 'misc']))
      .min(1)
      .optional(),
    /** How many channels go into the model. */
    count: counts.min(1).max(4096),
    /** Other names for a channel, such as old 10-20 names: `{"T7": ["T3"]}`. */
    aliases: z.record(z.string(), z.array(z.string())).optional(),
    /** What to do when named channels are not in the stream: refuse it, or give zeros for up to `maxMissing` of them. */
    missing: z.enum(['refuse', 'zero']),
    maxMissing: counts.min(0).optional(),
  }),
  /** Unit of the samples given to the model; `any` for a model whose answer does not depend on it, or that mixes units. */
  unit: z.enum(['uV', 'fT', 'fT/cm', 'any']),
  /** Rate the model sees, Hz; the preprocessing must lead there. */
  sfreq: hz,
  /** Rates of a stream that the preprocessing starts from, Hz; absent: any rate that it can lead to `sfreq`. */
  streamSfreq: z.array(hz).optional(),
  /** Window length in samples of `sfreq`; for sequences the longest. */
  nSamples: counts.min(1),
  /** Order of the axes of the model's signal input after the batch axis. */
  layout: z.enum(['time-channel', 'channel-time']),
});

const input = z.discriminatedUnion('role', [
  z.strictObject({ name: z.string(), role: z.literal('signal') }),
  /** 1 where a sample is there and 0 where it is missing, `[batch, nSamples]` float32. */
  z.strictObject({ name: z.string(), role: z.literal('mask') }),
  z.strictObject({
    name: z.string(),
    role: z.literal('subject'),
    /** Subject name to row. */
    rows: z.record(z.string(), counts.min(0)),
    /** Row for a subject that is not listed; `refuse` refuses the stream. */
    unknown: z.union([z.literal('refuse'), counts.min(0)]),
  }),
  /** Channel positions `[nChannels, axes]`, metres, head coordinates; with 2 axes x and y. Zeros for a missing channel. */
  z.strictObject({ name: z.string(), role: z.literal('positions'), axes: z.union([z.literal(2), z.literal(3)]) }),
  /**
   * Seconds from the marker of the window before to this window's, `[batch]` float32; 0 for the first of a sequence and
   * behind a gap. For epochs without progressive answers.
   */
  z.strictObject({ name: z.string(), role: z.literal('interval') }),
  /** Kept by the server from window to window, zeros at the start; `shape` is without the batch axis. */
  z.strictObject({
    name: z.string(),
    role: z.literal('state'),
    output: z.string(),
    shape: z.array(counts.min(1)),
    /** Zeros again behind a gap, at the start of each sequence and behind a gap, or never. */
    reset: z.enum(['gap', 'sequence', 'never']),
  }),
]);

/** A character language model: a file in ARPA format (as KenLM reads and writes it), packed where it ends in `.gz`. */
const languageModel = z.strictObject({
  /** One of `files`, or `../../language/NAME` for one that models of the repository share; then with `sha256`. */
  file: z
    .string()
    .regex(/^(\.\.\/\.\.\/language\/)?(?!.*\.\.)[A-Za-z0-9._-]+$/, 'a file of the model folder or ../../language/NAME'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex digits')
    .optional(),
  /** How the file spells a space; absent: `&`, `<space>`, `▁`, `_`, `|` or a space itself, whichever is there. */
  space: z.string().min(1).optional(),
  /** Letters that the file has and no label types: refused if absent, or left out with all that goes through them. */
  otherLetters: z.enum(['refuse', 'ignore']).optional(),
  /** Letters that labels type and the file has not: refused if absent, or scored as its `<unk>`. */
  missingLetters: z.enum(['refuse', 'unknown']).optional(),
  /** Factor of the language model's logarithm in the score of a text. */
  weight: z.number().min(0).max(100),
  /** Its logarithm: `natural`, ln P; or `mixed`, log10 P beside natural ones, as Brain2Qwerty has it with weight 5. */
  rule: z.enum(['natural', 'mixed']),
  /** Whether the end of a text counts as its end does in the file, where an end marker ends it. Absent: true. */
  sentenceEnd: z.boolean().optional(),
  /**
   * Probability that a key is any key instead of the one that was meant, mixed into the language model's: texts do not say
   * how often typists slip. Absent: 0.
   */
  slip: z.number().min(0).lt(1).optional(),
});

const characters = z.strictObject({
  kind: z.literal('characters'),
  /**
   * Logits. `epoch`: `[nLabels]`, one key for each window, or `[n, nLabels]` right-aligned, the newest key last: then a
   * run revises the keys before. `ctc`: `[nFrames, nLabels]`, the frames that a window adds to those before it.
   */
  output: z.string(),
  mode: z.enum(['epoch', 'ctc']),
  /** Names of the classes, in the order of the output. */
  labels: z.array(z.string().min(1)).min(2).max(1024),
  /** The label that stands for no key; `ctc` alone, and always there. */
  blank: z.string().optional(),
  /**
   * What a label types where its name does not say it: a character, `backspace` (the character before goes), or nothing
   * (it is never decoded). By themselves, single characters type themselves, `space` a blank, `backspace` is one.
   */
  types: z.record(z.string(), z.string()).optional(),
  /** Probabilities are the softmax of logit / temperature: fitted on held-out sentences. Absent: 1. */
  temperature: z.number().positive().optional(),
  /**
   * Takes weight × ln(probability) off each label's score: how often the labels were in the data that the network learnt
   * from, where its probabilities hold that. One for each of `labels`.
   */
  priors: z
    .strictObject({ probabilities: z.array(z.number().positive()), weight: z.number().min(0).max(1) })
    .optional(),
  /** Probability that a key is a backspace, of which a language model says nothing. Absent: 0.03. */
  backspace: z.number().gt(0).lt(1).optional(),
  languageModel: languageModel.optional(),
  /** Texts that are followed at once. */
  beam: counts.min(1).max(1000),
  /** Labels that are looked at for each key or frame, the best ones; absent: all. */
  labelsPerStep: counts.min(1).optional(),
  /** Added to a text's score for each character, in nats; `ctc` alone. Absent: 0. */
  insertion: z.number().optional(),
  /** How many texts are told with their scores, best first. Absent: none. */
  nBest: counts.min(0).max(100).optional(),
  /** What is told: the most probable text, or the most probable label of each key (fewest wrong keys). Absent: `best`. */
  readout: z.enum(['best', 'marginal']).optional(),
  /** A character is final when its posterior among the texts followed reaches `posterior`, or when it is `lag` old. */
  commit: z.strictObject({
    posterior: z.number().gt(0.5).max(1).optional(),
    /** In keys of an epoch decoder; or, in both modes, in s from its key or frame to the newest. Absent: at the sequence's end. */
    lagKeys: counts.min(1).optional(),
    lagSeconds: z.number().positive().optional(),
  }),
  /**
   * Marker descriptions of key presses, their value being what was typed: told with the final text, for the score. For
   * `epoch` it is `when.marker` if absent.
   */
  keyMarker: z.string().min(1).optional(),
});

const postprocess = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('classes'),
    output: z.string(),
    labels: z.array(z.string().min(1)).min(2),
    /** How scores become probabilities; `none` reports 0. */
    probability: z.enum(['softmax', 'none']),
    /** Marker descriptions (or values) that mean a label: `{"13 Hz": ["2"]}`. The label itself always does. */
    truth: z.record(z.string(), z.array(z.string())).optional(),
    /** Probabilities are the softmax of score / temperature. Absent: 1. */
    temperature: z.number().positive().optional(),
    /**
     * Adds the logarithms of the probabilities up over windows until it is clear what is meant. Windows whose markers have
     * the same description or value belong together (`by`; absent: all). A sequence starts anew.
     */
    evidence: z
      .strictObject({
        by: z.enum(['description', 'value']).optional(),
        /** The decision is final when a label's probability reaches this. */
        posterior: z.number().gt(0).max(1),
        /** Windows that it takes at least, and at most. */
        minEpochs: counts.min(1),
        maxEpochs: counts.min(1).max(10_000),
      })
      .optional(),
  }),
  characters,
  z.strictObject({ kind: z.literal('embedding'), output: z.string(), half: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('signal'), output: z.string() }),
  z.strictObject({
    kind: z.literal('retrieval'),
    output: z.string(),
    /** The candidates that the output is compared with, by inner product: a bank file (`models/bank.ts`), one of `files`. */
    bank: fileName,
    /** What has norm 1 in the product: `candidate` alone, `both` (the cosine), or `none`. The score is that product. */
    normalise: z.enum(['candidate', 'both', 'none']),
    /** Probabilities are the softmax of score / temperature over the whole bank. */
    temperature: z.number().positive(),
    /** How many candidates are told, best first. */
    topK: counts.min(1).max(1000),
    /** How many labels are told, by the sum of their candidates' probabilities; absent: none. */
    topLabels: counts.min(1).max(1000).optional(),
    /**
     * How candidates are kept in memory; absent: float32. The others take a half and a quarter of the memory, and choose
     * a short list that is scored again in float32: the best `topK` are the same, only the other probabilities are near.
     */
    precision: z.enum(['float32', 'float16', 'int8']).optional(),
    /**
     * Scores the mean output over windows whose markers have the same description or value (the same stimulus shown
     * again), for so many stimuli (the one seen longest ago is forgotten). Absent: each window by itself.
     */
    average: z
      .strictObject({ by: z.enum(['description', 'value']), maxStimuli: counts.min(1).max(100_000) })
      .optional(),
  }),
]);

const manifestShape = z.strictObject({
  schema: z.literal(1),
  name,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'major.minor.patch'),
  description: z.string().min(1),
  licence: z.string().min(1),
  trainedOn: z.string().min(1),
  /** Measured results, each with what it was measured on. */
  results: z.array(z.strictObject({ what: z.string(), value: z.string(), on: z.string() })),
  /** SHA-256 (hex) of every file of the folder beside the manifest. */
  files: z.record(fileName, z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits')),
  /** The ONNX file. */
  model: fileName,
  /**
   * Golden input and output: raw little-endian float32 (packed by gzip where the name ends in `.gz`), the input as the
   * model's signal input of a batch of 1, the output as `postprocess.output`. Other inputs: mask 1, subject row 0,
   * positions, interval and states 0. `tolerance` is the largest difference allowed, as a share of the output's largest value.
   */
  golden: z.strictObject({ input: fileName, output: fileName, tolerance: z.number().positive() }),
  signal,
  preprocess: z.array(preprocessStep),
  /** Where the live chain is not what the model was published with: step, what it was, what it is here. */
  replaces: z.array(z.string()).optional(),
  when,
  /** Samples that never came: `skip` answers the window with GAP, the others fill in and tell the share. */
  gap: z.enum(['skip', 'hold', 'zero', 'mask']),
  inputs: z.array(input).min(1),
  postprocess,
  /** Longest a run may take before it counts as hung, ms; absent: the server's setting. */
  maxRunMs: z.number().positive().optional(),
});

export type Manifest = z.infer<typeof manifestShape>;
export type PreprocessStep = z.infer<typeof preprocessStep>;
export type When = Manifest['when'];
export type Postprocess = Manifest['postprocess'];
export type SequenceMarkers = z.infer<typeof sequence>;
export type CharactersSettings = z.infer<typeof characters>;
export const manifestSchema = manifestShape;
