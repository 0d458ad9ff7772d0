/** Exit statuses, as those of diff(1). */
export const statuses = { 'as asked': 0, different: 1, 'bad input': 2 } as const;

export type Status = keyof typeof statuses;
