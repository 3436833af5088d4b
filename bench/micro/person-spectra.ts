/**
 * Spectra of simulated people beside those of recordings, 1 to 40 Hz, by sensor kind; and what a second costs to simulate.
 *
 *     npm run build && node dist/bench/micro/person-spectra.js [RECORDING...]
 */
import { openRecording } from '../../server/rig/recording.js';
import type { Recording } from '../../server/rig/recording.js';
import { PERSON_TASKS } from '../../server/rig/person/person.js';
import { simulatePerson } from '../../server/rig/person/simulate-person.js';
import { BANDS, bandSpectra } from '../harness/band-spectra.js';

const SECONDS = 10;
const CHUNK = 16;

const head = BANDS.map(([low, high]) => `${low}–${high} Hz`.padStart(9)).join('');
console.log(`${''.padEnd(36)}${head}`);

function print(name: string, recording: Recording): void {
  for (const { kind, unit, density } of bandSpectra(recording, SECONDS)) {
    const figures = density.map((value) => value.toFixed(1).padStart(9)).join('');
    console.log(`${name.slice(-22).padEnd(22)} ${kind.padEnd(5)}${unit.padEnd(10)}${figures.slice(2)}`);
  }
}

for (const path of process.argv.slice(2)) print(path, openRecording(path));
for (const task of PERSON_TASKS) print(`simulated ${task}`, simulatePerson(task, { nTrials: 12 }));
print('simulated typing', simulatePerson('typing', { helmet: 'eeg64', nTrials: 12 }));

for (const task of PERSON_TASKS) {
  const recording = simulatePerson(task, { nTrials: 12 });
  recording.read(0, 1000);
  const before = process.cpuUsage();
  for (let at = 1000; at < 1000 * (SECONDS + 1); at += CHUNK) recording.read(at, CHUNK);
  const { user, system } = process.cpuUsage(before);
  const cost = (user + system) / 1e3 / SECONDS;
  console.log(`simulated ${task}: ${cost.toFixed(0)} ms of CPU per second of 306 channels at 1 kHz`);
}
