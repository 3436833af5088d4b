import { clockSeconds } from '../harness/clock.js';
import { measureOnce } from '../harness/restarts.js';
import { ServerProcess } from '../harness/server-process.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'sigterm-resume',
  sentence: 'A server that is stopped with SIGTERM in the middle of a stream and started again goes on without a loss',
  bounds: [
    { what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
    {
      what: 'from SIGTERM to the first new decode, the next server being started at once',
      op: '<=',
      value: 10,
      unit: 's',
    },
    { what: 'rig or reader left "catching up"', op: '==', value: 0, unit: '' },
    { what: 'exit code when the server is stopped afterwards', op: '==', value: 0, unit: '' },
  ],
  tags: [],
  measure: (context) =>
    measureOnce(context, {
      disturb: async (scene) => {
        const at = clockSeconds();
        const { code, signal } = await scene.server.stop();
        if (code !== 0) throw new Error(`SIGTERM ended the server with ${String(signal ?? code)}\n${scene.server.log}`);
        const nextStarted = clockSeconds();
        scene.server = await ServerProcess.start(scene.serverOptions);
        return { at, nextStarted };
      },
    }),
};
