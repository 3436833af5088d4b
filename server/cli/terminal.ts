/** Where a command writes: results to `out`, everything about them to `err`. A test passes its own. */
export interface Terminal {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** A failure that is the user's to mend: shown as one line, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/**
 * Shows how far a long command is: on a terminal one line that is written over, elsewhere a line every few seconds.
 * Silent for the first second, so that short commands stay quiet.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #started = performance.now();
  #shownAt = 0;
  #open = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(text: string): void {
    const now = performance.now();
    const isTty = this.#terminal.err.isTTY === true;
    if (now - this.#started < 1000 || now - this.#shownAt < (isTty ? 100 : 3000)) return;
    this.#shownAt = now;
    this.#open = isTty;
    this.#terminal.err.write(isTty ? `\r\u001b[2K${text}` : `${text}\n`);
  }

  /** Takes the line away, for other output to follow. */
  clear(): void {
    if (this.#open) this.#terminal.err.write('\r\u001b[2K');
    this.#open = false;
  }
}
