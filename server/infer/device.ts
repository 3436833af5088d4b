import { ModelError } from '../../models/model-error.js';
import { ProtocolError } from '../../protocol/error-codes.js';

/** What a model can run on. */
export type Device = 'cpu' | 'cuda';

/**
 * Largest difference between a device's outputs and the CPU's, as a part of the largest output. In float32 without TF32,
 * networks of this size agree to 1e-5 or better; what is a hundred times further apart computes something else.
 */
export const DEVICE_TOLERANCE = 1e-3;

/**
 * Windows of one run that a model is warmed for. On CUDA the first run of each shape searches for the fastest convolution,
 * which takes up to a second a layer and cannot be switched off through ONNX Runtime's binding for Node.
 */
export const WARMED_BATCHES: readonly number[] = [1];

/** How a model, or the tiny graph, did on a device. */
export interface Verdict {
  /** Why it must not run there; null: it computes what the CPU does. */
  readonly problem: string | null;
  /** To load and warm it there and to run it once, s. */
  readonly seconds: number;
  /** The one run, warm, s; null where it did not come to that. */
  readonly runSeconds: number | null;
  /** Largest difference from the CPU's outputs, as a part of the largest; null where there was nothing to compare. */
  readonly difference: number | null;
}

/** What came of trying models on CUDA. */
export interface DeviceReport {
  /** Why nothing can run there: no provider, no library, no GPU; null: the tiny graph ran, and right. */
  readonly problem: string | null;
  /** The tiny graph there; null where it was not tried. */
  readonly tiny: Verdict | null;
  /** By id; of every model where `problem` is null. */
  readonly models: ReadonlyMap<string, Verdict>;
}

/** Where a model runs, and why. */
export interface ModelDevice {
  /** name@version */
  readonly model: string;
  readonly device: Device;
  /** Why it is not on a GPU; null: it is, or nobody asked for one. */
  readonly reason: string | null;
  /** How it did on CUDA; null where it was not tried. */
  readonly verdict: Verdict | null;
}

/**
 * Decides where each model runs, once for the life of a process.
 *
 * @param wanted  `cuda`: all of them there, or the server does not start; `auto`: those that compute there what they
 *                compute on the CPU; `cpu`: nothing is tried
 * @param models  ids
 * @param report  tries them on CUDA; called at most once
 * @throws {ProtocolError} CONFIG_INVALID with the reason of every model that cannot run on the `cuda` that was asked for
 */
export async function chooseDevices(
  wanted: Device | 'auto',
  models: readonly string[],
  report: () => Promise<DeviceReport>,
): Promise<ModelDevice[]> {
  if (wanted === 'cpu') return models.map((model) => ({ model, device: 'cpu', reason: null, verdict: null }));
  const { problem, models: verdicts } = await report();
  const devices = models.map((model): ModelDevice => {
    const verdict = verdicts.get(model) ?? null;
    const reason = problem ?? (verdict === null ? 'it was not tried' : verdict.problem);
    return { model, device: reason === null ? 'cuda' : 'cpu', reason, verdict };
  });
  if (wanted === 'auto') return devices;
  if (problem !== null) throw new ProtocolError('CONFIG_INVALID', `device cuda: ${problem}`);
  const refused = devices.filter(({ device }) => device !== 'cuda');
  if (refused.length === 0) return devices;
  const count = `${refused.length} of ${models.length} ${models.length === 1 ? 'model' : 'models'} cannot run there`;
  const lines = refused.map(({ model, reason }) => `  ${model}: ${reason ?? ''}`);
  throw new ProtocolError('CONFIG_INVALID', [`device cuda: ${count}`, ...lines].join('\n'));
}

/** The device of a server: that of the models which are not on the CPU, if there are any. */
export function serverDevice(devices: readonly ModelDevice[]): Device {
  return devices.some(({ device }) => device === 'cuda') ? 'cuda' : 'cpu';
}

/** The verdict on what was thrown. */
export function failed(error: unknown, seconds = 0): Verdict {
  const text = error instanceof Error ? error.message : String(error);
  const problem = error instanceof ModelError ? error.detail : text;
  return { problem, seconds, runSeconds: null, difference: null };
}

/** Says how far a device's outputs are from the CPU's. */
export function apart(difference: number): string {
  if (!Number.isFinite(difference)) return "its outputs are not finite, or not as many as the CPU's";
  const parts = `${difference.toExponential(1)} of the largest`;
  return `its outputs are ${parts} apart from the CPU's (limit ${DEVICE_TOLERANCE.toExponential(1)})`;
}
