/** What a run may outgrow; each is named like the setting that says when. */
export const ALERT_KINDS = ['phaseMinutes', 'tokens', 'costDollars', 'findings', 'storeMegabytes'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Said once of a run: something grew beyond what the configuration expects. */
export interface Alert {
  readonly kind: AlertKind;
  /** For people, with the limit and its setting. */
  readonly message: string;
  /** ISO 8601 in UTC. */
  readonly raisedAt: string;
}
