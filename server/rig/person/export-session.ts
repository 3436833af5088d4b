import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChannelKind, Unit } from '../../../protocol/frame.js';
import { ARTEFACT_CLASSES } from './artefacts.js';
import { NOISE_GROUPS, noiseDraws } from './background.js';
import { BUMP_REACH } from './event-moments.js';
import type { Bumps, EventColumns } from './event-moments.js';
import { writeNpy, writeNpyParts } from './npy.js';
import { N_FEATURES, personName } from './person.js';
import { SessionSynthesis } from './session-synthesis.js';
import { inHead } from './simulated-session.js';
import type { SimulatedSession } from './simulated-session.js';

export interface ExportOptions {
  /** Write the samples too. */
  readonly samples: boolean;
}

const SAMPLES_AT_ONCE = 1024;

/**
 * Writes down what a session's samples are made from, so that NumPy can make them again, or as many like them as
 * training wants. With C channels, S sources, J background dipoles, K classes, N events, all little-endian and C order:
 *
 * - `session.json`: who, when, channels, markers, and how noise is drawn (below)
 * - `lead.npy` [C, S], `background.npy` [C, J]: fields, unit of the channel per A·m
 * - `background_weight.npy` [J, groups]: A·m, order of `noise.groups`
 * - `sensor_density.npy` [C] per √Hz, `sensor_sd.npy` [C] of a sample at `sfreq`: white noise
 * - `features.npy` [K, 12]; `weights.npy` [K, S, bumps]: A·m, gain included
 * - `latency.npy`, `width.npy` [S, bumps]: s
 * - `event_time.npy`, `event_class.npy`, `event_amplitude.npy`, `event_delay.npy`, `event_group.npy` [N]: s, int32, 1, s,
 *   int32 (sentence, word or trial); some may lie before sample 0
 * - with artefacts the same as `artefact_lead.npy`, `artefact_weights.npy`, `artefact_latency.npy`, `artefact_width.npy`,
 *   `artefact_time.npy`, `artefact_class.npy`, `artefact_amplitude.npy`, `artefact_delay.npy`, `artefact_group.npy`; and
 *   `line_amplitude.npy`, `line_phase.npy` [C]: amplitude · cos(2π · lineFrequency · t + phase)
 * - where candidates are to be found: `embedding.npy` [K, D] float32 (images) or `embedding_basis.npy` [D, 12] (speech:
 *   embedding(t) = basis · Σ events' features · exp(−½((t − time) / targetWidth)²)), and `bank.npy` [candidates, …] float32
 * - with `samples`: `samples.npy` [nSamples, C] float32
 *
 * Sample n at t = n / sfreq is Σ lead · q(t) + Σ background · m(n) + artefacts + line + sensor_sd · normals(sensorKey at n).
 * q_s(t) = Σ events amplitude · Σ_b weights[class, s, b] · exp(−½ z²), z = (t − time − delay − latency[s, b]) / width[s, b],
 * bumps cut at |z| = `bumpReach`.
 * Random numbers: bits(key, i) = fmix32(key xor i · 0x9e3779b1 mod 2³²), fmix32 of MurmurHash3; the key "at n" is bits(key, n);
 * uniforms (bits + ½) / 2³²; normals 2k, 2k + 1 of a key = √(−2 ln u₂ₖ) · cos, sin(2π u₂ₖ₊₁).
 * m(n): normals of backgroundKey at n, split as `noise.draws` say: per process of a group one for each dipole listed, from
 * number `first` on; for a rotating process then as many again (imaginary parts). State x(0) = normals, x(n) =
 * e^(−rate/sfreq) · rotation(2π · freq / sfreq) · x(n − 1) + √(1 − e^(−2 rate/sfreq)) · normals; a dipole's moment is
 * Σ weight · √variance · x (real part).
 */
export function exportSession(session: SimulatedSession, folder: string, { samples }: ExportOptions): void {
  mkdirSync(folder, { recursive: true });
  const { plan, options, artefacts } = session;
  const { channels } = options.sensors;
  const nChannels = channels.length;
  const save = (name: string, shape: readonly number[], values: Float64Array | Float32Array | Int32Array): void =>
    writeNpy(join(folder, `${name}.npy`), shape, values);
  const nGroups = NOISE_GROUPS.length;
  const nDipoles = session.backgroundWeight.length / nGroups;
  save('lead', [nChannels, session.bumps.nSources], session.lead);
  save('background', [nChannels, nDipoles], session.backgroundLead);
  save('background_weight', [nDipoles, nGroups], session.backgroundWeight);
  save('sensor_density', [nChannels], session.sensorDensity);
  save(
    'sensor_sd',
    [nChannels],
    session.sensorDensity.map((density) => density * Math.sqrt(options.sfreq / 2)),
  );
  save('features', [plan.classes.length, N_FEATURES], plan.features);
  saveBumps(save, '', session.bumps);
  saveEvents(save, 'event', plan.events);
  if (artefacts !== undefined) {
    save('artefact_lead', [nChannels, artefacts.bumps.nSources], artefacts.lead);
    saveBumps(save, 'artefact_', artefacts.bumps);
    saveEvents(save, 'artefact', artefacts.events);
    save('line_amplitude', [nChannels], artefacts.lineAmplitude);
    save('line_phase', [nChannels], artefacts.linePhase);
  }
  saveTargets(save, session, folder);
  if (samples) writeNpyParts(join(folder, 'samples.npy'), [session.nSamples, nChannels], '<f4', blocks(session));
  writeFileSync(join(folder, 'session.json'), `${JSON.stringify(description(session), undefined, 1)}\n`);
}

