/** The headless program's way in: the command line, standard output for results alone, and the exit status. */
import process from 'node:process';
import { runProgram } from './program';

const status = await runProgram(
  process.argv.slice(2),
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
// A GPU driver's threads would keep the process alive; what is still in the pipe goes out first.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
process.exit(status);
