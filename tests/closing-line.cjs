// The last line of a run, in a form that every CI can read: "tests: N passed, N failed, N skipped".
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    setImmediate(() => console.log(`tests: ${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`));
  }
};