type Save = (name: string, shape: readonly number[], values: Float64Array | Float32Array | Int32Array) => void;

function saveBumps(save: Save, prefix: string, { nSources, nBumps, weights, latency, width }: Bumps): void {
  save(`${prefix}weights`, [weights.length / (nSources * nBumps), nSources, nBumps], weights);
  save(`${prefix}latency`, [nSources, nBumps], latency);
  save(`${prefix}width`, [nSources, nBumps], width);
}

function saveEvents(save: Save, prefix: string, events: EventColumns): void {
  for (const name of ['time', 'class', 'amplitude', 'delay', 'group'] as const) {
    save(`${prefix}_${name}`, [events.time.length], events[name]);
  }
}

function saveTargets(save: Save, { plan }: SimulatedSession, folder: string): void {
  if (plan.retrieval === undefined) return;
  const { nDimensions, embedding, basis, bank } = plan.retrieval;
  if (embedding !== undefined) save('embedding', [plan.classes.length, nDimensions], embedding);
  if (basis !== undefined) save('embedding_basis', [nDimensions, N_FEATURES], basis);
  if (bank === undefined) return;
  const candidates = function* (): Generator<Float32Array> {
    for (let i = 0; i < bank.names.length; i++) yield bank.candidate(i);
  };
  writeNpyParts(join(folder, 'bank.npy'), [bank.names.length, ...bank.shape], '<f4', candidates());
}

function* blocks(session: SimulatedSession): Generator<Float32Array> {
  const synthesis = new SessionSynthesis(session);
  for (let at = 0; at < session.nSamples; at += SAMPLES_AT_ONCE) {
    yield synthesis.read(at, Math.min(SAMPLES_AT_ONCE, session.nSamples - at));
  }
}

const KIND_NAMES: Partial<Record<ChannelKind, string>> = {
  [ChannelKind.MAG]: 'mag',
  [ChannelKind.GRAD]: 'grad',
  [ChannelKind.EEG]: 'eeg',
};
const UNIT_NAMES: Partial<Record<Unit, string>> = {
  [Unit.TESLA]: 'T',
  [Unit.TESLA_PER_METRE]: 'T/m',
  [Unit.VOLT]: 'V',
};

/** What `session.json` holds. */
function description(session: SimulatedSession): Record<string, unknown> {
  const { identity, options, plan, head, markers, artefacts, nSamples } = session;
  const { draws, nNormals } = noiseDraws(session.backgroundWeight);
  const targets = plan.retrieval;
  return {
    kind: plan.task,
    simulated: true,
    note: 'simulated: no person was recorded',
    ...identity,
    subject: personName(identity.person),
    sfreq: options.sfreq,
    nSamples,
    gain: options.gain,
    spread: options.spread,
    helmet: options.sensors.name,
    headPosition: { rotation: Array.from(head.rotation), translation: head.translation },
    channels: options.sensors.channels.map(({ name, kind, unit, coil, position, layout }) => ({
      name,
      kind: KIND_NAMES[kind],
      unit: UNIT_NAMES[unit],
      position: coil === 'electrode' ? position : inHead(position, head),
      layout,
    })),
    classes: plan.classes,
    bumpReach: BUMP_REACH,
    noise: {
      groups: NOISE_GROUPS,
      draws,
      nNormals,
      backgroundKey: session.backgroundKey,
      sensorKey: session.sensorKey,
      sensor: 'white',
    },
    artefacts: artefacts === undefined ? null : { classes: ARTEFACT_CLASSES, lineFrequency: options.lineFrequency },
    targets:
      targets === undefined
        ? null
        : {
            nDimensions: targets.nDimensions,
            ...(targets.width === undefined ? {} : { width: targets.width }),
            bank: targets.bank === undefined ? null : { names: targets.bank.names, labels: targets.bank.labels },
          },
    markers,
  };
}
