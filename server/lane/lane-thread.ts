import { parentPort, workerData } from 'node:worker_threads';
import { FrameQueueReader, FrameQueueWriter } from './frame-queue.js';
import { HangWatch } from './hang-watch.js';
import { LaneStatus, type LaneReady, type LaneWorkerData } from './lane-messages.js';
import { openModels } from './lane-models.js';
import { Lane } from './lane.js';

/** Entry of a lane's worker thread: loads the models, says how that went, then works off its queue until told to stop. */
const data = workerData as LaneWorkerData;
const { models, runMs, failed } = openModels(data.models);
const inbox = new FrameQueueReader(data.inbox);
const outbox = new FrameQueueWriter(data.outbox);
const lane = new Lane(data, new LaneStatus(data.status), inbox, outbox, models);
const watch = data.inline === undefined ? undefined : new HangWatch(data.inline.status, data.inline.runFile);
const ready: LaneReady = { runMs, failed };
parentPort?.postMessage(ready);
lane.run(() => watch?.look());
