/** Ids of the rows that a test's records may refer to. */
export const FIRST_RELATED = 101;
export const LAST_RELATED = 110;
