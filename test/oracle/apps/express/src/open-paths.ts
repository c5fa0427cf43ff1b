const openPaths = ['/status', '/plans'];

export const isOpen = (path: string): boolean => openPaths.includes(path);
