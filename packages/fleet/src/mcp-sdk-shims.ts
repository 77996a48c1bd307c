// Takes the place of the MCP SDK's shims for Workers in a bundle. Theirs brings a JSON Schema interpreter, which only
// answers of an elicitation need, and builds the schemas of both eras when an isolate starts; without it, the SDK builds
// those of an era at its first message that reaches the SDK.

/** Refuses to validate, so that an answer of an elicitation can never pass without a validation. */
export class DefaultJsonSchemaValidator {
  /** Always throws. */
  getValidator(): never {
    throw new Error('bundled without a JSON Schema validator: give the server one as jsonSchemaValidator');
  }
}
