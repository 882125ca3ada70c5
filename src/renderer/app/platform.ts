/** Whether the command key takes the place of Ctrl. */
export const isMac = /mac/i.test(navigator.userAgent);
