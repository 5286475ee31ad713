import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program to its end. SIGINT and SIGTERM are handed on to it, and end this process after it, so that neither
 * outlives the other.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] stdin, stdout and stderr are shared unless told
 * @returns {Promise<number>} its exit code; 128 + number of the signal that ended it, as shells count
 */
export function runChild(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    /** @type {NodeJS.Signals | undefined} */
    let told;
    /** @param {NodeJS.Signals} signal */
    const handOn = (signal) => {
      told = signal;
      child.kill(signal);
    };
    process.on('SIGINT', handOn).on('SIGTERM', handOn);
    const stopHandingOn = () => process.off('SIGINT', handOn).off('SIGTERM', handOn);
    child.on('error', (error) => {
      stopHandingOn();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      stopHandingOn();
      if (told) process.kill(process.pid, told);
      else resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}
