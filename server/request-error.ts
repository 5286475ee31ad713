import type { ErrorCode } from '../protocol/requests.ts';

/** A refusal that a client is told: one of the closed list of codes, with what helps to mend it. */
export class RequestError extends Error {
  readonly code: ErrorCode;
  /** The input that a form should mark. */
  readonly field: string | undefined;
  /** The colleague who was faster. */
  readonly by: string | undefined;

  constructor(code: ErrorCode, detail: { readonly field?: string; readonly by?: string } = {}) {
    super(code);
    this.code = code;
    this.field = detail.field;
    this.by = detail.by;
  }
}

/** Something that is needed to answer does not work now; the same may succeed later. `cause` says what. */
export class Unavailable extends RequestError {
  constructor(cause: unknown) {
    super('unavailable');
    this.cause = cause;
  }
}
