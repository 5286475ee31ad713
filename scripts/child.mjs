import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * Runs a program to its end and hands on SIGINT and SIGTERM meanwhile, so that nothing outlives this process.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] stdin, stdout and stderr are shared unless told
 * @returns {Promise<number>} its exit code; 128 + number of the signal that ended it, as shells count
 */
export function runChild(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', passOn).on('SIGTERM', passOn);
    const stopPassingOn = () => process.off('SIGINT', passOn).off('SIGTERM', passOn);
    child.on('error', (error) => {
      stopPassingOn();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      stopPassingOn();
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
    });
  });
}
