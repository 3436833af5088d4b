import { setTimeout as sleep } from 'node:timers/promises';
import { metricValue } from './harness/metric-text.js';
import { median, percentiles, type Percentiles } from './harness/percentiles.js';
import { mergeLoads, type ProcessLoad } from './harness/process-load.js';
import { slope } from './harness/trend.js';
import { THROUGHPUT_DEFAULTS, ThroughputRig } from './throughput.js';

export interface SoakOptions {
  readonly minutes: number;
  /** Absent: half of what the server carries, which is looked for first. */
  readonly nRigs?: number;
  /** Distance of the readings, s. */
  readonly intervalSeconds: number;
  readonly serverArgs?: readonly string[];
  readonly progress: (text: string) => void;
}

export const SOAK_DEFAULTS = { minutes: 60, intervalSeconds: 30 } as const;

/** One look at the server. */
interface Reading {
  /** Since the load began, s. */
  readonly at: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  readonly nHandles: number;
  /** Since the server began: drops and failures of all kinds. */
  readonly nDropped: number;
  readonly nDecodes: number;
  /** Of the decodes since the reading before, s. */
  readonly age: Percentiles;
}

export interface SoakResult {
  readonly options: Omit<SoakOptions, 'progress'>;
  readonly nRigs: number;
  readonly readings: readonly Reading[];
  /** Median of the last quarter to that of the second one; the first fills buffers. */
  readonly memoryGrowth: number;
  readonly bytesPerHour: number;
  /** Most handles of the last quarter over the most of the second. */
  readonly handleGrowth: number;
  readonly nDropped: number;
  readonly age: Percentiles;
  readonly load: ProcessLoad;
  readonly problems: readonly string[];
}

/** A long run at a steady load: whatever grows in it has no end. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const { progress, intervalSeconds, minutes, ...settings } = options;
  const seconds = minutes * 60;
  const rig = await ThroughputRig.start({ ...THROUGHPUT_DEFAULTS, ...options, seconds });
  try {
    const nRigs = options.nRigs ?? Math.max(1, Math.floor((await carriedWhenWarm(rig, progress)) / 2));
    progress(`${nRigs} rigs for ${minutes} minutes`);
    const readings: Reading[] = [];
    const loads: ProcessLoad[] = [];
    const ages: number[] = [];
    const begin = performance.now();
    const soak = rig.begin(nRigs, seconds);
    for (let next = intervalSeconds; next <= seconds; next += intervalSeconds) {
      await sleep(Math.max(0, next * 1e3 - (performance.now() - begin)));
      const { spell, ages: newAges, nLost } = await soak.look();
      const value = (name: string): number => metricValue(spell.after, name) ?? NaN;
      const reading = {
        at: (performance.now() - begin) / 1e3,
        residentBytes: value('process_resident_memory_bytes'),
        heapBytes: value('nodejs_heap_size_used_bytes'),
        nHandles: value('process_open_fds'),
        nDropped:
          value('cortexwire_drops_total') + (metricValue(spell.after, 'cortexwire_failures_total') ?? 0) + nLost,
        nDecodes: value('cortexwire_decodes_total'),
        age: percentiles(newAges),
      };
      readings.push(reading);
      loads.push(spell.load);
      for (const age of newAges) ages.push(age);
      progress(
        `${(reading.at / 60).toFixed(1)} min: ${(reading.residentBytes / 2 ** 20).toFixed(0)} MiB, ${reading.nHandles} handles, ` +
          `${reading.nDropped} dropped, p99 ${(reading.age.p99 * 1e3).toFixed(1)} ms`,
      );
    }
    const { problems } = await soak.end;
    return {
      options: { ...settings, minutes, intervalSeconds },
      nRigs,
      readings,
      ...growthOf(readings),
      nDropped: readings.at(-1)?.nDropped ?? NaN,
      age: percentiles(ages),
      load: mergeLoads(loads),
      problems,
    };
  } finally {
    await rig.stop();
  }
}

/** Of two searches: a server that has just started carries less in the first. */
async function carriedWhenWarm(rig: ThroughputRig, progress: (text: string) => void): Promise<number> {
  const first = await rig.capacity(progress);
  const second = await rig.capacity(progress);
  return Math.max(first.nRigs, second.nRigs);
}

/** How the last quarter of the readings compares with the second. */
export function growthOf(
  readings: readonly Pick<Reading, 'at' | 'residentBytes' | 'nHandles'>[],
): Pick<SoakResult, 'memoryGrowth' | 'bytesPerHour' | 'handleGrowth'> {
  const quarter = readings.length / 4;
  const second = readings.slice(Math.floor(quarter), Math.ceil(2 * quarter));
  const last = readings.slice(Math.floor(3 * quarter));
  const settled = readings.slice(Math.floor(quarter));
  const bytes = (of: typeof readings): number => median(of.map(({ residentBytes }) => residentBytes));
  const handles = (of: typeof readings): number => Math.max(...of.map(({ nHandles }) => nHandles));
  return {
    memoryGrowth: bytes(last) / bytes(second),
    bytesPerHour: slope(
      settled.map(({ at }) => at / 3600),
      settled.map(({ residentBytes }) => residentBytes),
    ),
    handleGrowth: handles(last) - handles(second),
  };
}

/** The result as a person reads it. */
export function describeSoak(result: SoakResult): string {
  const { options, nRigs, memoryGrowth, bytesPerHour, handleGrowth, nDropped, age, problems } = result;
  return [
    `${nRigs} rigs for ${options.minutes} minutes: memory x${memoryGrowth.toFixed(3)} from the second quarter to the last ` +
      `(${(bytesPerHour / 2 ** 20).toFixed(1)} MiB an hour), ${handleGrowth} more handles, ${nDropped} dropped`,
    `p50 ${(age.p50 * 1e3).toFixed(1)} p99 ${(age.p99 * 1e3).toFixed(1)} p99.9 ${(age.p999 * 1e3).toFixed(1)} ms, ` +
      `CPU ${(result.load.cpuShare * 100).toFixed(0)} %`,
    ...problems,
  ].join('\n');
}
