#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { endQuietlyOnClosedPipe } from '../host/terminal.ts';
import { addCommands } from './commands.ts';

/** Everything that huashu was asked to do is in a command; here only the frame: exit codes, and a pipe that closes early. */
endQuietlyOnClosedPipe();
// Node would end with 1, which means findings.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(2);
});
const program = new Command('huashu');
// Before the commands are added: they take it over from here.
program.exitOverride();
addCommands(program);
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
