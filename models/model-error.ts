import type { ErrorCode } from '../protocol/error-codes.js';

/** Why a model cannot be used, or a stream not be given to it. */
export type ModelErrorCode = Extract<
  ErrorCode,
  | 'MODEL_MANIFEST_INVALID'
  | 'MODEL_CHECKSUM'
  | 'MODEL_UNLOADABLE'
  | 'MODEL_CONTRACT'
  | 'MODEL_FAILED'
  | 'CHANNELS_MISSING'
  | 'CHANNEL_KIND_MISMATCH'
  | 'UNIT_MISMATCH'
  | 'SFREQ_MISMATCH'
  | 'SUBJECT_UNKNOWN'
  | 'POSITIONS_MISSING'
>;

export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;
  /** What was expected, what is there, and where; without the code. */
  readonly detail: string;

  constructor(code: ModelErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}
