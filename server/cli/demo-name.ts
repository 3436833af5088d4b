export const DEMOS = ['typing', 'speech', 'images', 'ssvep'] as const;
export type DemoName = (typeof DEMOS)[number];
