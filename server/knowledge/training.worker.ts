import { parentPort, workerData } from 'node:worker_threads';
import { layGroundwork } from './engine.ts';
import type { TrainingTask } from './train-apart.ts';
import { train } from './training.ts';

const { corpus, risk } = workerData as TrainingTask;
parentPort?.postMessage(train(layGroundwork(corpus), risk));
