#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { endQuietlyOnClosedPipe } from '../host/terminal.ts';
import { addCommands } from './commands.ts';

/** Everything that huashu was asked to do is in a command; here only the frame: exit codes, and a pipe that closes early. */
endQuietlyOnClosedPipe();
const program = new Command('huashu');
addCommands(program);
program.exitOverride();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    // An unknown fault is shown whole: it is ours, not the user's.
    console.error(error);
    process.exitCode = 2;
  }
}
