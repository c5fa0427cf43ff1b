/** A file system error in a few words, without the path: "there is no such file or folder". */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'EEXIST':
      return 'a file of that name is in the way';
    case 'ENOTDIR':
      return 'not a folder';
    case 'EISDIR':
      return 'a folder, not a file';
    case 'ELOOP':
      return 'a symbolic link that leads back to itself';
    case 'ENOSPC':
      return 'no space left on the disk';
    case 'EROFS':
      return 'the file system is read-only';
    default:
      return code ?? String(error);
  }
}
