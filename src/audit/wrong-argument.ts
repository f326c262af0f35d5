/** Something that the caller named cannot be used. */
export class WrongArgument extends Error {
  override readonly name = 'WrongArgument';
}
