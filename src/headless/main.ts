/** The headless program's way in: the command line, standard output for results alone, and the exit status. */
import process from 'node:process';
import { runProgram } from './program';

// A reader that has seen enough, as `head` has, closes the pipe: one line instead of a stack trace.
process.stdout.on('error', ({ message }) => {
  process.stderr.write(`unusable input: standard output: must stay open, got ${message}\n`);
  process.exit(2);
});

const status = await runProgram(
  process.argv.slice(2),
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
// A GPU driver's threads would keep the process alive; what is still in the pipe goes out first.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
process.exit(status);
