import { on } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { prepareOnnxRuntime } from '../infer/onnx-session.js';
import { takeLanguageModels } from '../postprocess/language-models.js';
import { FrameQueueReader, FrameQueueWriter } from './frame-queue.js';
import { HangWatch } from './hang-watch.js';
import { LaneStatus, type LaneModels, type LaneNews, type LaneWorkerData, type ModelPlace } from './lane-messages.js';
import { openModels, type OpenedModels } from './lane-models.js';
import { Lane } from './lane.js';

/** Entry of a lane's worker thread: loads the models it is given, says how that went, then works off its queue until told to stop. */
const data = workerData as LaneWorkerData;
const tell = (news: LaneNews): void => parentPort?.postMessage(news);
// While the main thread still reads the models.
prepareOnnxRuntime();
const places: ModelPlace[] = [];
const opened: OpenedModels = { models: new Map(), runMs: {}, failed: [] };
for await (const [batch] of on(parentPort!, 'message') as AsyncIterable<[LaneModels]>) {
  takeLanguageModels(batch.languageModels);
  places.push(...batch.models);
  openModels(batch.models, opened, (id, runMs) => tell({ type: 'model', id, runMs }));
  if (batch.isLast) break;
}
const { models, runMs, failed } = opened;
const inbox = new FrameQueueReader(data.inbox);
const outbox = new FrameQueueWriter(data.outbox);
const lane = new Lane({ ...data, models: places }, new LaneStatus(data.status), inbox, outbox, models);
const watch = data.inline === undefined ? undefined : new HangWatch(data.inline.status, data.inline.runFile);
tell({ type: 'ready', ready: { runMs, failed } });
await lane.run(() => watch?.look());
