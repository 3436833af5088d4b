import { clockSeconds } from '../harness/clock.js';
import { CutProxy } from '../harness/cut-proxy.js';
import { measureOnce } from '../harness/restarts.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'half-open-rig',
  sentence: 'A rig that comes back while the server still believes in its old socket goes on without a loss',
  bounds: [
    { what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
    {
      what: 'from the silence to the first decode of later samples, the rig noticing it after 0.5 s',
      op: '<=',
      value: 2,
      unit: 's',
    },
    { what: 'rig or reader left "catching up"', op: '==', value: 0, unit: '' },
    { what: 'exit code when the server is stopped afterwards', op: '==', value: 0, unit: '' },
  ],
  tags: [],
  measure: async (context) => {
    let proxy: CutProxy | undefined;
    try {
      return await measureOnce(context, {
        rigUrl: async (server) => {
          proxy = await CutProxy.start(server.port);
          return proxy.url;
        },
        fromLaterSamples: true,
        rig: { heartbeat: { probeMs: 100, timeoutMs: 500 } },
        disturb: async () => {
          proxy?.silence();
          return Promise.resolve({ at: clockSeconds() });
        },
      });
    } finally {
      await proxy?.close();
    }
  },
};
