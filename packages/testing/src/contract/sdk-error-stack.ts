// The SDK ends every request of the newest protocol with an error that nothing reads, and workerd asks for its stack. To
// map a stack through the source maps takes longer than the rest of the request, so that error keeps its stack as it is.
type MapStack = (error: Error, frames: readonly unknown[]) => unknown;
const errors: ErrorConstructor & { prepareStackTrace?: MapStack } = Error;
const mapped = errors.prepareStackTrace;
errors.prepareStackTrace = (error, frames) =>
  error.name === 'SdkError' || !mapped ? [error, ...frames].join('\n    at ') : mapped(error, frames);

export {};
