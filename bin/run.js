#!/usr/bin/env -S node --single-threaded-gc
import { execute } from '@oclif/core';
import { guard, guardFaults } from './terminal.js';

guard(process.stdout, { bytes: true });
guard(process.stderr);
guardFaults();

// In `cvmatch list | head` a reader that stops early is no error, but a full disk is one. Runs before oclif's own
// listener, which throws.
process.stdout.prependListener('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `cvmatch: stdout cannot be written: ${error.message}\n  Check the space on the disk, or name another file.\n`,
  );
  process.exit(1);
});

await execute({ dir: import.meta.url });
