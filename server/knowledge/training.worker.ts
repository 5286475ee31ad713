import { parentPort, workerData } from 'node:worker_threads';
import { type LearningTask, learn } from './train-apart.ts';

learn(workerData as LearningTask, (lesson) => parentPort?.postMessage(lesson));
