import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_KINDS,
  DSP_UNITS,
  matchStream,
  type ChannelContract,
  type StreamContract,
  type StreamMatch,
} from '../../../models/contract.js';
import type { Manifest } from '../../../models/manifest.js';
import { fullManifest, plainManifest, sequenceManifest } from '../../helpers/manifests.js';

const kindNumber = (kind: (typeof CHANNEL_KINDS)[number]): number => CHANNEL_KINDS.indexOf(kind) + 1;
const unitNumber = (wire: string): number => DSP_UNITS.findIndex((unit) => unit.wire === wire) + 1;

function eeg(name: string, changes: Partial<ChannelContract> = {}): ChannelContract {
  return { name, kind: kindNumber('eeg'), unit: unitNumber('VOLT'), position: [0.01, 0.02, 0.03], ...changes };
}

function stream(names: readonly string[], changes: Partial<StreamContract> = {}): StreamContract {
  return { sfreq: 256, subject: 'anna', channels: names.map((name) => eeg(name)), ...changes };
}

/** Named channels at 256 Hz, nothing else. */
function named(...names: string[]): Manifest {
  const manifest = plainManifest();
  manifest.signal.channels = { names, count: names.length, missing: 'refuse' };
  return manifest;
}

function matched(manifest: Manifest, info: StreamContract): StreamMatch {
  const match = matchStream(manifest, info);
  if (!match.ok) throw new Error(match.detail);
  return match;
}

describe('the numbers of the protocol', () => {
  const proto = readFileSync('protocol/cortexwire.proto', 'utf8');
  const numbersOf = (name: string): string[] => {
    const body = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(proto)![1]!;
    return [...body.matchAll(/^ {2}([A-Z_]+) = (\d+);/gm)].filter(([, , n]) => n !== '0').map(([, word]) => word!);
  };

  it('are those of the kinds', () => {
    expect(CHANNEL_KINDS.map((kind) => kind.toUpperCase())).toEqual(numbersOf('ChannelKind'));
  });

  it('are those of the units', () => {
    expect(DSP_UNITS.map((unit) => unit.wire)).toEqual(numbersOf('Unit'));
  });
});

