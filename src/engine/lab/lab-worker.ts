import { parentPort, workerData } from 'node:worker_threads';
import { answerCalls } from '../worker-answers.ts';
import { createLabSession, type LabOptions } from './lab-session.ts';

if (!parentPort) throw new Error('lab-worker runs as a worker');
answerCalls(parentPort, createLabSession(workerData as LabOptions));
