/** A command cannot do what it was asked; the message is one line for the user and the exit code is 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
