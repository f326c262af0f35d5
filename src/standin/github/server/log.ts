/** A request as a test counts it. */
export interface LoggedRequest {
  readonly method: string;
  /** Without `/api/v3` and without the query. */
  readonly path: string;
  readonly query: string;
  /** The operation of a GraphQL request. */
  readonly operation?: string;
  /** The login of who asked; `null` for nobody and for a JWT of the App. */
  readonly by: string | null;
  readonly kind: 'read' | 'write' | 'token';
  /** The body of a REST write, parsed. */
  readonly json?: unknown;
  /** `null` while under way, and when the connection was cut. */
  status: number | null;
}
