/** Notification from the server: what it is doing in one workspace folder. */
export const statusNotification = 'routewarden/status';

export interface StatusParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly name: string;
  /** `off` by settings, `cancelled` by the user, `failed` by an internal error that is in the log. */
  readonly state: 'scanning' | 'ready' | 'cancelled' | 'off' | 'failed';
  /** Of the last complete analysis. */
  readonly routes: number;
  readonly findings: number;
  /** Files that were left out of the analysis although they should be in it. */
  readonly skipped: number;
}
