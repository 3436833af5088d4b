import { setTimeout as sleep } from 'node:timers/promises';
import { clockSeconds } from '../harness/clock.js';
import { measureOnce } from '../harness/restarts.js';
import { ServerProcess, signalProcess } from '../harness/server-process.js';
import type { Claim } from './claim.js';

export const claim: Claim = {
  name: 'supervisor-kill',
  sentence: 'When the supervisor is killed the server drains by itself, and the next one goes on without a loss',
  bounds: [
    { what: 'decodes missing, doubled or different', op: '==', value: 0, unit: 'decodes' },
    {
      what: 'from the kill to the first new decode, the next server being started at once',
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
        const orphans = await scene.server.childPids();
        const at = clockSeconds();
        signalProcess(scene.server.supervisorPid, 'SIGKILL');
        const begin = performance.now();
        while (orphans.some((pid) => signalProcess(pid, 0))) {
          if (performance.now() - begin > 15_000) throw new Error('the server outlives its supervisor');
          await sleep(5);
        }
        const nextStarted = clockSeconds();
        scene.server = await ServerProcess.start(scene.serverOptions);
        return { at, nextStarted };
      },
    }),
};
