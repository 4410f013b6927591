import { type ChildProcess, fork } from 'node:child_process';
import type { WorkerData } from './scorer.ts';

/** What is sent to a process, and what it answers. */
export interface ProcessTask {
  readonly name: 'default' | 'diff';
  readonly task: unknown;
  readonly data: WorkerData;
}
export type ProcessAnswer = { readonly result: unknown } | { readonly message: string };

export interface OwnProcessOptions {
  readonly file: string;
  readonly data: WorkerData;
  /** Most heap that it may have. */
  readonly megabytes: number;
}

/** A task took too long: named as piscina names it. */
class TookTooLong extends Error {
  override readonly name = 'AbortError';
}

/** One process beside the pool's threads, for what could take them all with it. It is started when there is something to do, one thing at a time. */
export class OwnProcess {
  readonly #options: OwnProcessOptions;
  #child: ChildProcess | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: OwnProcessOptions) {
    this.#options = options;
  }

  /**
   * @param most milliseconds, from when the task's turn has come
   * @throws AbortError when it takes longer; an Error that says how the process died
   */
  run<Result>(name: ProcessTask['name'], task: unknown, most: number): Promise<Result> {
    const result = this.#turn.then(() => this.#do<Result>({ name, task, data: this.#options.data }, most));
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Ends the process; what it was doing is lost. */
  close(): void {
    this.#closed = true;
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #do<Result>(message: ProcessTask, most: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new Error('closed'));
        return;
      }
      const child = this.#child ?? this.#start();
      let errors = '';
      const onErrors = (data: Buffer) => {
        errors = (errors + data.toString()).slice(-4_000);
      };
      const end = (dead: boolean, settle: () => void) => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        child.stderr?.off('data', onErrors);
        if (dead) {
          child.kill('SIGKILL');
          if (this.#child === child) this.#child = null;
        }
        settle();
      };
      const onMessage = (answer: ProcessAnswer) =>
        end(false, () => ('result' in answer ? resolve(answer.result as Result) : reject(new Error(answer.message))));
      const onExit = (code: number | null, signal: string | null) =>
        end(true, () => reject(new Error(deathOf(errors, code, signal))));
      const onError = (error: Error) => end(true, () => reject(error));
      const timer = setTimeout(() => end(true, () => reject(new TookTooLong())), most);
      child.stderr?.on('data', onErrors);
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      child.send(message, (error) => error && onError(error));
    });
  }

  #start(): ChildProcess {
    const { file, megabytes } = this.#options;
    this.#child = fork(file, {
      serialization: 'advanced',
      // A Ctrl-C at the terminal is for the run, which stops in its own time; it must not look as if a file had killed this.
      detached: true,
      execArgv: [`--max-old-space-size=${megabytes}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return this.#child;
  }
}

const deathOf = (errors: string, code: number | null, signal: string | null): string =>
  /heap out of memory|Reached heap limit/.test(errors) ? 'out of memory' : `process ended with ${signal ?? code}`;
