import type { ModelEntry } from '../../models/repository.js';
import type { Config } from '../config/config.js';
import { chooseDevices, serverDevice, WARMED_BATCHES, type ModelDevice } from '../infer/device.js';
import { forbidTf32, probeCuda } from '../infer/device-probe.js';
import type { Readiness } from '../http/schemas.js';
import type { Logger } from '../observe/logger.js';
import type { Metrics } from '../observe/metrics.js';

/**
 * Decides where each model runs, once for the life of a process, and says so.
 *
 * @param probe  tries models on CUDA
 * @throws {ProtocolError} CONFIG_INVALID when `cuda` was asked for and a model cannot run there
 */
export async function modelDevices(
  wanted: Config['device'],
  models: readonly ModelEntry[],
  log: Logger,
  probe: typeof probeCuda = probeCuda,
): Promise<ModelDevice[]> {
  let nothing: string | null = null;
  const batches = WARMED_BATCHES.join(', ');
  const ids = models.map(({ id }) => id);
  const devices = await chooseDevices(wanted, ids, async () => {
    const report = await probe(models, {
      begins: (model) => log.info({ model, batches }, 'is tried on CUDA'),
    });
    nothing = report.problem;
    return report;
  });
  if (nothing !== null) log.info(`models run on the CPU: ${String(nothing)}`);
  for (const { model, device, reason, verdict } of devices) {
    const seconds = Number((verdict?.seconds ?? 0).toFixed(3));
    if (device === 'cuda') log.info({ model, device, batches, seconds, difference: verdict?.difference }, 'verified');
    else if (reason !== null && nothing === null) log.warn({ model, device }, `on the CPU: ${reason}`);
  }
  if (serverDevice(devices) === 'cuda') forbidTf32();
  return devices;
}

/** The device of the server, and the models that are on another. */
export function devicesShown(devices: readonly ModelDevice[]): Pick<Readiness, 'device' | 'elsewhere'> {
  const device = serverDevice(devices);
  const elsewhere = devices.filter((place) => place.device !== device);
  return { device, elsewhere: elsewhere.map((place) => ({ model: place.model, device: place.device })) };
}

/** Puts devices into the metrics; they stay as they are for the life of the server. */
export function measureDevices(devices: readonly ModelDevice[], metrics: Metrics): void {
  for (const { model, device, verdict } of devices) {
    metrics.modelDevice.set({ model, device }, 1);
    if (verdict === null) continue;
    metrics.verificationSeconds.set({ model }, verdict.seconds);
    if (verdict.difference !== null) metrics.verificationDifference.set({ model }, verdict.difference);
  }
}
