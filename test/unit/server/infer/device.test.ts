import { describe, expect, it } from 'vitest';
import { chooseDevices, serverDevice, type DeviceReport, type Verdict } from '../../../../server/infer/device.js';

const passed: Verdict = { problem: null, seconds: 0.5, runSeconds: 0.001, difference: 1e-6 };
const wrong: Verdict = { problem: 'far apart', seconds: 0.5, runSeconds: 0.001, difference: 0.3 };
const nothing: DeviceReport = { problem: 'no driver', tiny: null, models: new Map() };
const ids = ['a@1.0.0', 'b@1.0.0', 'c@1.0.0'];

function reporting(verdicts: Record<string, Verdict>): () => Promise<DeviceReport> {
  return async () => ({ problem: null, tiny: passed, models: new Map(Object.entries(verdicts)) });
}

describe('chooseDevices', () => {
  it('tries nothing for the CPU', async () => {
    const devices = await chooseDevices('cpu', ids, () => Promise.reject(new Error('tried')));
    expect(devices).toEqual(ids.map((model) => ({ model, device: 'cpu', reason: null, verdict: null })));
    expect(serverDevice(devices)).toBe('cpu');
  });

  it.each(['auto', 'cuda'] as const)('puts models that pass on CUDA: %s', async (wanted) => {
    const devices = await chooseDevices(wanted, ids.slice(0, 1), reporting({ 'a@1.0.0': passed }));
    expect(devices).toEqual([{ model: 'a@1.0.0', device: 'cuda', reason: null, verdict: passed }]);
    expect(serverDevice(devices)).toBe('cuda');
  });

  it('leaves on the CPU, with the reason, what does not pass or was not tried', async () => {
    const devices = await chooseDevices('auto', ids, reporting({ 'a@1.0.0': passed, 'b@1.0.0': wrong }));
    expect(devices.map(({ model, device, reason }) => [model, device, reason])).toEqual([
      ['a@1.0.0', 'cuda', null],
      ['b@1.0.0', 'cpu', 'far apart'],
      ['c@1.0.0', 'cpu', 'it was not tried'],
    ]);
    expect(serverDevice(devices)).toBe('cuda');
  });

  it('leaves everything on the CPU where there is no CUDA', async () => {
    const devices = await chooseDevices('auto', ids, async () => nothing);
    expect(devices.map(({ device, reason }) => [device, reason])).toEqual(ids.map(() => ['cpu', 'no driver']));
  });

  it('refuses where CUDA was asked for, with the reason of every model, or the one of all', async () => {
    await expect(chooseDevices('cuda', ids, async () => nothing)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/device cuda: no driver$/),
    });
    const report = reporting({ 'a@1.0.0': passed, 'b@1.0.0': wrong });
    await expect(chooseDevices('cuda', ids, report)).rejects.toThrow(
      'device cuda: 2 of 3 models cannot run there\n  b@1.0.0: far apart\n  c@1.0.0: it was not tried',
    );
  });
});
