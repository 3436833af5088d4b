/** A failure of the journal that its caller must tell somebody about. `code` is a row of the error table. */
export class JournalError extends Error {
  override readonly name: string = 'JournalError';
  readonly code: 'JOURNAL_FULL' | 'JOURNAL_LOCKED' | 'JOURNAL_CORRUPT' | 'JOURNAL_TRIMMED';

  constructor(code: JournalError['code'], detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}

/** Nothing was written and nothing was lost: the log ends where it ended before. Try again when space was made. */
export class JournalFullError extends JournalError {
  override readonly name = 'JournalFullError';

  constructor(detail: string, options?: ErrorOptions) {
    super('JOURNAL_FULL', detail, options);
  }
}

/** Another server process has the directory. */
export class JournalLockedError extends JournalError {
  override readonly name = 'JournalLockedError';
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super(
      'JOURNAL_LOCKED',
      `the journal ${directory} is in use by process ${pid}: stop that server, or give this one a --journal of its own`,
    );
    this.pid = pid;
  }
}

/** Records that were whole once are not any more. What is on disk was left as it is. */
export class JournalCorruptError extends JournalError {
  override readonly name = 'JournalCorruptError';
  readonly file: string;
  /** Position in the log of the first byte that cannot be read. */
  readonly position: number;

  constructor(file: string, position: number, found: string) {
    super(
      'JOURNAL_CORRUPT',
      `${file} is damaged at log position ${position}: ${found}. ` +
        'Nothing was changed. Restore the file, or open the log with corruption "set-aside": ' +
        'it then ends before the damage, and everything from there on is kept beside it in *.aside files',
    );
    this.file = file;
    this.position = position;
  }
}

/** What was to be read next has been deleted by retention. */
export class JournalTrimmedError extends JournalError {
  override readonly name = 'JournalTrimmedError';
  readonly position: number;
  readonly begin: number;

  constructor(position: number, begin: number) {
    super('JOURNAL_TRIMMED', `log position ${position} was deleted; the oldest record kept is at ${begin}`);
    this.position = position;
    this.begin = begin;
  }
}

/** Whether the file system refused for want of room. A file-size limit of the process and a quota may go away too. */
export function isFull(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}
