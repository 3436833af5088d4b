import { parentPort, workerData } from 'node:worker_threads';
import type { LaneReady, LaneWorkerData } from './lane-messages.js';
import { openModels } from './lane-models.js';
import { Lane } from './lane.js';

/** Entry of a lane's worker thread: loads the models, says how that went, then works off its queue until told to stop. */
const data = workerData as LaneWorkerData;
const { models, failed } = openModels(data.models);
const lane = new Lane(data, models);
const ready: LaneReady = { loaded: [...models.keys()], failed };
parentPort?.postMessage(ready);
lane.run();
