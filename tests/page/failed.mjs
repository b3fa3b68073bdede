// A reporter of Node's test runner: names the tests that failed, a line each, so that they can be run again.
export default async function* failed(events) {
  for await (const { type, data } of events) {
    if (type === "test:fail" && data.nesting === 0 && data.details.type !== "suite") yield `${JSON.stringify({ file: data.file, name: data.name })}\n`;
  }
}
