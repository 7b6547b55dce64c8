export const compareRevisions = (left: string, right: string): number => Number(left) - Number(right);
