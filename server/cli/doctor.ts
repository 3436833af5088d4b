import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, freemem, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { RepositoryEntry } from '../../models/repository.js';
import { ModelDirectory } from '../app/model-directory.js';
import { checkModel } from '../infer/check-model.js';
import { missingProviderFiles, notInstalled, onnxRuntime } from '../infer/cuda-provider.js';
import { DEVICE_TOLERANCE, type DeviceReport, type Verdict } from '../infer/device.js';
import { probeCuda } from '../infer/device-probe.js';
import { verifyTiny } from '../infer/tiny-graph.js';
import { Journal } from '../journal/journal.js';
import { chooseJournalDir } from '../journal/journal-dir.js';
import type { Terminal } from './terminal.js';

interface Finding {
  readonly ok: boolean | 'note';
  readonly what: string;
  readonly detail: string;
}

/** Says what this machine can do, by doing it. @returns whether the server can run here */
export async function doctor(folders: readonly string[], terminal: Terminal): Promise<boolean> {
  const { entries } = new ModelDirectory(folders);
  const cuda = await probeCuda(entries.filter((entry) => entry.ok));
  const findings = [
    node(),
    runtime(),
    cpu(),
    ...gpu(cuda),
    memory(),
    journal(),
    ...models(folders, entries, cuda),
    webSockets(),
  ];
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { ok, what, detail } of findings) {
    terminal.out.write(`${ok === 'note' ? 'note   ' : ok ? 'ok     ' : 'failed '} ${what.padEnd(width)} ${detail}\n`);
  }
  return findings.every(({ ok }) => ok !== false);
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    ok,
    what: 'Node',
    detail: `${process.versions.node} on ${process.platform} ${process.arch}${ok ? '' : '; 20.19 or later is needed'}`,
  };
}

function runtime(): Finding {
  try {
    return { ok: true, what: 'ONNX Runtime', detail: onnxRuntime().version };
  } catch (error) {
    return { ok: false, what: 'ONNX Runtime', detail: String(error) };
  }
}

/** A tiny run on the CPU, against the same sums in double precision. */
function cpu(): Finding {
  const verdict = verifyTiny('cpu');
  return { ok: verdict.problem === null, what: 'CPU', detail: `tiny run: ${verdict.problem ?? agreement(verdict)}` };
}

/** The provider's files and, where they are there, a tiny run on the GPU. Without a GPU the server can run, too. */
function gpu({ problem, tiny }: DeviceReport): Finding[] {
  const missing = missingProviderFiles();
  if (missing.length > 0)
    return [{ ok: 'note', what: 'CUDA provider', detail: `${notInstalled(missing)}; models run on the CPU` }];
  const provider: Finding = { ok: 'note', what: 'CUDA provider', detail: onnxRuntime().folder };
  if (problem !== null || tiny === null)
    return [provider, { ok: 'note', what: 'CUDA', detail: `${problem ?? ''}; models run on the CPU` }];
  return [provider, { ok: true, what: 'CUDA', detail: `tiny run: ${agreement(tiny)}` }];
}

function agreement({ difference, runSeconds, seconds }: Verdict): string {
  const [parts, limit] = [difference ?? Number.NaN, DEVICE_TOLERANCE].map((number) => number.toExponential(1));
  const ms = (time: number): string => `${(time * 1e3).toPrecision(2)} ms`;
  return `largest difference ${parts} of the largest (limit ${limit}), ${ms(runSeconds ?? 0)} (with loading ${ms(seconds)})`;
}

function memory(): Finding {
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const model = cpus()[0]?.model ?? 'unknown processor';
  return {
    ok: 'note',
    what: 'machine',
    detail: `${availableParallelism()} cores (${model}), ${gib(freemem())} of ${gib(totalmem())} free`,
  };
}

function journal(): Finding {
  const place = chooseJournalDir();
  const scratch = mkdtempSync(join(tmpdir(), 'cortexwire-doctor-'));
  try {
    Journal.open({ directory: scratch }).close();
    const gib = (place.freeBytes / 2 ** 30).toFixed(1);
    return {
      ok: true,
      what: 'journal',
      detail: `${place.directory} (${place.where}, ${gib} GiB free): ${place.reason}`,
    };
  } catch (error) {
    return { ok: false, what: 'journal', detail: String(error) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A real run of every model on each device, compared with what it should give. */
function models(folders: readonly string[], entries: readonly RepositoryEntry[], cuda: DeviceReport): Finding[] {
  if (entries.length === 0) return [{ ok: 'note', what: 'models', detail: `none in ${folders.join(', ')}` }];
  return entries.map((entry) => {
    if (!entry.ok) return { ok: false, what: entry.id, detail: entry.problems.join('; ') };
    const { ok, lines } = checkModel(entry);
    const said = lines.find((line) => line.startsWith('failed')) ?? lines.find((line) => line.includes('golden')) ?? '';
    const onCpu = said.replace(/^(ok|failed)\s+/, 'CPU: ');
    const verdict = cuda.models.get(entry.id);
    const onCuda = verdict === undefined ? [] : [`CUDA: ${verdict.problem ?? agreement(verdict)}`];
    const isNoted = ok && typeof verdict?.problem === 'string';
    return { ok: isNoted ? 'note' : ok, what: entry.id, detail: [onCpu, ...onCuda].join('; ') };
  });
}

function webSockets(): Finding {
  try {
    createRequire(import.meta.url).resolve('bufferutil');
    return { ok: true, what: 'WebSockets', detail: 'with bufferutil' };
  } catch {
    return { ok: 'note', what: 'WebSockets', detail: 'without bufferutil: three times the time per frame' };
  }
}
