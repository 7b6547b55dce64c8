/** Line of the checklist that models belong to. */
export const MODEL_STEP = 'Model created';
