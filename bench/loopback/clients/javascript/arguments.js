import { parseArgs } from "node:util";

const number = (values, name, least) => {
  const value = Number(values[name]);
  if (!(value >= least)) throw new Error(`--${name}: this is no such number: ${values[name]}`);
  return value;
};

/** Parses the command line of every client of the loopback benchmark. Throws if it is wrong. */
export function parse() {
  const { values } = parseArgs({
    options: {
      workload: { type: "string" },
      endpoint: { type: "string" },
      concurrency: { type: "string", default: "1" },
      connections: { type: "string" },
      threads: { type: "string", default: "1" },
      seconds: { type: "string", default: "1" },
      "warm-up": { type: "string", default: "0" },
      pages: { type: "string" },
      ca: { type: "string" },
      verify: { type: "boolean", default: false },
    },
  });
  if (!values.workload || !values.endpoint) throw new Error("--workload and --endpoint are needed");
  if (number(values, "threads", 1) !== 1) throw new Error("--threads: JavaScript has one");
  const concurrency = number(values, "concurrency", 1);
  return {
    workload: values.workload,
    endpoint: values.endpoint,
    concurrency,
    connections: values.connections ? number(values, "connections", 1) : Math.min(concurrency, 64),
    seconds: number(values, "seconds", 0),
    warmUp: number(values, "warm-up", 0),
    pages: values.pages ? number(values, "pages", 1) : undefined,
    ca: values.ca,
    verify: values.verify,
  };
}
