/** Rules of findings about agents; the id of the agent follows. */
export const GAP = 'gap/';
/** It is code and model both, and its model failed. */
export const UNADAPTED = 'unadapted/';