describe('matchStream', () => {
  it('picks channels by name in the order of the model', () => {
    const match = matched(named('Oz', 'Cz'), stream(['Fz', 'Cz', 'Pz', 'Oz']));
    expect([...match.picks]).toEqual([3, 1]);
    expect([...match.scaleToDsp]).toEqual([1e6, 1e6]);
    expect(match.channelNames).toEqual(['Oz', 'Cz']);
    expect(match.missing).toEqual([]);
  });

  it('compares names without case and surrounding blanks', () => {
    expect([...matched(named('Oz', 'FCz'), stream([' fcZ ', 'OZ'])).picks]).toEqual([1, 0]);
  });

  it('takes the exact one of names that differ in case', () => {
    expect([...matched(named('Oz'), stream(['OZ', 'Oz', 'oz'])).picks]).toEqual([1]);
  });

  it('refuses a name that stands twice in the stream', () => {
    expect(matchStream(named('Oz'), stream(['OZ', 'Cz', 'oz']))).toEqual({
      ok: false,
      code: 'CHANNELS_MISSING',
      detail: 'expected one channel "Oz", found 2: "OZ" at 0, "oz" at 2',
    });
  });

  it('prefers the name to an alias and an earlier alias to a later one', () => {
    const manifest = named('T7');
    manifest.signal.channels.aliases = { T7: ['T3', 'LT'] };
    expect([...matched(manifest, stream(['LT', 'T3', 'T7'])).picks]).toEqual([2]);
    expect([...matched(manifest, stream(['LT', 't3'])).picks]).toEqual([1]);
  });

  it('lists what is missing with the names that come near', () => {
    const match = matchStream(
      named('Oz', 'T7', 'C3', 'MEG113', 'Fp1'),
      stream(['EEG Oz-Ref', 'T3', 'C3', 'MEG 0113', 'Fpz']),
    );
    expect(match).toEqual({
      ok: false,
      code: 'CHANNELS_MISSING',
      detail:
        'expected 5 channels, found 1 of them among the stream\'s 5; missing: Oz (the stream has "EEG Oz-Ref"), ' +
        'T7 (the stream has "T3"), MEG113 (the stream has "MEG 0113"), Fp1 (the stream has "Fpz"); ' +
        'the stream has: EEG Oz-Ref, T3, C3, MEG 0113, Fpz',
    });
  });

  it('cuts long lists of names', () => {
    const names = Array.from({ length: 64 }, (_, i) => `E${i + 1}`);
    const match = matchStream(named('Oz'), stream(names));
    expect(match).toMatchObject({ ok: false, detail: expect.stringMatching(/: E1, E2, .*, E12 and 52 more$/) });
  });

  it('gives zeros for as many missing channels as the manifest allows', () => {
    const manifest = named('Cz', 'Oz', 'Pz');
    Object.assign(manifest.signal.channels, { missing: 'zero', maxMissing: 1 });
    const match = matched(manifest, stream(['Pz', 'Cz']));
    expect([...match.picks]).toEqual([1, -1, 0]);
    expect([...match.scaleToDsp]).toEqual([1e6, 0, 1e6]);
    expect(match.missing).toEqual(['Oz']);
    expect(match.channelNames).toEqual(['Cz', 'Oz', 'Pz']);
    expect(matchStream(manifest, stream(['Pz']))).toMatchObject({
      code: 'CHANNELS_MISSING',
      detail: expect.stringMatching(/^expected 3 channels, at most 1 of which may be missing, found 1 of them/),
    });
  });

  it('picks channels by kind in the order of the stream', () => {
    const channels = Array.from({ length: 102 }, (_, i) => [
      { name: `G${i}a`, kind: kindNumber('grad'), unit: unitNumber('TESLA_PER_METRE') },
      { name: `G${i}b`, kind: kindNumber('grad'), unit: unitNumber('FEMTOTESLA_PER_CENTIMETRE') },
      { name: `M${i}`, kind: kindNumber('mag'), unit: unitNumber('TESLA') },
    ]).flat();
    const stim = { name: 'STI101', kind: kindNumber('stim'), unit: unitNumber('DIMENSIONLESS') };
    const match = matched(sequenceManifest(), { sfreq: 1000, channels: [stim, ...channels] });
    expect([...match.picks]).toEqual(Array.from({ length: 306 }, (_, i) => i + 1));
    expect([...match.scaleToDsp.slice(0, 3)]).toEqual([1e13, 1, 1e15]);
    expect(match.channelNames.slice(0, 3)).toEqual(['G0a', 'G0b', 'M0']);
  });

  it('counts the kinds of a stream that has too few or too many', () => {
    const manifest = plainManifest();
    const names = Array.from({ length: 9 }, (_, i) => `E${i}`);
    expect(matchStream(manifest, stream(names))).toEqual({
      ok: false,
      code: 'CHANNEL_KIND_MISMATCH',
      detail: 'expected 8 channels of kind eeg, found 9; the stream has 9 eeg',
    });
    const mixed = [
      ...names.slice(2).map((name) => eeg(name)),
      eeg('A', { kind: kindNumber('eog') }),
      eeg('B', { kind: 0 }),
    ];
    expect(matchStream(manifest, { sfreq: 256, channels: mixed })).toMatchObject({
      detail: 'expected 8 channels of kind eeg, found 7; the stream has 7 eeg, 1 eog, 1 no kind',
    });
    expect(matchStream(manifest, { sfreq: 256, channels: [] })).toMatchObject({
      detail: 'expected 8 channels of kind eeg, found 0; the stream has no channels',
    });
  });

  it('does not take a trigger channel for a signal', () => {
    const info = stream(['Cz']);
    expect(matchStream(named('Oz'), { ...info, channels: [eeg('Oz', { kind: kindNumber('stim') })] })).toEqual({
      ok: false,
      code: 'CHANNEL_KIND_MISMATCH',
      detail: '"Oz": expected a channel with a signal, found kind stim',
    });
  });

  it('brings each unit to that of the signal processing', () => {
    const scales = DSP_UNITS.map(({ wire }) => {
      const manifest = named('A');
      manifest.signal.unit = 'any';
      const channel = eeg('A', { unit: unitNumber(wire) });
      return [wire, matched(manifest, { sfreq: 256, channels: [channel] }).scaleToDsp[0]];
    });
    expect(Object.fromEntries(scales)).toEqual({
      VOLT: 1e6,
      MICROVOLT: 1,
      TESLA: 1e15,
      FEMTOTESLA: 1,
      TESLA_PER_METRE: 1e13,
      FEMTOTESLA_PER_CENTIMETRE: 1,
      DIMENSIONLESS: 1,
    });
  });

  it('leaves a misc channel in its unit where the model takes any', () => {
    const manifest = named('A');
    const channels = [eeg('A', { kind: kindNumber('misc') })];
    expect(matched(manifest, { sfreq: 256, channels }).scaleToDsp[0]).toBe(1e6);
    manifest.signal.unit = 'any';
    expect(matched(manifest, { sfreq: 256, channels }).scaleToDsp[0]).toBe(1);
  });

  it('refuses a unit that cannot become the one of the model', () => {
    const channels = [eeg('A'), eeg('B', { unit: unitNumber('TESLA') }), eeg('C', { unit: 0 })];
    expect(matchStream(named('A', 'B', 'C'), { sfreq: 256, channels })).toEqual({
      ok: false,
      code: 'UNIT_MISMATCH',
      detail: 'expected channels in V or µV, found B in T, C in no unit',
    });
    const any = named('A', 'C');
    any.signal.unit = 'any';
    expect(matchStream(any, { sfreq: 256, channels })).toMatchObject({
      code: 'UNIT_MISMATCH',
      detail: expect.stringMatching(/found C in no unit$/),
    });
  });

  it('refuses another rate where the model does not resample', () => {
    expect(matchStream(named('A'), stream(['A'], { sfreq: 512 }))).toEqual({
      ok: false,
      code: 'SFREQ_MISMATCH',
      detail: 'expected 256 Hz, as the model does not resample, found 512 Hz',
    });
    expect(matchStream(named('A'), stream(['A'], { sfreq: 256.0001 }))).toMatchObject({ ok: true });
    for (const sfreq of [0, -1, Number.NaN, Infinity]) {
      expect(matchStream(named('A'), stream(['A'], { sfreq }))).toMatchObject({ code: 'SFREQ_MISMATCH' });
    }
  });

  it('refuses a rate that the manifest does not list', () => {
    expect(matchStream(fullManifest(), stream(['Cz', 'T7', 'Oz'], { sfreq: 2000 }))).toMatchObject({
      code: 'SFREQ_MISMATCH',
      detail: 'expected 500 or 1000 Hz, found 2000 Hz',
    });
  });

  it('refuses a rate too low for a filter ahead of resampling', () => {
    const manifest = fullManifest();
    delete manifest.signal.streamSfreq;
    expect(matchStream(manifest, stream(['Cz', 'T7', 'Oz'], { sfreq: 250 }))).toMatchObject({
      code: 'SFREQ_MISMATCH',
      detail: 'expected more than 300 Hz, as step notch reaches 150 Hz, found 250 Hz',
    });
    expect(matchStream(manifest, stream(['Cz', 'T7', 'Oz'], { sfreq: 301 }))).toMatchObject({ ok: true });
  });

  it('refuses a rate that no whole numbers lead from', () => {
    const manifest = named('A');
    manifest.preprocess = [{ step: 'resample', sfreq: 256, halfLength: 8 }];
    expect(matchStream(manifest, stream(['A'], { sfreq: 1000 }))).toMatchObject({ ok: true });
    expect(matchStream(manifest, stream(['A'], { sfreq: 625.25 }))).toMatchObject({ ok: true });
    expect(matchStream(manifest, stream(['A'], { sfreq: 200 * Math.PI }))).toMatchObject({
      code: 'SFREQ_MISMATCH',
      detail: expect.stringMatching(/^expected a rate in a whole-number ratio to 256 Hz, found 628\.3/),
    });
  });

  it('wants the reference channels among the picked ones that are there', () => {
    const manifest = named('A', 'B');
    manifest.preprocess = [{ step: 'reference', channels: ['B'] }];
    expect(matchStream(manifest, stream(['A', 'b']))).toMatchObject({ ok: true });
    Object.assign(manifest.signal.channels, { missing: 'zero', maxMissing: 1 });
    expect(matchStream(manifest, stream(['A']))).toEqual({
      ok: false,
      code: 'CHANNELS_MISSING',
      detail: 'expected the reference channels among those picked, missing: B',
    });
  });

  it('gives the row of the subject', () => {
    const names = ['Cz', 'T7', 'Oz'];
    const manifest = fullManifest();
    expect(matched(manifest, stream(names, { sfreq: 500, subject: 'ben' })).subject).toBe(1);
    expect(matched(manifest, stream(names, { sfreq: 500, subject: 'carl' })).subject).toBe(2);
    expect(matched(manifest, stream(names, { sfreq: 500, subject: null })).subject).toBe(2);
    expect(matched(named('Cz'), stream(names)).subject).toBeUndefined();
    Object.assign(manifest.inputs[2]!, { unknown: 'refuse' });
    for (const subject of ['carl', 'constructor', '', undefined]) {
      const info = { sfreq: 500, channels: stream(names).channels, ...(subject === undefined ? {} : { subject }) };
      expect(matchStream(manifest, info)).toMatchObject({
        code: 'SUBJECT_UNKNOWN',
        detail: `expected one of the model's subjects (anna, ben), found ${JSON.stringify(subject ?? '')}`,
      });
    }
  });

  it('gives the positions of the picked channels, zeros for a missing one', () => {
    const manifest = fullManifest();
    const channels = [eeg('Oz', { position: [1, 2, 3] }), eeg('Cz', { position: [4, 5, 6] })];
    const info = { sfreq: 500, channels };
    expect([...matched(manifest, info).positions!]).toEqual([4, 5, 6, 0, 0, 0, 1, 2, 3]);
    Object.assign(manifest.inputs[3]!, { axes: 2 });
    expect([...matched(manifest, info).positions!]).toEqual([4, 5, 0, 0, 1, 2]);
    expect(matched(named('Cz'), stream(['Cz'])).positions).toBeUndefined();
  });

  it('refuses a stream without the positions that the model wants', () => {
    const channels = [eeg('Oz', { position: [] }), eeg('Cz', { position: [0, Number.NaN, 0] }), eeg('T7')];
    expect(matchStream(fullManifest(), { sfreq: 500, channels })).toEqual({
      ok: false,
      code: 'POSITIONS_MISSING',
      detail: 'expected a position (x, y, z in metres) for each channel, found none for Cz, Oz',
    });
  });
});
