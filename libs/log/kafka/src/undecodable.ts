/**
 * Why something of a record can't be understood. It is told apart by `instanceof` and never by its shape: a value may
 * have any shape, that of this class included.
 */
export class Undecodable {
  /**
   * @param code stable: `json.invalid`
   * @param message what to mend, naming the field
   * @param pointer which field is wrong or missing, as a JSON Pointer: `/data/rating`. Absent where it is all of it.
   */
  constructor(
    readonly code: string,
    readonly message: string,
    readonly pointer?: string,
  ) {}
}
