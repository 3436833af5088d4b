import { afterEach, describe, expect, it } from 'vitest';
import { devicesShown, measureDevices, modelDevices } from '../../../../server/app/model-devices.js';
import type { DeviceReport, ModelDevice, Verdict } from '../../../../server/infer/device.js';
import { createLogger } from '../../../../server/observe/logger.js';
import { createMetrics } from '../../../../server/observe/metrics.js';
import { testModel } from '../../../helpers/models.js';

const passed: Verdict = { problem: null, seconds: 1.25, runSeconds: 0.001, difference: 2e-6 };
const models = ['identity-8', 'stateful'].map((name) => testModel(name));
const report = (problem: string | null, ...verdicts: Verdict[]): DeviceReport => ({
  problem,
  tiny: problem === null ? passed : null,
  models: new Map(verdicts.map((verdict, index) => [models[index]?.id ?? '', verdict])),
});

async function decided(wanted: 'auto' | 'cpu' | 'cuda', found: DeviceReport): Promise<[ModelDevice[], object[]]> {
  const lines: object[] = [];
  const log = createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line) as object) });
  return [await modelDevices(wanted, models, log, async () => found), lines];
}

const { NVIDIA_TF32_OVERRIDE: before } = process.env;
afterEach(() => {
  if (before === undefined) delete process.env['NVIDIA_TF32_OVERRIDE'];
  else process.env['NVIDIA_TF32_OVERRIDE'] = before;
});

describe('modelDevices', () => {
  it('says once why nothing is on CUDA', async () => {
    const [devices, lines] = await decided('auto', report('no driver'));
    expect(devices.map(({ device }) => device)).toEqual(['cpu', 'cpu']);
    expect(lines).toMatchObject([{ level: 'info', msg: 'models run on the CPU: no driver' }]);
    expect(process.env['NVIDIA_TF32_OVERRIDE']).toBe(before);
  });

  it('says of each model where it is, and forbids TF32 for those on CUDA', async () => {
    const [devices, lines] = await decided('auto', report(null, passed, { ...passed, problem: 'far apart' }));
    expect(lines).toMatchObject([
      { level: 'info', model: 'identity-8@1.0.0', device: 'cuda', batches: '1', seconds: 1.25, difference: 2e-6 },
      { level: 'warn', model: 'stateful@1.0.0', device: 'cpu', msg: 'on the CPU: far apart' },
    ]);
    expect(process.env['NVIDIA_TF32_OVERRIDE']).toBe('0');
    expect(devicesShown(devices)).toEqual({
      device: 'cuda',
      elsewhere: [{ model: 'stateful@1.0.0', device: 'cpu' }],
    });
  });

  it('says nothing of the CPU that was asked for', async () => {
    const [devices, lines] = await decided('cpu', report(null, passed, passed));
    expect(devicesShown(devices)).toEqual({ device: 'cpu', elsewhere: [] });
    expect(lines).toEqual([]);
  });
});

describe('measureDevices', () => {
  it('shows device, time and difference of each model', async () => {
    const metrics = createMetrics();
    const [devices] = await decided('auto', report(null, passed, { ...passed, problem: 'gone', difference: null }));
    measureDevices(devices, metrics);
    const text = await metrics.text();
    for (const line of [
      'cortexwire_model_device{model="identity-8@1.0.0",device="cuda"} 1',
      'cortexwire_model_device{model="stateful@1.0.0",device="cpu"} 1',
      'cortexwire_model_verification_seconds{model="identity-8@1.0.0"} 1.25',
      'cortexwire_model_verification_difference{model="identity-8@1.0.0"} 0.000002',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain('verification_difference{model="stateful@1.0.0"}');
  });
});
