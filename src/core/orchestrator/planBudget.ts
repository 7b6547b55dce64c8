/** Lines that the calls of one phase may send together, and those of all phases of a workflow (seed 001). */
export const MOST_PHASE_LINES = 1_500;
export const MOST_RUN_LINES = 5_300;
