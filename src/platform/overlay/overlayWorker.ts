import { parentPort, workerData } from 'node:worker_threads';
import { overlayTaskSchema, runOverlayTask } from './overlayTasks';

/** The entry of a thread that does one task and ends. */
parentPort?.postMessage(runOverlayTask(overlayTaskSchema.parse(workerData)));
