/** An imported document may have hundreds of steps; beyond these they are not edited here and stay as they are. */
export const MAX_STEPS_SHOWN = 40;
