/** A refusal in GitHub's words: the HTTP status, its message and, for 422, what was wrong with which field. */
export class Refused extends Error {
  readonly status: number;
  readonly errors: readonly (string | FieldError)[] | undefined;
  constructor(status: number, message: string, errors?: readonly (string | FieldError)[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  readonly message?: string;
  readonly value?: string;
}

export const notFound = () => new Refused(404, 'Not Found');
/** What an App reads where its installation was not granted the permission. */
export const notForThisApp = () => new Refused(403, 'Resource not accessible by integration');
export const invalid = (...errors: (string | FieldError)[]) => new Refused(422, 'Validation Failed', errors);
