import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openRecording } from '../../server/rig/recording.js';
import type { Recording } from '../../server/rig/recording.js';
import { simulatePerson } from '../../server/rig/person/simulate-person.js';
import { BANDS, bandSpectra, type BandSpectrum } from '../harness/band-spectra.js';
import { CouldNotMeasure, type Claim } from './claim.js';

/** A task of 2 s, and 10 s without anybody in the helmet. */
const TASK = 'meg-formats/neuromag306_eeg60_sample_audvis_2s_raw.fif';
const EMPTY = 'meg-formats/neuromag306_emptyroom_90Hz_10s_raw.fif';
const SECONDS = 30;

function table(rows: readonly { readonly name: string; readonly spectra: readonly BandSpectrum[] }[]): string {
  const bands = BANDS.map(([low, high]) => `${low}–${high}`.padStart(8)).join('');
  const lines = rows.flatMap(({ name, spectra }) => {
    return spectra.map(({ kind, unit, density }) => {
      const figures = density.map((value) => value.toFixed(1).padStart(8)).join('');
      return `${name.padEnd(16)} ${kind.padEnd(5)}${unit.padEnd(11)}${figures}`;
    });
  });
  return [`${'Hz'.padEnd(33)}${bands}`, ...lines].join('\n');
}

/** Largest factor between two densities of gradiometers, from the second band on: below, a recording of 2 s says little. */
function furthest(simulated: readonly BandSpectrum[], recorded: readonly BandSpectrum[]): number {
  const [a, b] = [simulated, recorded].map((spectra) => spectra.find(({ kind }) => kind === 'grad')!.density);
  return Math.max(...a!.slice(1).map((value, band) => Math.max(value / b![band + 1]!, b![band + 1]! / value)));
}

export const claim: Claim = {
  name: 'simulated-spectrum',
  sentence:
    'The simulated person is about as strong as a recorded one from 4 to 40 Hz, and its sensor noise as an empty room',
  bounds: [
    { what: 'gradiometers, simulated beside a task of 2 s: furthest band', op: '<=', value: 1.5, unit: 'times' },
    { what: 'gradiometers at 30–40 Hz beside an empty room', op: '<=', value: 1.5, unit: 'times' },
  ],
  tags: [],
  measure: async ({ recordings }) => {
    const folder = recordings();
    const open = (name: string): Recording => {
      const path = join(folder, name);
      if (!existsSync(path)) throw new CouldNotMeasure(`there is no ${path}`);
      return openRecording(path);
    };
    const [task, empty] = [bandSpectra(open(TASK)), bandSpectra(open(EMPTY))];
    const people = bandSpectra(simulatePerson('typing', { nTrials: 12 }), SECONDS);
    const scalp = bandSpectra(simulatePerson('typing', { nTrials: 12, helmet: 'eeg64' }), SECONDS);
    const grad = (spectra: readonly BandSpectrum[]): number => {
      return spectra.find(({ kind }) => kind === 'grad')!.density.at(-1)!;
    };
    const detail = table([
      { name: 'recorded, a task', spectra: task },
      { name: 'an empty room', spectra: empty },
      { name: 'simulated', spectra: [...people, ...scalp] },
    ]);
    const above = Math.max(grad(people) / grad(empty), grad(empty) / grad(people));
    return [{ figure: furthest(people, task), detail, data: { task, empty, people, scalp } }, { figure: above }];
  },
};
