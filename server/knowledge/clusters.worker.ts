import { parentPort, workerData } from 'node:worker_threads';
import type { ClusterTask } from './cluster-apart.ts';
import { clusterQuestions } from './clusters.ts';

const { questions, language } = workerData as ClusterTask;
parentPort?.postMessage(clusterQuestions(questions, language));
